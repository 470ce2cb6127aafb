import { type INestApplicationContext, Logger, UseFilters } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Namespace, Server, ServerOptions, Socket } from 'socket.io';
import type { ErrorCode } from '../../contract/constants.ts';
import type { Refusal } from '../../contract/events.ts';
import { callerOf } from './api.middleware.ts';
import { isOwnOrigin } from './origin.ts';
import type { Principal } from './principal.ts';
import { OPEN } from './right.decorator.ts';
import { SessionRegistry } from './session.registry.ts';
import { SessionService } from './session.service.ts';
import { isGateway, type SocketEvents, socketEventsOf } from './socket-events.ts';
import { SocketRefusalFilter } from './socket-refusal.filter.ts';

/** A connection that does not get through the handshake by then is closed. */
const HANDSHAKE_MS = 5_000;
/** After `session:ended` a console that does not read is cut off. */
const LAST_WORDS_MS = 400;

/** What gateways cannot loosen. */
const FIXED: Partial<ServerOptions> = {
  transports: ['websocket'],
  perMessageDeflate: false, // 25 times the CPU for what is binary already
  serveClient: false,
  maxHttpBufferSize: 64 * 1024, // consoles only ask
  connectTimeout: HANDSHAKE_MS,
  cookie: false,
};

/**
 * The door of every socket: no handshake without a session, no event without its right, no socket that outlives its session.
 * Handlers find who calls in `socket.data.session`.
 */
export class SessionIoAdapter extends IoAdapter {
  protected override readonly logger = new Logger('socket');
  private readonly sessions: SessionService;
  private readonly registry: SessionRegistry;
  private readonly events: SocketEvents;

  constructor(app: INestApplicationContext) {
    super(app);
    this.sessions = app.get(SessionService);
    this.registry = app.get(SessionRegistry);
    const gateways = app
      .get(DiscoveryService)
      .getProviders()
      .flatMap(({ metatype }) => (isGateway(metatype) ? [metatype] : []));
    this.events = socketEventsOf(gateways);
    // global filters do not reach gateways; an instance, because the modules were scanned for classes before
    for (const gateway of gateways) UseFilters(new SocketRefusalFilter())(gateway);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, { ...options, ...FIXED } as ServerOptions);
    this.guard(server);
    server.on('new_namespace', (namespace: Namespace) => this.guard(namespace));
    return server;
  }

  private guard(door: Server | Namespace): void {
    door.use((socket, next) => {
      this.admit(socket).then(
        (refused) => (refused ? next(new Error(refused)) : next()),
        (error: unknown) => {
          this.logger.error(`handshake failed: ${String(error)}`);
          next(new Error('failed'));
        },
      );
    });
  }

  /** null: the socket has a session now. */
  private async admit(socket: Socket): Promise<ErrorCode | null> {
    if (!isOwnOrigin(callerOf(socket.request))) return 'forbidden';
    const principal = await this.sessions.principalOf(socket.request.headers);
    if (principal === null) return 'unauthenticated';
    socket.data = { ...socket.data, session: principal };
    const unfollow = this.registry.follow(principal, { sessionEnded: () => endSocket(socket) });
    // not the socket's own event: that comes only after the connection was told
    socket.conn.once('close', unfollow);
    socket.once('disconnect', unfollow);
    // it may have ended between the look-up and the line above
    if ((await this.sessions.principalOf(socket.request.headers)) === null) {
      unfollow();
      return 'unauthenticated';
    }
    socket.use((packet, next) => {
      const refused = this.refusalOf(socket, packet[0]);
      if (refused === null) return next();
      const answer: unknown = packet.at(-1);
      if (typeof answer === 'function') answer(refused);
    });
    socket.on('error', (error) => this.logger.warn(`socket of ${principal.username}: ${error.message}`));
    return null;
  }

  private refusalOf(socket: Socket, event: unknown): Refusal | null {
    const { session } = socket.data as { session: Principal };
    if (!this.registry.has(session.sessionId)) return { ok: false, error: 'unauthenticated' };
    const needed = typeof event === 'string' ? this.events.get(event) : undefined;
    if (needed === undefined) {
      return { ok: false, error: 'not-found', message: `no event ${JSON.stringify(event).slice(0, 80)}` };
    }
    if (needed === OPEN) return null;
    return needed !== null && session.rights.includes(needed) ? null : { ok: false, error: 'forbidden' };
  }
}

function endSocket(socket: Socket): void {
  socket.emit('session:ended');
  const wire = socket.conn.request.socket;
  socket.disconnect(true);
  setTimeout(() => wire.destroy(), LAST_WORDS_MS).unref();
}
