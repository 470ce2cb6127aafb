import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH, TABLET_PROTOCOL } from '../../server/contract/constants.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Message } from '../../server/contract/message.ts';
import type { EnrolledDevice } from './enrol.ts';

/** The tablet of a boat, by its events: it keeps the orders that it is told, and takes each as the network gives it. */
export class Tablet {
  readonly socket: Socket;
  /** Every order as told, in the order of receipt. */
  readonly told: Order[] = [];
  /** Every word of a desk. */
  readonly said: Message[] = [];
  /** False: it does not acknowledge what it is told. */
  isAcknowledging = true;
  private waiting: (() => void)[] = [];

  constructor(app: { readonly url: string }, { headers }: EnrolledDevice) {
    const options = { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { ...headers }, forceNew: true };
    this.socket = io(app.url, { ...options, reconnection: false });
    this.socket.on('dispatch:said', (message: Message, answer: (a: unknown) => void) => {
      this.said.push(message);
      if (this.isAcknowledging) answer({ ok: true });
    });
    this.socket.on('dispatch:told', (order: Order, answer: (a: unknown) => void) => {
      this.told.push(order);
      if (this.isAcknowledging) answer({ ok: true });
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  hello(protocol = TABLET_PROTOCOL): Promise<unknown> {
    return this.ask('tablet:hello', { protocol });
  }

  ask(event: string, body: unknown): Promise<Record<string, unknown>> {
    return this.socket.timeout(10_000).emitWithAck(event, body);
  }

  answer(order: Order, state: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { orderId, version } = order;
    return this.ask('dispatch:answer', { requestId: randomUUID(), orderId, version, state, deviceMs: 1, ...more });
  }

  /** Resolves with the newest order told that is so. */
  async until(isSo: (order: Order) => boolean): Promise<Order> {
    for (;;) {
      const found = this.told.findLast(isSo);
      if (found) return found;
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  close(): void {
    this.socket.close();
  }
}
