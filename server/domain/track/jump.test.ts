import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elapsedMs, isJump, type Sighting, unitsDistanceM } from './jump.ts';
import { kindCode } from './kind.ts';
import { Sources } from './source.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('jumps', () => {
  const source = new Sources().of('north', '');
  const sighting = (fields: Partial<Sighting>): Sighting => ({
    lon: 83_820_000,
    lat: 21_000_000,
    tagMs: Number.NaN,
    utcSecond: 60,
    receivedMs: NOON,
    source,
    coarse: false,
    ...fields,
  });
  it('are never found in what a craft within its limit sails', () => {
    const run = fc.record({
      lon: fc.integer({ min: -108_000_000, max: 108_000_000 }),
      lat: fc.integer({ min: -48_000_000, max: 48_000_000 }),
      seconds: fc.integer({ min: 1, max: 3_600 }),
      northKn: fc.integer({ min: -59, max: 59 }),
    });
    fc.assert(
      fc.property(run, ({ lon, lat, seconds, northKn }) => {
        const before = sighting({ lon, lat, tagMs: NOON });
        const north = Math.round((northKn * seconds * 10_000) / 3600);
        const now = sighting({ lon, lat: lat + north, tagMs: NOON + seconds * 1000 });
        expect(isJump(before, now, kindCode('vessel-a'), 10_000)).toBe(false);
      }),
    );
  });
  it('are found across 180 degrees only where there are any', () => {
    const west = sighting({ lon: 107_999_000, tagMs: NOON });
    const east = sighting({ lon: -107_999_000, tagMs: NOON + 60_000 });
    expect(unitsDistanceM(west.lon, west.lat, east.lon, east.lat)).toBeLessThan(400);
    expect(isJump(west, east, kindCode('vessel-a'), 10_000)).toBe(false);
  });
  it('reckon with at least the interval of the class where nothing tells the time', () => {
    expect(elapsedMs(sighting({}), sighting({}), 10_000)).toBe(180_000);
    const live = new Sources().of('live', '');
    for (let i = 0; i < 300; i++) live.pacing.hear(i % 60, NOON + i * 1000);
    const first = sighting({ source: live });
    expect(elapsedMs(first, sighting({ source: live, receivedMs: NOON + 100 }), 10_000)).toBe(10_000);
    const timed = sighting({ source: live, receivedMs: NOON + 4_000, utcSecond: 3 });
    expect(elapsedMs(sighting({ source: live, utcSecond: 56 }), timed, 10_000)).toBe(7_000);
  });
});
