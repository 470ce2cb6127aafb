import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import aisStreamDecoder from 'ais-stream-decoder';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { TrackProperties } from '../../server/contract/picture.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { FeedsService } from '../../server/feeds/feeds.service.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { until } from '../support/started-server.ts';

/** A real capture where this checkout has one beside it; else our own sentences. */
const CAPTURE = process.env['AIS_CAPTURE'] ?? '../shared/data/ais/tokyo-bay.nmea';

function ownLog(): string {
  const lines: string[] = [];
  for (let i = 0; i < 60; i++) {
    const mmsi = String(431_900_000 + i);
    const at = { lon: 139.7 + i / 1000, lat: 35.3 + i / 700, accuracy: true };
    const motion = { ...at, sogKn: i / 4, cogDeg: i * 6, headingDeg: i * 6, utcSecond: i };
    lines.push(...encode({ type: 1, mmsi, navStatus: 0, rotDegPerMin: 0, ...motion }));
    lines.push(...encode({ type: 24, part: 'A', mmsi, name: `CRAFT NUMBER ${i}` }));
  }
  return `${lines.join('\r\n')}\r\n`;
}

interface Independent {
  type: number;
  mmsi: number;
  lon?: number | null;
  lat?: number | null;
  name?: string;
}

/** What another decoder makes of the log: last position and name by MMSI. */
function independently(log: string): Map<string, { lon?: number; lat?: number; name?: string }> {
  const vessels = new Map<string, { lon?: number; lat?: number; name?: string }>();
  const decoder = new aisStreamDecoder.default({ silent: true });
  decoder.on('data', (json: string) => {
    const { type, mmsi, lon, lat, name } = JSON.parse(json) as Independent;
    const key = String(mmsi).padStart(9, '0');
    const vessel = vessels.get(key) ?? {};
    vessels.set(key, vessel);
    // 181 and 91 say "not available"
    if (
      [1, 2, 3, 4, 18].includes(type) &&
      typeof lon === 'number' &&
      typeof lat === 'number' &&
      lon <= 180 &&
      lat <= 90
    ) {
      Object.assign(vessel, { lon, lat });
    }
    if ((type === 5 || type === 24) && name) vessel.name = name.trim();
  });
  decoder.on('error', () => {}); // sentences with a wrong checksum
  for (const line of log.split(/\r?\n/)) if (line !== '') decoder.write(line);
  return vessels;
}

describe('a recorded capture played into a listening feed', () => {
  let app: RunningApp;
  let user: SignedIn;
  let expected: ReturnType<typeof independently>;
  let features: { geometry: { coordinates: [number, number] }; properties: TrackProperties }[];
  beforeAll(async () => {
    const log = existsSync(CAPTURE) ? readFileSync(CAPTURE, 'latin1') : ownLog();
    expected = independently(log);
    app = await runApp({ feeds: 'capture=tcp-listen://127.0.0.1:0' });
    user = await signIn(app, 'operator');
    const socket = connect(app.app.get(FeedsService).portOf('capture') ?? 0, '127.0.0.1');
    await new Promise<void>((resolve) => socket.end(log, 'latin1', () => resolve()));
    const lines = log.split(/\r?\n/).filter((line) => line !== '').length;
    await until(async () => ((await feeds())[0]?.lines ?? 0) >= lines, 20_000);
    const answer = await user.fetch('/api/v1/picture.geojson');
    features = ((await answer.json()) as { features: typeof features }).features;
  });
  afterAll(async () => {
    await app?.stop();
  });
  const feeds = async (): Promise<FeedStatus[]> => (await (await user.fetch('/api/v1/feeds')).json()) as FeedStatus[];

  it('shows every vessel that has a position, once, where another decoder has it', () => {
    const seen = new Map(features.map((feature) => [feature.properties.mmsi, feature.geometry.coordinates]));
    const placed = [...expected].filter(([, vessel]) => vessel.lon !== undefined);
    expect(placed.length).toBeGreaterThan(50);
    const wrong = placed.filter(([mmsi, vessel]) => {
      const at = seen.get(mmsi);
      return !at || Math.abs(at[0] - (vessel.lon ?? 0)) > 1e-6 || Math.abs(at[1] - (vessel.lat ?? 0)) > 1e-6;
    });
    expect(wrong).toEqual([]);
    expect(features.length).toBe(new Set(features.map((feature) => feature.properties.trackId)).size);
  });

  it('gives each the name that another decoder reads', () => {
    const names = new Map(features.map((feature) => [feature.properties.mmsi, feature.properties.name]));
    const named = [...expected].filter(([mmsi, vessel]) => vessel.name && names.has(mmsi));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([mmsi, vessel]) => names.get(mmsi) !== vessel.name)).toEqual([]);
  });

  it('makes no track suspect although an untimed capture came in one burst', () => {
    expect(features.filter((feature) => feature.properties.suspect)).toEqual([]);
  });
});
