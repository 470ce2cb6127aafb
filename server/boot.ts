import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Server } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { BoatsService } from './boats/boats.service.ts';
import type { CameraSources } from './cameras/camera-sources.ts';
import { DEMO_BOATS } from './domain/boat/demo-boats.ts';
import { DEMO_CAMERAS } from './domain/camera/demo-cameras.ts';
import { parseBoatFeeds, parseFeeds } from './feeds/feed-url.ts';
import { DeviceService } from './platform/auth/device.service.ts';
import { Clock } from './platform/clock.ts';
import { type Config, type Environment, readConfig } from './platform/config.ts';
import { openDataDir, refuseHalfRestored } from './platform/data-dir.ts';
import { openDatabase } from './platform/db/open-database.ts';
import { SimulatorProcess } from './platform/demo/simulator-process.ts';
import { StoryClock } from './platform/demo/story-clock.ts';
import { followTls, readTls } from './platform/http/tls.ts';
import { createLog } from './platform/log/log.ts';
import { leaveRecord } from './platform/running-record.ts';
import { reasonOf, StartError } from './platform/start-error.ts';

const CLOSE_APP_WITHIN_MS = 2_000;

export interface Running {
  /** What the person who started it wants to know. */
  readonly greeting: string;
  close(): Promise<void>;
}

interface Place {
  /** The built program and console. */
  readonly dist: string;
  /** Aborted: somebody wants it to stop before it runs. */
  readonly signal: AbortSignal;
}

type Closer = () => unknown;

/** Starts everything in order; what was started is stopped in reverse, also when a later part fails. Throws StartError. */
export async function boot(env: Environment, place: Place): Promise<Running> {
  const closers: Closer[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const greeting = await startAll(
      readConfig(env, { aisFeeds: parseFeeds, boatFeeds: parseBoatFeeds }),
      place,
      closers,
    );
    return { greeting, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startAll(given: Config, { dist, signal }: Place, closers: Closer[]): Promise<string> {
  const log = createLog(given.logLevel);
  if (given.tls) readTls(given.tls);
  await provePort(given); // before the database is touched
  const settled = { ...given, dataDir: openDataDir(given.dataDir) };
  refuseHalfRestored(settled.dataDir);
  const database = await openDatabase(settled, log);
  closers.push(() => database.close());
  signal.throwIfAborted();
  const { clock, config, cameras, simulator } = await startBay(settled, { dist, log, closers });
  const app = await createApp({
    config,
    databaseUrl: database.url,
    clock,
    cameras,
    boats: simulator ? DEMO_BOATS : [],
    webDir: join(dist, 'web'),
    log,
  });
  closers.push(() => within(CLOSE_APP_WITHIN_MS, app.close()));
  signal.throwIfAborted();
  await app.listen(config.port, config.host).catch((error: unknown) => refusePort(config, error));
  const server: unknown = app.getHttpServer();
  if (config.tls && server instanceof Server) closers.push(followTls(server, config.tls, log));
  const { port } = app.getHttpServer().address() as AddressInfo;
  if (simulator && !config.tls) await bringTablets(simulator, app, port);
  closers.push(leaveTrace(given, { dataDir: config.dataDir, port, root: join(dist, '..'), log }));
  return greet({ ...config, port });
}

/** The crews of the simulated bay come in by the door that all tablets come in by. */
async function bringTablets(simulator: SimulatorProcess, app: INestApplicationContext, port: number): Promise<void> {
  const [devices, boats] = [app.get(DeviceService), app.get(BoatsService)];
  await simulator.bringTablets(`http://127.0.0.1:${port}`, async () => {
    const codes = [];
    for (const { boatId, office } of boats.all()) {
      await devices.shutOutOf(boatId);
      codes.push({ boatId, code: (await devices.makeCode({ boatId, office }, 'demo')).code });
    }
    return codes;
  });
}

/** For an upgrade to find us by. A server that cannot leave it serves all the same. */
function leaveTrace(
  { host, port, tls }: Config,
  { root, log, ...place }: { dataDir: string; port: number; root: string; log: Logger },
): Closer {
  const address = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const url = `${tls ? 'https' : 'http'}://${address}:${place.port}`;
  try {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return leaveRecord(place.dataDir, { version, root, url, host, port });
  } catch (error) {
    log.warn(`an upgrade will not find this server: ${reasonOf(error)}`);
    return () => {};
  }
}

/** In the simulated bay: the clock of the story, and the simulator's AIS and radars as its feeds. */
async function startBay(
  config: Config,
  { dist, log, closers }: { dist: string; log: Logger; closers: Closer[] },
): Promise<{ clock: Clock; config: Config; cameras: CameraSources; simulator: SimulatorProcess | null }> {
  const entry = join(dist, 'streams/media/main.js');
  if (!config.simulation) return { clock: new Clock(), config, cameras: { entry, sites: [] }, simulator: null };
  const { demoRate: rate, demoStartMs: beginMs, demoSeed: seed, demoVariant: variant } = config;
  const story = new StoryClock(config.dataDir, beginMs === null ? { rate } : { rate, beginMs });
  closers.push(() => story.close());
  if (beginMs !== null && !story.isNew)
    log.warn('DEMO_START is not used: the story of this data directory goes on where it stood');
  const simulator = new SimulatorProcess({
    entry: join(dist, 'streams/simulator/main.js'),
    ...{ clock: story.clock, seed, variant, withCameras: true, log },
  });
  closers.push(() => simulator.stop());
  const { aisFeeds, boatFeeds, cameras } = await simulator.start();
  const sites = DEMO_CAMERAS.flatMap((camera) => {
    const found = cameras.find(({ id }) => id === camera.id);
    if (found === undefined) return [];
    const { url, onvifUrl, isRendered } = found;
    const ptz = onvifUrl === null ? null : camera.ptz;
    return [
      {
        ...camera,
        url,
        onvifUrl,
        ptz,
        isFilm: !isRendered,
        isRecorded: true,
        isStamped: true,
        reader: 'rtsp' as const,
        keepDays: null,
        alignedMs: null,
      },
    ];
  });
  return { clock: story.clock, config: { ...config, aisFeeds, boatFeeds }, cameras: { entry, sites }, simulator };
}

async function provePort(config: Config): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(config.port, config.host);
    await once(probe, 'listening');
  } catch (error) {
    refusePort(config, error);
  }
  probe.close();
  await once(probe, 'close');
}

function refusePort({ host, port }: Config, error: unknown): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const why = taken ? 'another program listens there; stop it or set PORT to another number' : reasonOf(error);
  throw new StartError(`cannot listen on ${host}:${port} (HOST, PORT): ${why}`);
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

function greet({ host, port, tls, demo, simulation }: Config): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  const lines = [
    `見張り Mihari: ${tls ? 'https' : 'http'}://${name}:${port} (ready after ${(performance.now() / 1000).toFixed(1)} s)`,
  ];
  if (simulation)
    lines.push('SIMULATION: the traffic is not real. AIS_FEEDS points at a real feed, see docs/operations.md.');
  if (demo) lines.push('Sign in as operator, supervisor, crew or admin, password mihari-demo.');
  return `${lines.join('\n')}\nCtrl-C stops it.`;
}
