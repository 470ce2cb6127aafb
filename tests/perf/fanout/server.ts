// The server's own process: feeds, picture and live as they run in production, without database and sign-in.
import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { RIGHTS_OF } from '../../../server/contract/rights.ts';
import { KINDS, STATES } from '../../../server/domain/track/kind.ts';
import { UNITS_PER_DEGREE } from '../../../server/domain/track/track-table.ts';
import { FeedsModule } from '../../../server/feeds/feeds.module.ts';
import { FeedsService } from '../../../server/feeds/feeds.service.ts';
import { LiveModule } from '../../../server/live/live.module.ts';
import { LiveService } from '../../../server/live/live.service.ts';
import { PictureModule } from '../../../server/picture/picture.module.ts';
import { PictureService } from '../../../server/picture/picture.service.ts';
import { Clock } from '../../../server/platform/clock.ts';
import { CONFIG, readConfig } from '../../../server/platform/config.ts';
import { ReadinessRegistry } from '../../../server/platform/health/readiness.ts';
import { Metrics } from '../../../server/platform/metrics/metrics.ts';
import { viewOf } from './views.ts';

const FEED = 'bench';
/** 20,000 vessels with 5,000 messages a second: so much of a view changes between two ticks. */
const REPORTS_EVERY_S = 4;

class NoDatabase {
  async answers(): Promise<boolean> {
    return true;
  }
}

@Global()
@Module({
  providers: [
    { provide: Clock, useFactory: () => new Clock() },
    { provide: CONFIG, useValue: readConfig({ AIS_FEEDS: `${FEED}=tcp-listen://127.0.0.1:0`, LOG_LEVEL: 'silent' }) },
    ReadinessRegistry,
    Metrics,
    NoDatabase,
  ],
  exports: [Clock, CONFIG, ReadinessRegistry, Metrics, NoDatabase],
})
class BenchPlatform {}

const live = LiveModule.on(
  { build: 'bench', simulation: true },
  { imports: [FeedsModule, PictureModule], picture: PictureService, feeds: FeedsService, database: NoDatabase },
);
@Module({ imports: [BenchPlatform, FeedsModule, PictureModule, live] })
class BenchApp {}

/** Every socket is a signed-in console. */
class OpenAdapter extends IoAdapter {
  sockets: Server | null = null;
  override createIOServer(port: number, options?: ServerOptions): Server {
    // nobody is given up for being slow: what is measured is what slow ones cost
    const server = super.createIOServer(port, { ...options, pingTimeout: 600_000 } as ServerOptions) as Server;
    server.use((socket, next) => {
      socket.data.session = { username: 'u', role: 'operator', office: 'tokyo', rights: RIGHTS_OF.operator };
      next();
    });
    this.sockets = server;
    return server;
  }
}

const app = await NestFactory.create(BenchApp, { logger: ['error'], abortOnError: false });
const adapter = new OpenAdapter(app);
app.useWebSocketAdapter(adapter);
await app.listen(0, '127.0.0.1');
const picture = app.get(PictureService);

function usage(): { cpuMs: number; heapBytes: number; tracks: number; messages: number } {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const messages = app
    .get(FeedsService)
    .status()
    .reduce((sum, feed) => sum + feed.messages, 0);
  return { cpuMs: (user + system) / 1000, heapBytes: heapUsed + external, tracks: picture.table.count, messages };
}

/** What a plain server would say of a vessel, the properties of picture.geojson that a map needs. */
function plain(row: number): unknown {
  const { table } = picture;
  return {
    trackId: picture.trackIdOf(row),
    mmsi: String(table.mmsi[row]),
    name: picture.nameOf(row),
    kind: KINDS[table.kind[row] as number],
    state: STATES[table.state[row] as number],
    lon: (table.lon[row] as number) / UNITS_PER_DEGREE,
    lat: (table.lat[row] as number) / UNITS_PER_DEGREE,
    sogKn: (table.sog[row] as number) / 10,
    cogDeg: (table.cog[row] as number) / 10,
    headingDeg: table.heading[row],
    shipType: table.shipType[row],
    fixMs: table.fixMs[row],
    lastSeenMs: table.lastSeenMs[row],
  };
}

/** One of so many tracks of a view. */
function plainView(no: number, every: number): unknown[] {
  const { table } = picture;
  const view = viewOf(no);
  const [west, south] = [view.west * UNITS_PER_DEGREE, view.south * UNITS_PER_DEGREE];
  const [east, north] = [view.east * UNITS_PER_DEGREE, view.north * UNITS_PER_DEGREE];
  const tracks: unknown[] = [];
  for (let row = 0; row < table.size; row++) {
    const [lon, lat] = [table.lon[row] as number, table.lat[row] as number];
    if (row % every !== 0 || table.key[row] === 0 || lon < west || lon > east || lat < south || lat > north) continue;
    tracks.push(plain(row));
  }
  return tracks;
}

/** One plain emit to each console; returns CPU ms of that alone. */
async function jsonTick(clients: number, every: number): Promise<number> {
  const sockets = [...(adapter.sockets?.sockets.sockets.values() ?? [])];
  let cpuUs = 0;
  for (let no = 0; no < clients; no++) {
    const socket = sockets[no];
    if (!socket) throw new Error(`console ${no} of ${clients} is not connected`);
    const isOut = once(socket.conn, 'drain');
    const before = process.cpuUsage();
    socket.emit('bench:json', plainView(no, every));
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
    await isOut; // the next one when this one is out: what is measured is the work, not a queue
  }
  return cpuUs / 1000;
}

async function answer(message: { type: string; clients: number }): Promise<unknown> {
  if (message.type === 'usage') return usage();
  if (message.type === 'rest') {
    app.get(LiveService).onModuleDestroy();
    return {};
  }
  return { cpuMs: await jsonTick(message.clients, message.type === 'jsonAll' ? 1 : REPORTS_EVERY_S) };
}

process.on('message', (message: { type: string; clients: number }) => {
  answer(message).then(
    (value) => process.send?.({ type: message.type, ...(value as object) }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({
  type: 'listening',
  port: (app.getHttpServer().address() as AddressInfo).port,
  feedPort: app.get(FeedsService).portOf(FEED),
});
