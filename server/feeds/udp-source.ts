import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { causeOf, type Source, type SourceContext, type Taker } from './source.ts';

/** Senders told apart at once; the one longest unheard makes room. */
const MAX_SENDERS = 64;

export interface UdpOptions {
  readonly host: string;
  readonly port: number;
}

/** Datagrams of one or several sentences. A decoder per sender, so that fragments of two receivers never meet. */
export class UdpSource implements Source {
  readonly bound: Promise<void>;
  private readonly socket: Socket;
  private readonly senders = new Map<string, Taker>();

  constructor(
    private readonly context: SourceContext,
    options: UdpOptions,
  ) {
    this.socket = createSocket({ type: isIPv6(options.host) ? 'udp6' : 'udp4', recvBufferSize: 4 << 20 });
    this.bound = new Promise((resolve, reject) => {
      this.socket.once('listening', () => {
        context.feed.connected();
        resolve();
      });
      this.socket.on('error', (error: NodeJS.ErrnoException) => {
        context.feed.down(causeOf(error));
        reject(error);
      });
    });
    this.socket.on('message', (datagram, from) => {
      const intake = this.senderAt(from.address);
      intake.take(datagram);
      intake.flush();
    });
    this.socket.bind(options.port, options.host);
  }

  get port(): number {
    return this.socket.address().port;
  }

  async close(): Promise<void> {
    for (const intake of this.senders.values()) intake.end();
    this.senders.clear();
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  private senderAt(address: string): Taker {
    const known = this.senders.get(address);
    if (known) {
      this.senders.delete(address); // set again below: the map stays in order of use
      this.senders.set(address, known);
      return known;
    }
    const [oldest] = this.senders;
    if (oldest && this.senders.size >= MAX_SENDERS) {
      oldest[1].end();
      this.senders.delete(oldest[0]);
    }
    const intake = this.context.intake(address);
    this.senders.set(address, intake);
    this.context.feed.connections = this.senders.size;
    return intake;
  }
}
