import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import type { AisMessage } from '../../server/domain/ais/message.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { RadarDecoder } from '../../server/domain/radar/decoder.ts';
import { SiteBook } from '../../server/domain/radar/site-book.ts';
import { parseFeeds } from '../../server/feeds/feed-url.ts';
import { FeedsService } from '../../server/feeds/feeds.service.ts';
import { RawService } from '../../server/history/raw/raw.service.ts';
import { verifyCommand } from '../../server/history/raw/verify-cli.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { handClock } from '../support/hand-clock.ts';
import { ttm, utcOf } from '../support/radar-lines.ts';
import { fixText, plotText, redecode } from '../support/redecode.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const CAPTURE = process.env['AIS_CAPTURE'] ?? '../shared/data/ais/tokyo-bay.nmea';
const BEGIN_MS = Date.UTC(2026, 10, 1, 12, 5);
const ROUNDS = 12;
const FEEDS = 'bay=tcp-listen://127.0.0.1:0?at=35.4339,139.679&north=1.5,roof=udp://127.0.0.1:0';
const [BAY] = parseFeeds(FEEDS);
/** Without its newline: it counts when the connection ends. */
const LAST = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C';

/** What one receiver says in a round: positions and names of ten ships, with tags or not, and things that are no sentences. */
function roundOf(receiver: number, round: number): string {
  const lines: string[] = [];
  for (let ship = 0; ship < 10; ship++) {
    const mmsi = String(431_000_000 + ship + (receiver > 2 ? 0 : receiver * 100));
    const lat = 35 + ship / 100 + round / 1000;
    const motion = { sogKn: 12 + ship / 10, cogDeg: ship, headingDeg: ship, rotDegPerMin: 0, navStatus: 0 };
    const timeMs = BEGIN_MS + round * 60_000 - 300;
    const tags = [
      {},
      { station: 'south', timeMs },
      { station: 'west', group: ship },
      { timeMs, timeUnit: 'ms' as const },
    ];
    const tag = tags[receiver] ?? {};
    const name = { name: `SHIP ${ship}`, callsign: 'JD1', imo: 0, shipType: 70, destination: `PORT ${round}` };
    const size = { toBowM: 100, toSternM: 20, toPortM: 5, toStarboardM: 5, draughtM: 4 };
    const eta = { etaMonth: 1, etaDay: 1, etaHour: 1, etaMinute: 1 };
    lines.push(...encode({ type: 1, mmsi, lon: 139.7, lat, accuracy: true, utcSecond: round, ...motion }, { tag }));
    lines.push(...encode({ type: 5, mmsi, ...name, ...size, ...eta }, { tag, sequence: ship }));
  }
  const noise = [
    '$GPZDA,,,,,,*48',
    '# receiver says hello',
    '\u0000\u00ff\u0080!',
    '\\s:x*00\\!AIVDM,1',
    '\\',
    '!AIVDM,2,1,3,A,5*00',
  ];
  const target = String(receiver * 10 + (round % 10)).padStart(2, '0');
  lines.push(ttm({ target, range: '3.25', utc: round % 3 === 0 ? '' : utcOf(BEGIN_MS + round * 60_000 - 900) }));
  const json = JSON.stringify({ site: `北${receiver}`, id: round, lon: 139.7, lat: 35.4, quality: 0.5 });
  lines.push(Buffer.from(json).toString('latin1')); // goes out byte by byte
  lines.push(noise[round % noise.length] ?? '', `${'z'.repeat(1500)}`);
  return `${lines.join(round % 2 === 0 ? '\r\n' : '\n')}\n`;
}

const told = (message: AisMessage): string =>
  [message.type, message.mmsi, message.lon, message.lat, message.name, message.destination].join(' ');

/** What lines with times say of the radar of the bay, each taken as received at its time. */
function plotsOf(lines: readonly string[]): string[] {
  const told: string[] = [];
  if (!BAY?.radar) throw new Error('the bay has no radar');
  const { site } = BAY.radar;
  const options = { feed: BAY.name, ...BAY.radar, sites: new SiteBook([site]) };
  const decoder = new RadarDecoder((plot) => told.push(plotText(plot)), options);
  for (const line of lines.filter((one) => one.includes('s:bay'))) {
    decoder.feed(Buffer.from(`${line}\n`, 'latin1'), Number(/c:(\d{13})/.exec(line)?.[1]));
  }
  return told;
}

describe('sentences as received', () => {
  const { clock, forward } = handClock(BEGIN_MS);
  const sockets: Socket[] = [];
  const live: string[] = [];
  const heard: string[] = [];
  const plots: string[] = [];
  let app: RunningApp;
  let raw: RawService;
  let supervisor: SignedIn;
  let arrivedBytes = 0;
  let sentBytes = 0;
  let arrived: () => void = () => undefined;

  /** Waits until everything that was sent is in. */
  const allIn = async (): Promise<void> => {
    while (arrivedBytes < sentBytes) await new Promise<void>((resolve) => (arrived = resolve));
  };
  async function say(socket: Socket, text: string, seed: number): Promise<void> {
    const bytes = Buffer.from(text, 'latin1');
    sentBytes += bytes.length;
    for (let at = 0, size = seed; at < bytes.length; at += size, size = 1 + ((size * 37 + seed) % 701)) {
      socket.write(bytes.subarray(at, at + size));
      if (size % 5 === 0) forward(7);
    }
  }

  beforeAll(async () => {
    app = await runApp({ feeds: FEEDS, clock });
    raw = app.app.get(RawService);
    const feeds = app.app.get(FeedsService);
    const picture = app.app.get(PictureService);
    supervisor = await signIn(app, 'supervisor');
    const ended = new Promise<void>((resolve) => {
      feeds.received$.subscribe(({ chunk, what }) => {
        arrivedBytes += chunk.length;
        arrived();
        if (what === 'end') resolve();
      });
    });
    feeds.plots$.subscribe((plot) => plots.push(plotText(plot)));
    feeds.observations$.subscribe(({ message }) => heard.push(told(message)));
    picture.changes$.subscribe((change) => {
      const trackId = picture.trackIdOf(change.row);
      // a scan of the radar closes at a tick of the clock, so what fusion makes of plots is not part of the sentences
      if (change.fix && !trackId.startsWith('r-')) live.push(fixText(trackId, change));
    });
    for (let i = 0; i < 5; i++) {
      const socket = connect({ port: feeds.portOf('bay') ?? 0, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      sockets.push(socket);
    }
    const udp = createSocket('udp4');
    const capture = existsSync(CAPTURE) ? readFileSync(CAPTURE, 'latin1') : roundOf(3, 1);
    for (let round = 0; round < ROUNDS; round++) {
      const size = Math.ceil(capture.length / ROUNDS);
      const texts = [0, 1, 2, 3].map((receiver) => roundOf(receiver, round));
      const all = [...texts, capture.slice(round * size, (round + 1) * size)];
      await Promise.all(all.map((text, i) => say(sockets[i] as Socket, text, 11 + i * 7 + round)));
      for (const line of roundOf(0, round).split('\n').slice(0, 12)) {
        sentBytes += line.length;
        udp.send(Buffer.from(line, 'latin1'), feeds.portOf('roof') ?? 0, '127.0.0.1');
      }
      await allIn();
      forward(60_000); // over the end of a block
      if (round % 4 === 3) await raw.settle();
    }
    udp.close();
    sockets[0]?.end(LAST);
    sentBytes += LAST.length;
    await ended;
    await raw.settle();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await app?.stop();
  });
  const path = (more = ''): string => `/api/v1/raw?fromMs=0&toMs=${BEGIN_MS * 2}${more}`;

  it('give the same positions and plots when they are decoded again', async () => {
    expect(live.length).toBeGreaterThan(300);
    const blocks = readdirSync(raw.root, { recursive: true }).map(String);
    expect(blocks.filter((name) => name.endsWith('.raw.gz')).length).toBeGreaterThan(1);
    expect(plots.length).toBeGreaterThanOrEqual(8 * ROUNDS);
    const again = await redecode(raw.root, FEEDS);
    expect(again.fixes).toEqual(live);
    expect(again.plots).toEqual(plots);
  });

  it('are given out with times, and say the same vessels and positions to any decoder', async () => {
    const answer = await supervisor.fetch(path());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=iso-8859-1');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=mihari-raw-0-${BEGIN_MS * 2}.nmea`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const lines = bytes.toString('latin1').split('\n').slice(0, -1);
    expect(lines[0]).toBe('# SIMULATION: the traffic is not real');
    const untimed = lines.filter((line) => !/^\\([^\\]*,)?c:\d+/.test(line) && !/^(#|\\g:[2-9])/.test(line));
    expect(untimed).toEqual([]);
    const again: string[] = [];
    const decoder = new AisDecoder((message) => again.push(told(message)));
    decoder.feed(bytes);
    expect(again.sort()).toEqual([...heard].sort());
    expect(plotsOf(lines).sort()).toEqual([...plots].sort());
  });

  it('are given out by feed and span, each reading in the audit trail', async () => {
    const text = await (await supervisor.fetch(path('&feed=roof'))).text();
    expect(text).toContain('s:roof/127.0.0.1');
    expect(text).not.toContain('s:bay');
    const [fromMs, toMs] = [BEGIN_MS + 3 * 60_000, BEGIN_MS + 5 * 60_000];
    const part = await (await supervisor.fetch(`/api/v1/raw?fromMs=${fromMs}&toMs=${toMs}&feed=bay`)).text();
    const times = [...part.matchAll(/c:(\d{13}),s:bay/g)].map((found) => Number(found[1]));
    expect(times.length).toBeGreaterThan(10);
    expect(times.every((ms) => ms >= fromMs && ms < toMs)).toBe(true);
    const rows = (await (await supervisor.fetch('/api/v1/audit?limit=1')).json()) as unknown[];
    expect(rows).toMatchObject([
      { action: 'raw:read', object: 'raw/bay', who: 'supervisor', detail: { fromMs, toMs }, ip: expect.any(String) },
    ]);
  });

  it('are for those who may read them, in a span that is one, of a feed that is known', async () => {
    expect((await fetch(app.url + path())).status).toBe(401);
    expect((await (await signIn(app, 'operator')).fetch(path())).status).toBe(403);
    expect((await supervisor.fetch('/api/v1/raw?fromMs=2&toMs=1')).status).toBe(400);
    expect((await supervisor.fetch(path('&feed=nothing'))).status).toBe(404);
    expect((await supervisor.fetch(path('&feed=..'))).status).toBe(404);
  });

  it('may be left in the middle by who reads them', async () => {
    const request = get(app.url + path(), { headers: { cookie: supervisor.cookie } });
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    await once(response, 'data');
    request.destroy();
    await once(request, 'close');
    expect((await supervisor.fetch(path())).status).toBe(200);
    expect(raw.status()).toMatchObject({ lostBytes: 0, error: null });
    const own = readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 5; i++) await (await supervisor.fetch(path())).arrayBuffer();
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(own + 5);
  });

  it('stand in a chain that is whole while the server runs', async () => {
    let text = '';
    const stdout = { write: (more: string) => (text += more) };
    const args = ['--data-dir', app.config.dataDir];
    expect(await verifyCommand(args, { stdout, stderr: stdout, env: {} })).toBe(0);
    expect(text).toMatch(/bay: \d+ blocks, \d+ bytes received/);
    expect(raw.usage()).toEqual({ bytes: expect.any(Number), oldestMs: expect.any(Number) });
    expect(existsSync(join(app.config.dataDir, 'keys/raw-chain.key'))).toBe(true);
  });
});
