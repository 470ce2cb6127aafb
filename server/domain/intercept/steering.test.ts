import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { destination, distanceM } from '../geo/geodesy.ts';
import { knotsToMps } from '../units.ts';
import { type KnownWay, steering } from './steering.ts';

const HERE = { lon: 139.7, lat: 35.2 };
const way = (target: KnownWay['target'], route: readonly (readonly [number, number])[] = []): KnownWay => {
  const [lon, lat] = route.at(-1) ?? [target.lon, target.lat];
  return { reckonedMs: 0, target, meeting: { lon, lat, route } };
};

describe('what to steer', () => {
  it('leads straight to a target that lies still', () => {
    const at = destination(HERE, 56, 1852 * 3);
    const found = steering(way({ ...at, sogKn: null, cogDeg: null }), HERE, 30, 60_000);
    expect(found.steerDeg).toBeCloseTo(56, 3);
    expect([found.toGoNm, found.inS / 60, found.ageS, found.isTooFast]).toEqual([
      expect.closeTo(3, 3),
      expect.closeTo(6, 2),
      60,
      false,
    ]);
  });

  it('leads ahead of a target that has gone on since it was told, to where both are at one time', () => {
    const course = fc.record({
      bearing: fc.double({ min: 0, max: 360, noNaN: true }),
      away: fc.double({ min: 200, max: 20_000, noNaN: true }),
      cogDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      sogKn: fc.double({ min: 0, max: 24, noNaN: true }),
      ageS: fc.integer({ min: 0, max: 900 }),
    });
    fc.assert(
      fc.property(course, ({ bearing, away, cogDeg, sogKn, ageS }) => {
        const at = destination(HERE, bearing, away);
        const found = steering(way({ ...at, sogKn, cogDeg }), HERE, 25, ageS * 1000);
        const target = destination(at, cogDeg, knotsToMps(sogKn) * (ageS + found.inS));
        expect(found.isTooFast).toBe(false);
        expect(distanceM(found.meeting, target)).toBeLessThan(1);
        expect(distanceM(HERE, found.meeting) / knotsToMps(25)).toBeCloseTo(found.inS, -1);
      }),
    );
  });

  it('goes round the corners that are not behind, and only them', () => {
    const cape = destination(HERE, 0, 3_000);
    const goal = destination(cape, 90, 4_000);
    const route = [HERE, cape, goal].map(({ lon, lat }) => [lon, lat] as const);
    const still = way({ ...goal, sogKn: null, cogDeg: null }, route);
    const before = steering(still, destination(HERE, 10, 800), 20, 0);
    expect(before.corners).toHaveLength(1);
    expect(before.toGoNm * 1852).toBeCloseTo(2_212 + 4_000, -2);
    const after = steering(still, destination(cape, 80, 900), 20, 0);
    expect(after.corners).toEqual([]);
    expect(after.steerDeg).toBeCloseTo(93, 0);
  });

  it('says that it does not come up with a faster target, and leads to where it is', () => {
    const at = destination(HERE, 0, 2_000);
    const found = steering(way({ ...at, sogKn: 40, cogDeg: 0 }), HERE, 25, 0);
    expect([found.isTooFast, found.meeting]).toEqual([
      true,
      expect.objectContaining({ lat: expect.closeTo(at.lat, 9) }),
    ]);
    expect(() => steering(way({ ...at, sogKn: 1, cogDeg: 0 }), HERE, 0, 0)).toThrow('speedKn 0');
  });
});
