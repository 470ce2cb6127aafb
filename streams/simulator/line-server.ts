import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Bytes a client may leave unread, some minutes of traffic; beyond, it is dropped. */
const MAX_UNREAD_BYTES = 512 * 1024;
const MAX_CLIENTS = 64;

/** A port on loopback that speaks lines to whoever listens. What clients say does not matter. */
export class LineServer {
  readonly clients = new Set<Socket>();
  private readonly server: Server;

  constructor() {
    this.server = createServer({ noDelay: true }, (socket) => this.welcome(socket));
  }

  /** Port 0: a free one. Resolves with the port. */
  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Says whole lines to one client; one that does not read is dropped. */
  say(socket: Socket, text: string): void {
    if (text !== '') socket.write(text);
    if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.clients) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  private welcome(socket: Socket): void {
    if (this.clients.size >= MAX_CLIENTS) {
      socket.destroy();
      return;
    }
    this.clients.add(socket);
    // unread, what it says would keep the socket from closing
    socket.resume();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.clients.delete(socket));
  }
}
