import type { AddressInfo } from 'node:net';
import { Global, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../server/contract/events.ts';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { RIGHTS_OF, type Role } from '../../server/contract/rights.ts';
import { NO_POSITION, TrackTable, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { LiveModule } from '../../server/live/live.module.ts';
import { LiveService } from '../../server/live/live.service.ts';
import type { LivePicture } from '../../server/live/live-picture.ts';
import { Clock } from '../../server/platform/clock.ts';
import { Metrics } from '../../server/platform/metrics/metrics.ts';

/** A picture, feeds and a database written by hand. */
export class HandSources implements LivePicture {
  readonly table = new TrackTable();
  feeds: FeedStatus[] = [];
  isDatabaseUp = true;

  put(lonDeg: number | null, latDeg: number): number {
    const row = this.table.add();
    this.move(row, lonDeg, latDeg);
    return row;
  }
  move(row: number, lonDeg: number | null, latDeg: number): void {
    this.table.lon[row] = lonDeg === null ? NO_POSITION : Math.round(lonDeg * UNITS_PER_DEGREE);
    this.table.lat[row] = lonDeg === null ? NO_POSITION : Math.round(latDeg * UNITS_PER_DEGREE);
    this.table.revision[row] = (this.table.revision[row] as number) + 1;
  }
  trackIdOf(row: number): string {
    return `t${this.table.key[row]}`;
  }
  nameOf(row: number): string | null {
    return `SHIP ${this.table.key[row]}`;
  }
  rowOf(trackId: string): number {
    return this.table.key.subarray(0, this.table.size).indexOf(Number(trackId.slice(1)));
  }
  detail(row: number): TrackDetail {
    return { trackId: this.trackIdOf(row) } as TrackDetail;
  }
  status(): readonly FeedStatus[] {
    return this.feeds;
  }
  async answers(): Promise<boolean> {
    return this.isDatabaseUp;
  }
}

/** Signs every socket in with the role it names; refuses one that names none. */
class RoleAdapter extends IoAdapter {
  server: Server | null = null;
  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options) as Server;
    server.use((socket, next) => {
      const role = String(socket.handshake.auth['role']) as Role;
      if (!RIGHTS_OF[role]) return next(new Error('unauthenticated'));
      socket.data.session = { username: 'u', role, office: 'tokyo', rights: RIGHTS_OF[role] };
      return next();
    });
    this.server = server;
    return server;
  }
}

export type LiveClient = Socket<ServerToClient, ClientToServer>;

export interface LiveApp {
  readonly app: INestApplication;
  readonly sources: HandSources;
  readonly live: LiveService;
  readonly url: string;
  /** All sockets of the server. */
  readonly sockets: Server;
  connect(role?: Role): LiveClient;
  stop(): Promise<void>;
}

/** The live stage alone on a free port, over sources written by hand. */
export async function runLive(): Promise<LiveApp> {
  const sources = new HandSources();
  @Global()
  @Module({
    providers: [
      Metrics,
      { provide: HandSources, useValue: sources },
      { provide: Clock, useFactory: () => new Clock() },
    ],
    exports: [HandSources, Clock, Metrics],
  })
  class SourcesModule {}
  const options = { build: 'b1', simulation: true };
  const root = LiveModule.on(options, {
    imports: [SourcesModule],
    picture: HandSources,
    feeds: HandSources,
    database: HandSources,
  });
  const app = await NestFactory.create(root, { logger: false, forceCloseConnections: true, abortOnError: false });
  const adapter = new RoleAdapter(app);
  app.useWebSocketAdapter(adapter);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const clients: LiveClient[] = [];
  if (!adapter.server) throw new Error('no socket server was made');
  return {
    app,
    sources,
    live: app.get(LiveService),
    url,
    sockets: adapter.server,
    connect(role = 'operator') {
      const client: LiveClient = io(url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        auth: { role },
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await app.close();
    },
  };
}
