import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { distanceM } from '../../../server/domain/geo/geodesy.ts';
import { RadarDecoder } from '../../../server/domain/radar/decoder.ts';
import type { RadarPlot } from '../../../server/domain/radar/plot.ts';
import { SiteBook } from '../../../server/domain/radar/site-book.ts';
import { Fleet } from '../fleet.ts';
import { STORY_MS } from '../slot.ts';
import { type Radar, radarsOf } from './radar.ts';
import { RadarServer } from './radar-server.ts';
import type { RadarEcho } from './tracker.ts';
import { radarTruthLine, ttmLine } from './ttm-line.ts';

const fleet = new Fleet(7);
const kannonzaki = () => radarsOf(fleet, { fromMs: STORY_MS })[0] as Radar;
const open: { close(): Promise<void> }[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of open.splice(0)) await server.close();
});

async function joined(server: RadarServer): Promise<Socket> {
  open.push(server);
  const socket = connect(await server.listen(0), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  while (server.clientCount === 0) await new Promise(setImmediate);
  return socket;
}

/** The plots a console makes of what it hears at a time. */
class Ear {
  readonly plots: RadarPlot[] = [];
  readonly decoder: RadarDecoder;
  nowMs = STORY_MS;
  private wake: () => void = () => {};

  constructor(socket: Socket, { site }: Radar) {
    const options = { feed: site.name, site, northErrorDeg: 0, sites: new SiteBook([site]) };
    this.decoder = new RadarDecoder((plot) => this.plots.push({ ...plot }), options);
    socket.on('data', (bytes: Buffer) => {
      this.decoder.feed(bytes, this.nowMs);
      this.wake();
    });
  }

  async until(count: number): Promise<void> {
    while (this.plots.length < count) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

describe('RadarServer', () => {
  it('says what the radar reports, when the beam passes, so that a console reads the same', async () => {
    const server = new RadarServer(kannonzaki());
    const ear = new Ear(await joined(server), server.radar);
    const expected = [...kannonzaki().until(STORY_MS + 9_000)];
    for (let tMs = STORY_MS; tMs <= STORY_MS + 9_000; tMs += 100) server.tick(tMs);
    ear.nowMs = STORY_MS + 9_000;
    await ear.until(expected.length);
    expect(expected.length).toBeGreaterThan(150);
    expect(ear.decoder.stats).toMatchObject({ lines: expected.length, messages: expected.length, rejected: {} });
    ear.plots.forEach((plot, i) => {
      const { tMs, targetNumber, rangeM, status } = expected[i] as RadarEcho;
      expect([plot.tMs, Number(plot.target)]).toEqual([tMs, targetNumber]);
      if (status !== 'L') expect(Math.abs(plot.rangeM - rangeM)).toBeLessThan(1);
    });
  });

  it('places craft where they are', async () => {
    const server = new RadarServer(kannonzaki());
    const ear = new Ear(await joined(server), server.radar);
    ear.nowMs = STORY_MS + 6_000;
    for (let tMs = STORY_MS; tMs <= STORY_MS + 6_000; tMs += 1000) server.tick(tMs);
    const truth = [...kannonzaki().until(STORY_MS + 6_000)];
    await ear.until(truth.length);
    const lone = truth.flatMap(({ slots, rangeM, tMs }, i) => {
      const vessel = slots.length === 1 ? fleet.vessel(slots[0] ?? 0, tMs) : null;
      return vessel && vessel.craft.lengthM < 60 && rangeM < 15_000
        ? [{ rangeM, plot: ear.plots[i] as RadarPlot, vessel }]
        : [];
    });
    expect(lone.length).toBeGreaterThan(3);
    // four deviations of bearing, and of range, and half a hull
    const cross = (rangeM: number) => 4 * rangeM * 0.35 * (Math.PI / 180);
    for (const { rangeM, plot, vessel } of lone)
      expect(distanceM(plot, vessel.pose)).toBeLessThan(cross(rangeM) + 80 + 30);
  });

  it('begins anew where the story is set forward by little, and waits where it is ahead of it', async () => {
    const server = new RadarServer(kannonzaki());
    const ear = new Ear(await joined(server), server.radar);
    for (let tMs = STORY_MS; tMs <= STORY_MS + 9_000; tMs += 100) server.tick(tMs);
    server.tick(STORY_MS + 8_500);
    ear.nowMs = STORY_MS + 9_000;
    const said = [...kannonzaki().until(STORY_MS + 9_000)].length;
    await ear.until(said);
    server.leap();
    for (let tMs = STORY_MS + 60_000; tMs <= STORY_MS + 63_300; tMs += 100) server.tick(tMs);
    ear.nowMs = STORY_MS + 63_300;
    await ear.until(said + 1);
    const after = ear.plots.slice(said);
    expect(after.every(({ tMs, status }) => tMs >= STORY_MS + 60_000 && status === 'acquiring')).toBe(true);
  });

  it('begins anew after a long sleep of the machine', async () => {
    const server = new RadarServer(kannonzaki());
    const ear = new Ear(await joined(server), server.radar);
    server.tick(STORY_MS);
    server.tick(STORY_MS + 3_600_000);
    ear.nowMs = STORY_MS + 3_603_300;
    server.tick(STORY_MS + 3_603_300);
    await ear.until(1);
    expect(ear.plots.every(({ tMs, status }) => tMs >= STORY_MS + 3_600_000 && status === 'acquiring')).toBe(true);
  });
});

describe('a line and its truth', () => {
  it('belong together by site, time and number', () => {
    const echo: RadarEcho = {
      ...{ tMs: STORY_MS + 1230, siteName: 'honmoku', targetNumber: 7, rangeM: 3704, bearingDeg: 90 },
      ...{ sogKn: 9, cogDeg: 180, status: 'T', slots: [12, 200] },
    };
    const line = ttmLine(echo, true);
    expect(line).toMatch(/^\\s:r-honmoku,c:1795449601\*..\\\$RATTM,07,2\.000,90\.00,T,.*,T,,160001\.23,A\*..\r\n$/);
    expect(JSON.parse(radarTruthLine(echo))).toEqual({
      ...{ tMs: STORY_MS + 1230, site: 'radar-honmoku', target: 7, status: 'T', slots: [12, 200] },
    });
  });
});
