import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { readTicket } from '../../server/platform/media/ticket.ts';
import type { CameraChannel } from './camera-channel.ts';

const PATH = /^\/live\/([a-z0-9-]{1,40})\?ticket=([\w.-]{1,600})$/;
/** Viewers send nothing: whoever sends more than this is cut, bytes. */
const MOST_FROM_VIEWER = 1024;
const MOST_VIEWERS = 600;

interface Seen {
  readonly socket: WebSocket;
  readonly session: string;
}

interface GatewayOptions {
  /** null: not told yet; nobody is let in. */
  readonly secret: () => Buffer | null;
  readonly channel: (id: string) => CameraChannel | undefined;
  readonly nowMs: () => number;
}

/** The one door to live pictures: a WebSocket a viewer, opened by a ticket of the server. */
export class ViewerGateway {
  /** Not listening yet. */
  readonly server: Server;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_FROM_VIEWER,
  });
  private readonly viewers = new Set<Seen>();

  constructor(private readonly options: GatewayOptions) {
    this.server = createServer((_request, response) => response.writeHead(404).end());
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends what a session watches: it was signed out, or may not any more. */
  revoke(session: string): void {
    for (const viewer of this.viewers) if (viewer.session === session) viewer.socket.close(4401, 'signed out');
  }

  /** Ends what everybody watches; who still may comes again with a new ticket. */
  revokeAll(): void {
    for (const { socket } of this.viewers) socket.close(1012, 'another server');
  }

  async stop(): Promise<void> {
    for (const { socket } of this.viewers) socket.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const asked = this.asked(request.url ?? '');
    if (typeof asked === 'string') {
      socket.end(`HTTP/1.1 ${asked}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { channel, session } = asked;
    this.sockets.handleUpgrade(request, socket, head, (viewer) => this.welcome(viewer, socket, channel, session));
  }

  /** What a URL asks for and may have, or the status it is refused with. */
  private asked(url: string): { channel: CameraChannel; session: string } | string {
    const { secret, channel, nowMs } = this.options;
    const [, id = '', text = ''] = PATH.exec(url) ?? [];
    if (id === '') return '404 Not Found';
    const key = secret();
    const ticket = key && readTicket(key, text, nowMs());
    if (!ticket || ticket.camera !== id) return '401 Unauthorized';
    const found = channel(id);
    if (found === undefined) return '404 Not Found';
    if (this.viewers.size >= MOST_VIEWERS) return '503 Service Unavailable';
    return { channel: found, session: ticket.session };
  }

  private welcome(viewer: WebSocket, sink: Duplex, channel: CameraChannel, session: string): void {
    const seen = { socket: viewer, session };
    this.viewers.add(seen);
    if ('setNoDelay' in sink && typeof sink.setNoDelay === 'function') sink.setNoDelay(true);
    channel.add(sink);
    viewer.on('error', () => viewer.terminate());
    viewer.on('close', () => {
      this.viewers.delete(seen);
      channel.remove(sink);
    });
  }
}
