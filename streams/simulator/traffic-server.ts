import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Heard, LineWriter, type Traffic } from './traffic.ts';

/** A new listener learns all vessels within this time. */
const SNAPSHOT_MS = 10_000;
/** Bytes a client may leave unread, some minutes of traffic; beyond, it is dropped. */
const MAX_UNREAD_BYTES = 512 * 1024;
const MAX_CLIENTS = 64;
/** Story time of silence (a suspended machine) after which the traffic begins anew instead of being caught up. */
const MAX_GAP_MS = 600_000;

/** Where story time stands: `storyMs` at the machine's `realMs`, `rate` story ms a real ms. */
export interface StoryAnchor {
  readonly storyMs: number;
  readonly realMs: number;
  readonly rate: number;
}

/** What a client is still to be told of the vessels that were there when it came. */
interface Listener {
  readonly sinceMs: number;
  readonly total: number;
  readonly waiting: Heard[];
}

/** The bay on a socket: AIVDM lines of what is sent, as it is sent. The caller owns the clock: nothing happens but in `tick`. */
export class TrafficServer {
  private readonly server: Server;
  private readonly clients = new Map<Socket, Listener | null>();
  private readonly lines = new LineWriter();
  private spokeMs = Number.NaN;

  constructor(
    private readonly traffic: Traffic,
    private readonly anchor: StoryAnchor,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => this.welcome(socket));
  }

  /** Listens on loopback; resolves with the port. */
  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  get clientCount(): number {
    return this.clients.size;
  }

  /** Says what is due at the machine's time `realMs`; call it some ten times a second. */
  tick(realMs: number): void {
    const storyMs = this.anchor.storyMs + (realMs - this.anchor.realMs) * this.anchor.rate;
    if (!(storyMs - this.spokeMs < MAX_GAP_MS)) this.traffic.restart(storyMs);
    this.spokeMs = storyMs;
    let text = '';
    for (const heard of this.traffic.until(storyMs)) if (this.clients.size > 0) text += this.lines.write(heard);
    for (const [socket, listener] of this.clients) {
      const told = listener === null ? this.begin(socket, realMs, storyMs) : listener;
      const first = this.introduction(told, realMs, storyMs);
      if (text !== '' || first !== '') socket.write(text + first);
      if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.clients.keys()) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  private welcome(socket: Socket): void {
    if (this.clients.size >= MAX_CLIENTS) {
      socket.destroy();
      return;
    }
    this.clients.set(socket, null);
    // what clients say does not matter, but unread it would keep the socket from closing
    socket.resume();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.clients.delete(socket));
  }

  private begin(socket: Socket, realMs: number, storyMs: number): Listener {
    const waiting = this.traffic.snapshot(storyMs);
    const listener = { sinceMs: realMs, total: waiting.length, waiting };
    this.clients.set(socket, listener);
    return listener;
  }

  /** The share of the snapshot that is due; vessels are told as they are now. */
  private introduction(listener: Listener, realMs: number, storyMs: number): string {
    const { waiting, total, sinceMs } = listener;
    if (waiting.length === 0) return '';
    const share = Math.min(1, (realMs - sinceMs) / SNAPSHOT_MS);
    const count = Math.max(0, Math.ceil(total * share) - (total - waiting.length));
    if (count === 0) return '';
    let text = '';
    for (const heard of waiting.splice(0, count)) text += this.lines.write(this.traffic.afresh(heard, storyMs));
    return text;
  }
}
