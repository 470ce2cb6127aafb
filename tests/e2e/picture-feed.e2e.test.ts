import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom } from 'rxjs';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { PictureGeoJson, TrackDetail } from '../../server/contract/picture.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { FeedsService } from '../../server/feeds/feeds.service.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';

const CAPTURE = process.env['AIS_CAPTURE'] ?? '../shared/data/ais/tokyo-bay.nmea';
const LAST = '431999999';
const SHIP = '431000001';

const fix = { accuracy: true, sogKn: 12, cogDeg: 0, headingDeg: 0, rotDegPerMin: 0, navStatus: 0 };
const report = (mmsi: string, lat: number, tag = {}): string =>
  encode({ type: 1, mmsi, lon: 139.7, lat, utcSecond: 7, ...fix }, { tag }).join('\r\n');

describe('from a sentence on a socket to the picture', () => {
  let app: RunningApp | undefined;
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });

  async function start(): Promise<{ send: (text: string) => Promise<void> }> {
    const running = await runApp({ feeds: 'bay=tcp-listen://127.0.0.1:0' });
    app = running;
    const port = running.app.get(FeedsService).portOf('bay');
    const picture = running.app.get(PictureService);
    return {
      /** Sends lines and waits until a last ship, which closes them, is in the picture. */
      async send(text) {
        const heard = firstValueFrom(
          picture.changes$.pipe(filter(({ row }) => picture.trackIdOf(row) === `a-${LAST}`)),
        );
        const socket = connect(port ?? 0, '127.0.0.1');
        await once(socket, 'connect');
        socket.end(`${text}\r\n${report(LAST, 35.5)}\r\n`);
        await heard;
      },
    };
  }
  const ask = async <T>(path: string): Promise<T> => {
    const operator = await signIn(app ?? { url: '' }, 'operator');
    return (await (await operator.fetch(path)).json()) as T;
  };

  it('shows an old recording live by receive time, with the clock error of its receiver', async () => {
    const { send } = await start();
    const timeMs = Date.UTC(2012, 2, 14, 11, 30);
    await send(report(SHIP, 35.2, { station: 'old', timeMs }));
    const track = await ask<TrackDetail>(`/api/v1/tracks/a-${SHIP}`);
    expect(track.state).toBe('live');
    expect(track.fixMs).toBe(track.lastSeenMs);
    expect(track.sources).toMatchObject([{ feed: 'bay', station: 'old', messages: 1 }]);
    expect(Math.abs((track.sources[0]?.clockErrorMs ?? 0) - (timeMs - track.lastSeenMs))).toBeLessThan(2);
  });

  it('counts what two stations heard once as a duplicate, and names both', async () => {
    const { send } = await start();
    await send([report(SHIP, 35.2, { station: 'north' }), report(SHIP, 35.2, { station: 'south' })].join('\r\n'));
    const track = await ask<TrackDetail>(`/api/v1/tracks/a-${SHIP}`);
    expect(track.sources.map(({ station }) => station).sort()).toEqual(['north', 'south']);
    expect(await ask<FeedStatus[]>('/api/v1/feeds')).toMatchObject([{ name: 'bay', messages: 3, duplicates: 1 }]);
  });

  it('shows every ship of a burst, and none suspect', async () => {
    const { send } = await start();
    const made = Array.from({ length: 300 }, (_, i) => report(String(431_000_100 + (i % 100)), 35 + i * 0.0001));
    const lines = existsSync(CAPTURE) ? readFileSync(CAPTURE, 'latin1').trim() : made.join('\r\n');
    await send(lines);
    const { features } = await ask<PictureGeoJson>('/api/v1/picture.geojson');
    expect(features.length).toBeGreaterThan(100);
    expect(features.filter(({ properties }) => properties.suspect)).toEqual([]);
    expect(features.filter(({ properties }) => properties.state !== 'live')).toEqual([]);
  });
});
