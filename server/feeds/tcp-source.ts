import { connect, type Socket } from 'node:net';
import { causeOf, type Source, type SourceContext, type Taker } from './source.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const CONNECT_LIMIT_MS = 5_000;
/** A link this long without a sentence (and past the feed's patience) is made anew: a pulled cable leaves it open for hours. */
const HALF_OPEN_MS = 60_000;

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  /** 0 up to 1, spreads the attempts of many consoles. */
  readonly random?: () => number;
  readonly firstWaitMs?: number;
}

/** Connects to a receiver and keeps connecting: jittered back-off from 0.5 s to 15 s. */
export class TcpSource implements Source {
  readonly bound = Promise.resolve();
  private socket: Socket | null = null;
  private timer: NodeJS.Timeout | null = null;
  private waitMs: number;
  private closing = false;

  constructor(
    private readonly context: SourceContext,
    private readonly options: TcpOptions,
  ) {
    this.waitMs = options.firstWaitMs ?? FIRST_WAIT_MS;
    this.connect();
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.timer) clearTimeout(this.timer);
    this.socket?.destroy();
  }

  tick(): void {
    const { feed } = this.context;
    if (this.socket && feed.connections > 0 && feed.quietMs > Math.max(HALF_OPEN_MS, 2 * feed.patienceMs)) {
      this.socket.destroy(Object.assign(new Error('half open'), { code: 'ETIMEDOUT' }));
    }
  }

  private connect(): void {
    const { feed } = this.context;
    const { host, port } = this.options;
    const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: 5_000 });
    this.socket = socket;
    let intake: Taker | null = null;
    let cause = 'closed';
    socket.setTimeout(CONNECT_LIMIT_MS, () => {
      if (!intake) socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    });
    socket.on('connect', () => {
      socket.setTimeout(0);
      this.waitMs = this.options.firstWaitMs ?? FIRST_WAIT_MS;
      intake = this.context.intake();
      feed.connections = 1;
      feed.connected();
    });
    socket.on('data', (chunk) => intake?.take(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      cause = causeOf(error);
    });
    socket.on('close', () => {
      intake?.end();
      feed.connections = 0;
      if (this.closing) return;
      feed.down(cause);
      this.again();
    });
  }

  private again(): void {
    const random = this.options.random ?? Math.random;
    this.timer = setTimeout(() => this.connect(), this.waitMs * (0.5 + random()));
    this.waitMs = Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
  }
}
