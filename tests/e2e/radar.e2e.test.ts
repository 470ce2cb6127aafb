import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeedStatus, RadarHealth } from '../../server/contract/feeds.ts';
import type { TrailGeoJson } from '../../server/contract/history.ts';
import type { PictureGeoJson, TrackDetail } from '../../server/contract/picture.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { FeedsService } from '../../server/feeds/feeds.service.ts';
import { HistoryService } from '../../server/history/history.service.ts';
import { handClock } from '../support/hand-clock.ts';
import { ttm, utcOf } from '../support/radar-lines.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const MMSI = '431000001';

describe('what a radar sends over a socket', () => {
  const { clock, forward } = handClock(Date.UTC(2026, 10, 23, 16));
  let app: RunningApp;
  let client: SignedIn;
  const sockets: Socket[] = [];
  const heardOf = (name: string): number =>
    app.app
      .get(FeedsService)
      .status()
      .find((feed) => feed.name === name)?.messages ?? 0;

  beforeAll(async () => {
    const radar = 'cape=tcp-listen://127.0.0.1:0?at=35.2,139.8&rangeError=20&bearingError=0.3';
    app = await runApp({ clock, feeds: `bay=tcp-listen://127.0.0.1:0,${radar}` });
    client = await signIn(app, 'operator');
    for (const name of ['bay', 'cape']) {
      const socket = connect(app.app.get(FeedsService).portOf(name) ?? 0, '127.0.0.1');
      await once(socket, 'connect');
      sockets.push(socket);
    }
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await app.stop();
  });

  async function say(name: 'bay' | 'cape', lines: readonly string[]): Promise<void> {
    const before = heardOf(name);
    sockets[name === 'bay' ? 0 : 1]?.write(lines.map((line) => `${line}\r\n`).join(''));
    while (heardOf(name) < before + lines.length) await new Promise(setImmediate);
  }
  const ask = async <T>(path: string): Promise<T> => (await (await client.fetch(`/api/v1/${path}`)).json()) as T;

  it('is on the picture, one track a craft: a boat that nobody hears, and a ship that is heard too', async () => {
    for (let scan = 0; scan < 16; scan++) {
      forward(3_000);
      const utc = utcOf(clock.nowMs());
      // the boat 2 nm south-east, northbound at 9 kn; the ship 2 nm west, at anchor
      const range = Math.hypot(2 * Math.SQRT1_2, 2 * Math.SQRT1_2 - (9 * scan * 3) / 3600).toFixed(4);
      const bearing = (
        90 +
        (Math.atan2(2 * Math.SQRT1_2 - (9 * scan * 3) / 3600, 2 * Math.SQRT1_2) * 180) / Math.PI
      ).toFixed(2);
      if (scan === 8) {
        const at = { lon: 139.7592, lat: 35.2, accuracy: true, sogKn: 0, cogDeg: null, headingDeg: null };
        await say(
          'bay',
          encode({ type: 1, mmsi: MMSI, ...at, rotDegPerMin: null, navStatus: 1, utcSecond: 60 } as never),
        );
      }
      await say('cape', [
        ttm({ target: '11', range, bearing, utc }),
        ttm({ target: '12', range: '2.0000', bearing: '270.0', speed: '0.0', utc }),
      ]);
    }
    const { features } = await ask<PictureGeoJson>('picture.geojson');
    const shown = features.map(({ properties }) => properties);
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual(
      expect.objectContaining({ trackId: `a-${MMSI}`, mmsi: MMSI, radar: true, byRadar: false }),
    );
    const boat = shown.find(({ kind }) => kind === 'radar');
    expect(boat).toMatchObject({ mmsi: null, state: 'live', radar: true, possibleSwap: false });
    const detail = await ask<TrackDetail>(`tracks/${boat?.trackId}`);
    expect(detail.sources).toMatchObject([{ feed: 'cape', station: 'cape' }]);
    expect(Math.abs((detail.sogKn ?? 0) - 9)).toBeLessThan(2);
    expect(detail.sogSpreadKn).toBeGreaterThan(0);
    expect((await ask<TrackDetail>(`tracks/a-${MMSI}`)).sogSpreadKn).toBeNull();
  });

  it('is kept: the trail of the boat and the past picture have it', async () => {
    await app.app.get(HistoryService).flush();
    await app.app.get(HistoryService).writer.drain();
    const { features } = await ask<PictureGeoJson>(`picture.geojson?atMs=${clock.nowMs()}`);
    const boat = features.find(({ properties }) => properties.kind === 'radar');
    expect(boat?.properties).toMatchObject({ mmsi: null });
    const trail = await ask<TrailGeoJson>(`tracks/${boat?.id}/trail`);
    expect(trail.features.length).toBeGreaterThan(0);
  });

  it('tells of the site what it sees', async () => {
    const [site] = await ask<RadarHealth[]>('radar/sites');
    expect(site).toMatchObject({ site: 'cape', lon: 139.8, lat: 35.2, state: 'up', scanMs: 3_000 });
    const feeds = await ask<FeedStatus[]>('feeds');
    expect(feeds.find(({ name }) => name === 'cape')?.radar).toMatchObject({ lon: 139.8, lat: 35.2 });
  });
});
