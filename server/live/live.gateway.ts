import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../contract/constants.ts';
import { type Done, type HelloAnswer, helloSchema, viewSchema } from '../contract/events.ts';
import { parsedEvent } from '../platform/auth/parsed-event.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { LiveService } from './live.service.ts';
import { LiveLine, type LiveSocket } from './live-line.ts';

/** What the handshake tells of this server. */
export interface LiveOptions {
  /** Build id of the served console. */
  readonly build: string;
  /** Every screen carries the SIMULATION frame. */
  readonly simulation: boolean;
}
export const LIVE_OPTIONS = Symbol('LiveOptions');

/** The largest message a console may send: it only asks. */
const MOST_ASKED_BYTES = 64 * 1024;

@WebSocketGateway({
  path: SOCKET_PATH,
  transports: ['websocket'],
  perMessageDeflate: false, // 25 times the CPU for what is binary already
  serveClient: false,
  maxHttpBufferSize: MOST_ASKED_BYTES,
})
export class LiveGateway implements OnGatewayDisconnect<LiveSocket> {
  private readonly lines = new WeakMap<LiveSocket, LiveLine>();

  constructor(
    private readonly live: LiveService,
    @Inject(LIVE_OPTIONS) private readonly options: LiveOptions,
  ) {}

  @Needs('picture:read')
  @SubscribeMessage('live:hello')
  hello(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): HelloAnswer {
    const asked = parsedEvent(helloSchema, body);
    if (!asked.ok) return asked;
    const { protocol } = asked.value;
    if (protocol !== PROTOCOL_VERSION) {
      return { ok: false, error: 'reload', message: `protocol is ${protocol}, this server speaks ${PROTOCOL_VERSION}` };
    }
    this.live.open(this.lineOf(socket));
    return { ok: true, protocol: PROTOCOL_VERSION, ...this.options, clock: this.live.clockState() };
  }

  @Needs('picture:read')
  @SubscribeMessage('live:view')
  view(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Done {
    const asked = parsedEvent(viewSchema, body);
    if (!asked.ok) return asked;
    if (this.live.view(this.lineOf(socket), asked.value)) return { ok: true };
    return { ok: false, error: 'invalid', message: 'live:view comes after live:hello' };
  }

  handleDisconnect(socket: LiveSocket): void {
    const line = this.lines.get(socket);
    if (line) this.live.close(line);
  }

  private lineOf(socket: LiveSocket): LiveLine {
    const line = this.lines.get(socket) ?? new LiveLine(socket);
    this.lines.set(socket, line);
    return line;
  }
}
