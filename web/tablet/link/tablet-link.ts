import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { SOCKET_PATH, TABLET_PROTOCOL } from '../../../server/contract/constants.ts';
import type { Order } from '../../../server/contract/dispatch.ts';
import type { Refusal } from '../../../server/contract/events.ts';
import type { Message } from '../../../server/contract/message.ts';
import type { TabletAnswer, TabletHello, TabletPicture } from '../../../server/contract/tablet.ts';
import { Signal } from '../../net/signal.ts';

/** A narrow line needs two seconds there and back; three times that. */
const WITHIN_MS = 6_000;
/** A connection that has said nothing for so long is made anew: three usual gaps. */
const SILENT_MS = 30_000;
/** Not connected after so long: the attempt is made anew. */
const CONNECT_MS = 12_000;
const LOOK_MS = 2_000;

/** up: the server knows this tablet and answers. lost: it is being tried. refused: the tablet was shut out. reload: this page is too old. */
export type LinkPhase = 'connecting' | 'up' | 'lost' | 'refused' | 'reload';

/** What comes from the server. What must not be lost is kept before it is acknowledged. */
export interface FromServer {
  /** Revisions of the orders that are kept, by order. */
  has(): Readonly<Record<string, number>>;
  hello(hello: TabletHello): Promise<void>;
  told(order: Order): Promise<void>;
  chase(news: Pick<Order, 'orderId' | 'chase'>): void;
  said(message: Message): Promise<void>;
  heard(message: Message): void;
  picture(picture: TabletPicture): void;
  /** Anything came. */
  contact(): void;
}

interface LinkOptions extends Partial<ManagerOptions & SocketOptions> {
  /** An answer is waited for so long, and the line looked at so often. */
  readonly withinMs?: number;
  readonly lookMs?: number;
}

/** The line to the server: made anew whenever it is silent, asked until it answers. */
export class TabletLink {
  readonly phase = new Signal<LinkPhase>('connecting');
  private readonly socket: Socket;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly withinMs: number;
  private readonly lookMs: number;
  private heardAt: number;

  constructor(
    url: string,
    private readonly to: FromServer,
    { withinMs = WITHIN_MS, lookMs = LOOK_MS, ...options }: LinkOptions = {},
  ) {
    this.withinMs = withinMs;
    this.lookMs = lookMs;
    this.heardAt = performance.now();
    this.socket = io(url, {
      ...{ path: SOCKET_PATH, transports: ['websocket'], timeout: CONNECT_MS },
      ...{ reconnectionDelay: 500, reconnectionDelayMax: 4_000 },
      ...options,
    });
    this.listen();
    this.timer = setInterval(() => this.look(), lookMs);
  }

  /** Rejects where no answer came in time. */
  readonly ask = async <T>(event: string, body: unknown): Promise<TabletAnswer<T>> => {
    if (!this.socket.connected) throw new Error('no connection');
    const answer: TabletAnswer<T> = await this.socket.timeout(this.withinMs).emitWithAck(event, body);
    this.contact();
    if (!answer.ok && answer.error === 'unauthenticated') this.phase.set('refused');
    return answer;
  };

  close(): void {
    clearInterval(this.timer);
    this.socket.close();
  }

  private listen(): void {
    const { socket, to } = this;
    socket.on('connect', () => void this.greet());
    socket.on('disconnect', () => this.lose());
    socket.on('connect_error', ({ message }) => {
      if (message === 'unauthenticated') this.phase.set('refused');
      else this.lose();
    });
    socket.on('session:ended', () => this.phase.set('refused'));
    socket.on('dispatch:told', (order: Order, answer: (a: { ok: boolean }) => void) => {
      this.contact();
      void to.told(order).then(() => answer({ ok: true }));
    });
    socket.on('dispatch:said', (message: Message, answer: (a: { ok: boolean }) => void) => {
      this.contact();
      void to.said(message).then(() => answer({ ok: true }));
    });
    socket.on('dispatch:chase', (news: Pick<Order, 'orderId' | 'chase'>) => {
      this.contact();
      to.chase(news);
    });
    socket.on('dispatch:heard', (message: Message) => {
      this.contact();
      to.heard(message);
    });
    socket.on('tablet:picture', (picture: TabletPicture) => {
      this.contact();
      to.picture(picture);
    });
  }

  /** Until it is answered, or the connection is another one. */
  private async greet(): Promise<void> {
    const { id } = this.socket;
    while (this.socket.connected && this.socket.id === id) {
      const answer: TabletAnswer<TabletHello> | Refusal | null = await this.ask<TabletHello>('tablet:hello', {
        protocol: TABLET_PROTOCOL,
        has: this.to.has(),
      }).catch(() => null);
      if (answer === null) continue;
      if (!answer.ok) {
        if (answer.error === 'invalid') this.phase.set('reload');
        if (answer.error === 'invalid' || answer.error === 'unauthenticated' || answer.error === 'forbidden') return;
        await new Promise((wake) => setTimeout(wake, this.lookMs));
        continue;
      }
      await this.to.hello(answer);
      this.phase.set('up');
      return;
    }
  }

  private contact(): void {
    this.heardAt = performance.now();
    this.to.contact();
  }

  private lose(): void {
    if (this.phase.read() === 'up' || this.phase.read() === 'connecting') this.phase.set('lost');
  }

  /** A line that is silent is no line. */
  private look(): void {
    const phase = this.phase.read();
    if (phase === 'refused' || phase === 'reload') return;
    const silentMs = performance.now() - this.heardAt;
    if (silentMs < (this.socket.connected ? SILENT_MS : CONNECT_MS)) return;
    this.heardAt = performance.now();
    this.lose();
    this.socket.disconnect().connect();
  }
}
