import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { PushSession } from './push-session.ts';
import type { SourceEvents } from './source.ts';

/** Connections that have not shown a key, all together. */
const MOST_UNKNOWN = 32;
/** Wrong keys of an address within the time below: then it is not listened to until that is over. */
const MOST_WRONG = 10;
const WRONG_MS = 60_000;
/** A connection on which nothing comes for this long is cut, ms. */
const SILENT_MS = 3_000;
const MOST_ADDRESSES = 10_000;

/** A camera that may come. */
export interface PushListener {
  readonly key: string;
  readonly events: SourceEvents;
}

interface PushDoorOptions {
  /** Of a clock that only goes forward, ms. */
  readonly nowMs: () => number;
}

/**
 * The door for cameras that push by RTMP: rtmp://host:port/push/CAMERA?key=KEY. A connection shows the camera's key within a few
 * KiB and seconds, or is cut; a second one of a camera takes the place of the first.
 */
export class PushDoor {
  private readonly server: Server;
  private readonly expected = new Map<string, PushListener>();
  private readonly open = new Map<PushListener, Socket>();
  private readonly unknown = new Set<Socket>();
  private readonly wrong = new Map<string, { count: number; untilMs: number }>();

  constructor(private readonly options: PushDoorOptions) {
    this.server = createServer((socket) => this.welcome(socket));
  }

  /** Gives the port. */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  expect(camera: string, listener: PushListener): void {
    this.expected.set(camera, listener);
  }

  forget(camera: string, listener: PushListener): void {
    if (this.expected.get(camera) === listener) this.expected.delete(camera);
    this.open.get(listener)?.destroy();
    this.open.delete(listener);
  }

  async stop(): Promise<void> {
    const sockets = [...this.unknown, ...this.open.values()];
    this.open.clear();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private welcome(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    socket.on('error', () => socket.destroy());
    if (this.unknown.size >= MOST_UNKNOWN || this.isTiresome(address)) {
      socket.destroy();
      return;
    }
    this.unknown.add(socket);
    let listener: PushListener | null = null;
    const session = new PushSession({
      write: (data) => socket.write(data),
      admit: (camera, key) => {
        listener = this.admitted(camera, key);
        if (listener === null) this.blame(address);
        else this.begin(socket, listener);
        return listener?.events ?? null;
      },
    });
    const lateTimer = setTimeout(() => socket.destroy(), SILENT_MS);
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      const trouble = session.take(chunk);
      if (listener !== null) clearTimeout(lateTimer);
      if (trouble !== null) socket.destroy();
    });
    socket.on('close', () => {
      clearTimeout(lateTimer);
      this.unknown.delete(socket);
      if (listener === null || this.open.get(listener) !== socket) return;
      this.open.delete(listener);
      listener.events.down('the camera ended its connection');
    });
  }

  private begin(socket: Socket, listener: PushListener): void {
    this.unknown.delete(socket);
    const before = this.open.get(listener);
    this.open.set(listener, socket);
    before?.destroy();
  }

  private admitted(camera: string, key: string): PushListener | null {
    const listener = this.expected.get(camera);
    // as long for a camera that is none as for a wrong key
    const isRight = timingSafeEqual(digest(key), digest(listener?.key ?? ''));
    return listener !== undefined && listener.key !== '' && isRight ? listener : null;
  }

  private isTiresome(address: string): boolean {
    const known = this.wrong.get(address);
    return known !== undefined && known.count >= MOST_WRONG && known.untilMs > this.options.nowMs();
  }

  private blame(address: string): void {
    const nowMs = this.options.nowMs();
    const known = this.wrong.get(address);
    const count = known !== undefined && known.untilMs > nowMs ? known.count + 1 : 1;
    if (this.wrong.size >= MOST_ADDRESSES) this.wrong.clear();
    this.wrong.set(address, { count, untilMs: nowMs + WRONG_MS });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
