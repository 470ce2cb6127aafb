import { createServer, type Server, type Socket } from 'node:net';
import { type AddressRange, isAllowed } from './feed-url.ts';
import { causeOf, type Source, type SourceContext } from './source.ts';

/** Receivers at once; more are refused and counted: a port that faces a network must not eat the memory. */
export const MAX_RECEIVERS = 256;

export interface TcpListenOptions {
  readonly host: string;
  readonly port: number;
  readonly allow: readonly AddressRange[];
}

/** Many receivers connect to us. Each has a decoder of its own. */
export class TcpListenSource implements Source {
  readonly bound: Promise<void>;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private closing = false;

  constructor(
    private readonly context: SourceContext,
    private readonly options: TcpListenOptions,
  ) {
    this.server = createServer((socket) => this.accept(socket));
    this.bound = new Promise((resolve, reject) => {
      this.server.once('listening', () => {
        context.feed.connected();
        resolve();
      });
      this.server.on('error', (error: NodeJS.ErrnoException) => {
        context.feed.down(causeOf(error));
        reject(error);
      });
    });
    this.server.listen(options.port, options.host);
  }

  /** The port it is bound to, known once `bound` has settled. */
  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : this.options.port;
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    const { feed } = this.context;
    const from = socket.remoteAddress ?? '';
    const refusal = !isAllowed(from, this.options.allow)
      ? 'address'
      : this.sockets.size >= MAX_RECEIVERS
        ? 'connections'
        : null;
    if (refusal) {
      feed.refuse(refusal);
      socket.on('error', () => {}); // it goes either way
      socket.destroy();
      return;
    }
    const intake = this.context.intake(from);
    this.sockets.add(socket);
    feed.connections = this.sockets.size;
    socket.setKeepAlive(true, 5_000);
    socket.on('data', (chunk) => intake.take(chunk));
    let cause = 'closed';
    socket.on('error', (error: NodeJS.ErrnoException) => {
      cause = causeOf(error);
    });
    socket.on('close', () => {
      intake.end();
      this.sockets.delete(socket);
      feed.connections = this.sockets.size;
      if (this.sockets.size === 0 && !this.closing) feed.down(cause);
    });
    if (feed.connections === 1) feed.connected();
  }
}
