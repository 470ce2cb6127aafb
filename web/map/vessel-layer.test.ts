import { expect, it } from '@jest/globals';
import { MadeUpTracks } from './testbed/made-up-tracks.ts';
import { VesselLayer } from './vessel-layer.ts';

const NOW_MS = 1_764_000_000_000;
const DAY_MS = 86_400_000;
const ORIGIN = { lon: 139.8, lat: 35.4 };
/** Float 4 of a row: seconds since when it was heard are counted. */
const heardAtMs = ({ buffer }: VesselLayer): number => buffer.epochMs + (buffer.f32[4] ?? 0) * 1000;

it('keeps time to the millisecond though it was opened before the clock was known, and for weeks', () => {
  let nowMs = 0;
  const layer = new VesselLayer(ORIGIN, () => nowMs);
  for (const days of [0, 0.2, 30]) {
    nowMs = NOW_MS + days * DAY_MS;
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN, sogKn: 12, cogDeg: 0 }, nowMs - 3_300);
    layer.update(tracks, { from: 0, to: tracks.size });
    expect(Math.abs(heardAtMs(layer) - (nowMs - 3_300))).toBeLessThan(3);
  }
});
