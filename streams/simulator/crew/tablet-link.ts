import { io, type Socket } from 'socket.io-client';
import type { BoatPositions } from '../../../server/contract/boat.ts';
import { SOCKET_PATH, TABLET_PROTOCOL } from '../../../server/contract/constants.ts';
import type { Enrolled } from '../../../server/contract/device.ts';
import type { Order } from '../../../server/contract/dispatch.ts';
import type { Crew } from './crew.ts';

const WITHIN_MS = 5_000;
/** Positions kept while there is no reception: two hours at one in ten seconds. */
const MOST_KEPT = 720;
const MOST_AT_ONCE = 200;

type Position = BoatPositions['positions'][number];

/** The tablet of a simulated boat over the real doors: it enrols, is told orders, answers, and sends positions late after a silence. */
export class TabletLink {
  private socket: Socket | null = null;
  private kept: Position[] = [];
  private isSending = false;

  constructor(
    private readonly crew: Crew,
    private readonly nowMs: () => number,
  ) {}

  /** Enrols by a code and connects. Rejects where the code is not taken. */
  async open(url: string, code: string): Promise<void> {
    const answer = await fetch(`${url}/api/v1/devices/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name: `tablet of ${this.crew.entry.boatId}`, wantsToken: true }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (!answer.ok) throw new Error(`enrolling ${this.crew.entry.boatId}: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as Enrolled;
    this.connect(url, token as string);
  }

  /** No reception, or it is back. */
  setReception(isThere: boolean): void {
    if (!this.socket || this.socket.active === isThere) return;
    if (isThere) this.socket.connect();
    else this.socket.disconnect();
  }

  /** Where the boat is; kept while nobody hears it. */
  report(position: Position): void {
    this.kept.push(position);
    if (this.kept.length > MOST_KEPT) this.kept.shift();
  }

  /** Sends what waits, in order; called once a second or so. */
  async send(): Promise<void> {
    const { socket } = this;
    if (!socket?.connected || this.isSending) return;
    this.isSending = true;
    try {
      for (let said = this.crew.outbox[0]; said; said = this.crew.outbox[0]) {
        const answer: { ok: boolean; error?: string } = await socket
          .timeout(WITHIN_MS)
          .emitWithAck('dispatch:answer', said);
        if (!answer.ok && (answer.error === 'unavailable' || answer.error === 'failed')) return;
        this.crew.outbox.shift();
      }
      while (this.kept.length > 0) {
        const positions = this.kept.slice(0, MOST_AT_ONCE);
        await socket.timeout(WITHIN_MS).emitWithAck('boats:report', { positions });
        this.kept.splice(0, positions.length);
      }
    } catch {
      // no answer: it is sent again
    } finally {
      this.isSending = false;
    }
  }

  close(): void {
    this.socket?.close();
    this.socket = null;
  }

  private connect(url: string, token: string): void {
    this.close();
    const socket = io(url, {
      ...{ path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnectionDelayMax: WITHIN_MS },
      extraHeaders: { authorization: `Bearer ${token}` },
    });
    this.socket = socket;
    socket.on('connect', () => void this.hello(socket));
    socket.on('dispatch:told', (order: Order, answer: (a: unknown) => void) => {
      this.crew.hear(order, this.nowMs());
      answer({ ok: true });
    });
    socket.on('dispatch:chase', ({ orderId, chase }: Pick<Order, 'orderId' | 'chase'>) =>
      this.crew.chase(orderId, chase),
    );
  }

  private async hello(socket: Socket): Promise<void> {
    await socket.timeout(WITHIN_MS).emitWithAck('tablet:hello', { protocol: TABLET_PROTOCOL }).catch(() => socket.disconnect().connect()); // biome-ignore format: one line
  }
}
