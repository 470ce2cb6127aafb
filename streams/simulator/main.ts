import { renameSync, writeFileSync } from 'node:fs';
import { readOrder, readSettings, type SimulatorSettings } from './anchor.ts';
import type { CrewThread } from './camera/night/crew-thread.ts';
import { openCameras } from './camera/open-cameras.ts';
import { openFlotilla } from './crew/open-flotilla.ts';
import { Fleet } from './fleet.ts';
import { radarsOf } from './radar/radar.ts';
import { RadarServer } from './radar/radar-server.ts';
import { stationOf } from './radar/ttm-line.ts';
import { Traffic } from './traffic.ts';
import { storyMsAt, TrafficServer } from './traffic-server.ts';

const TICK_MS = 100;
const REPORT_MS = 1_000;
/** Cameras are told so often of the vessels, which go on as they did in between, ms. */
const SEA_MS = 1_000;

/** A reader never sees half of it. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function fail(error: unknown): never {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** The process of the simulated bay: ends at SIGTERM and when the process that started it is gone. */
async function run(settings: SimulatorSettings): Promise<void> {
  const { port, radarPorts, seed, variant, anchor, spanMs, report } = settings;
  const parent = process.ppid;
  const end = () => process.exit(0);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.on('disconnect', end);
  const fleet = new Fleet(seed, variant);
  const server = new TrafficServer(new Traffic(fleet, anchor.storyMs), anchor);
  const radars = radarsOf(fleet, { fromMs: anchor.storyMs }).map((radar) => new RadarServer(radar));
  let now = anchor;
  let endMs = Number.POSITIVE_INFINITY;
  let crew: CrewThread | null = null;
  process.on('message', (message) => {
    const order = readOrder(message);
    if (order === null) return;
    now = order.anchor;
    crew?.follow(now);
    server.follow(now, { realMs: Date.now(), isLeap: order.isLeap });
    if (order.isLeap) for (const radar of radars) radar.leap();
  });
  const bound = await server.listen(port);
  const { cameras, crew: hired } = await openCameras(settings, () => storyMsAt(now, Date.now()));
  crew = hired;
  const boats = await openFlotilla(settings.boatPorts, seed, () => storyMsAt(now, Date.now()));
  const hello = {
    port: bound,
    radars: await listenAll(radars, radarPorts),
    cameras,
    boats,
  };
  if (process.send) process.send(hello);
  else console.log(JSON.stringify(hello));
  setInterval(() => {
    if (process.ppid !== parent) end();
    const nowMs = Math.min(Date.now(), now.realMs + (endMs - now.storyMs) / now.rate);
    server.tick(nowMs);
    if (endMs === Number.POSITIVE_INFINITY && server.clientCount > 0) endMs = server.toldUntilMs + spanMs;
    for (const radar of radars) radar.tick(storyMsAt(now, nowMs));
  }, TICK_MS);
  if (crew !== null) watchSea(crew, fleet, () => storyMsAt(now, Date.now()));
  if (report === null) return;
  setInterval(() => {
    const { toldUntilMs } = server;
    // a story time reckoned from real time is right to some microseconds
    writeWhole(report, JSON.stringify(server.tally.report(toldUntilMs, toldUntilMs >= endMs - 1)));
  }, REPORT_MS);
}

/** Cameras see who is on the water. */
function watchSea(crew: CrewThread, fleet: Fleet, storyMs: () => number): void {
  const dark = new Set(fleet.parts.flatMap(({ role, slot }) => (role === 'k-17' ? [slot] : [])));
  const look = (): void => {
    const atMs = storyMs();
    crew.look(atMs, fleet.at(atMs), dark);
  };
  look();
  setInterval(look, SEA_MS);
}

/** What whoever started us needs to know of each radar. */
async function listenAll(servers: readonly RadarServer[], ports: readonly number[]) {
  const told = [];
  for (const [i, server] of servers.entries()) {
    const { name, lon, lat, rangeErrorM, bearingErrorDeg } = server.radar.site;
    const port = await server.listen(ports[i] ?? 0);
    told.push({ name: stationOf(name), port, lon, lat, rangeErrorM, bearingErrorDeg });
  }
  return told;
}

try {
  await run(readSettings(process.env, Date.now()));
} catch (error) {
  fail(error);
}
