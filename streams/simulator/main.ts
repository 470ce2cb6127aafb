import { renameSync, writeFileSync } from 'node:fs';
import { CAMERA_USER, DEMO_CAMERAS } from '../../server/domain/camera/demo-cameras.ts';
import { readOrder, readSettings, type SimulatorSettings } from './anchor.ts';
import { FilmFootage, realPace } from './camera/film-footage.ts';
import { fixtureFilm } from './camera/fixture.ts';
import { RtspServer } from './camera/rtsp-server.ts';
import { Fleet } from './fleet.ts';
import { radarsOf } from './radar/radar.ts';
import { RadarServer } from './radar/radar-server.ts';
import { stationOf } from './radar/ttm-line.ts';
import { Traffic } from './traffic.ts';
import { storyMsAt, TrafficServer } from './traffic-server.ts';

const TICK_MS = 100;
const REPORT_MS = 1_000;

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
  process.on('message', (message) => {
    const order = readOrder(message);
    if (order === null) return;
    now = order.anchor;
    server.follow(now, { realMs: Date.now(), isLeap: order.isLeap });
    if (order.isLeap) for (const radar of radars) radar.leap();
  });
  const bound = await server.listen(port);
  const hello = {
    port: bound,
    radars: await listenAll(radars, radarPorts),
    cameras: await filmAll(settings, () => storyMsAt(now, Date.now())),
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
  if (report === null) return;
  setInterval(() => {
    const { toldUntilMs } = server;
    // a story time reckoned from real time is right to some microseconds
    writeWhole(report, JSON.stringify(server.tally.report(toldUntilMs, toldUntilMs >= endMs - 1)));
  }, REPORT_MS);
}

/** Every camera of the bay as RTSP on loopback; none without a password. */
async function filmAll({ cameraPorts, cameraPassword }: SimulatorSettings, storyMs: () => number) {
  if (cameraPassword === null) return [];
  const film = fixtureFilm();
  const account = { user: CAMERA_USER, password: cameraPassword };
  const told = [];
  for (const [i, { id }] of DEMO_CAMERAS.entries()) {
    const footage = new FilmFootage(film, realPace, (i * film.lengthMs) / DEMO_CAMERAS.length, storyMs);
    told.push({ id, port: await new RtspServer(id, account, footage).listen(cameraPorts[i] ?? 0) });
  }
  return told;
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
