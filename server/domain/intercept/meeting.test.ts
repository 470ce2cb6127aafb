import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { destination, distanceM, type LonLat } from '../geo/geodesy.ts';
import type { Ring } from '../geo/land.ts';
import { RouteChart } from '../route/route-chart.ts';
import { WaterRouter } from '../route/water-route.ts';
import { knotsToMps } from '../units.ts';
import { cutOffs, type Meeting, meet } from './meeting.ts';
import { alongLane, type Motion, placeAfter, radiusAfterM } from './motion.ts';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const open = new WaterRouter(new RouteChart([]));
const BOAT = { from: at(139.5, 35), speedKn: 28, draughtM: 1.5, isEmergency: true };
const met = (motion: Motion, more = {}, router = open): Meeting => {
  const found = meet(router, { ...BOAT, ...more }, motion);
  if (found.kind === 'none') throw new Error(found.why);
  return found;
};

describe('meeting a target', () => {
  it('that lies still takes the way there', () => {
    const there = at(139.7, 35.1);
    const { inS, at: place, route } = met({ kind: 'still', at: there });
    expect(place).toEqual(there);
    expect(inS).toBe(route.durationS);
  });

  it('that comes towards the boat takes the sum of both speeds', () => {
    const apart = destination(BOAT.from, 90, 20_000);
    const { inS } = met({ kind: 'steady', at: apart, courseDeg: 270, speedKn: 12 });
    expect(Math.abs(inS - 20_000 / knotsToMps(40))).toBeLessThan(12);
  });

  it('that crosses is where both are at the same time, and no earlier, wherever it goes', () => {
    const target = fc.record({
      bearingDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      rangeM: fc.double({ min: 500, max: 40_000, noNaN: true }),
      courseDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      speedKn: fc.double({ min: 0.5, max: 24, noNaN: true }),
    });
    fc.assert(
      fc.property(target, ({ bearingDeg, rangeM, courseDeg, speedKn }) => {
        const from = destination(BOAT.from, bearingDeg, rangeM);
        const motion: Motion = { kind: 'steady', at: from, courseDeg, speedKn };
        // law of cosines: |d + v t| = u t
        const [u, v] = [knotsToMps(28), knotsToMps(speedKn)];
        const cos = Math.cos(((courseDeg - bearingDeg) * Math.PI) / 180);
        const exactS = (rangeM * (v * cos + Math.sqrt(v * v * cos * cos + u * u - v * v))) / (u * u - v * v);
        const found = meet(open, BOAT, motion);
        if (exactS > 3 * 3600 - 60) return;
        expect(found.kind).toBe('meets');
        const { inS, at: place } = found as Meeting;
        expect(Math.abs(inS - exactS)).toBeLessThan(12 / (1 - speedKn / 28) + exactS * 0.002);
        expect(distanceM(place, placeAfter(motion, inS))).toBeLessThan(1);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('that outruns the boat is told to be none', () => {
    const away: Motion = { kind: 'steady', at: destination(BOAT.from, 90, 5_000), courseDeg: 90, speedKn: 35 };
    expect(meet(open, BOAT, away)).toEqual({ kind: 'none', why: 'too-fast' });
  });

  it('whose course leads ashore is where it leaves the water', () => {
    const wall: Ring = [[139.62, 34.5], [140, 34.5], [140, 35.5], [139.62, 35.5], [139.62, 34.5]]; // biome-ignore format: one line
    const router = new WaterRouter(new RouteChart([wall]));
    const motion: Motion = { kind: 'steady', at: at(139.6, 35), courseDeg: 90, speedKn: 25 };
    const found = met(motion, { from: at(139.3, 35) }, router);
    expect(found.isAtShore).toBe(true);
    expect(found.at.lon).toBeGreaterThan(139.615);
    expect(found.at.lon).toBeLessThan(139.62 + 0.02);
    expect(found.inS).toBeGreaterThan(1_900);
    expect(met(motion, { from: at(139.59, 35) }, router).isAtShore).toBe(true);
    expect(met({ ...motion, courseDeg: 270 }, { from: at(139.3, 35) }, router).isAtShore).toBe(false);
  });

  it('of an area is in the middle of where it has drifted', () => {
    const drift: Motion = { kind: 'drift', at: at(139.7, 35.1), setDeg: 30, rateKn: 0.6, radiusM: 200, growthMps: 0.1 };
    const { inS, at: place } = met(drift);
    expect(distanceM(place, drift.at)).toBeCloseTo(knotsToMps(0.6) * inS, 0);
    expect(radiusAfterM(drift, 3_600)).toBeCloseTo(560, 6);
  });

  it('that follows a lane is on the lane, as far off its middle as it was', () => {
    const lane = [at(139.6, 35), at(139.7, 35), at(139.7, 35.2)];
    const points = alongLane(at(139.65, 35.002), lane);
    expect(points.map(({ lon, lat }) => [+lon.toFixed(3), +lat.toFixed(3)])).toEqual([[139.65, 35.002], [139.7, 35.002], [139.7, 35.202]]); // biome-ignore format: one line
    const motion: Motion = { kind: 'path', points, speedKn: 11 };
    const { at: place } = met(motion, { from: at(139.4, 35.2) });
    expect(Math.min(Math.abs(place.lon - 139.7), Math.abs(place.lat - 35.002))).toBeLessThan(0.001);
    expect(() => placeAfter(motion, -1)).toThrow('seconds -1');
  });
});

describe('cutting off', () => {
  it('names the landing places where the boat is first, the most time to spare first', () => {
    const target = { at: at(139.9, 35), speedKn: 35 };
    const near = { ...at(139.52, 35.02), name: 'near' };
    const middle = { ...at(139.6, 35.02), name: 'middle' };
    const theirs = { ...at(139.95, 35.02), name: 'theirs' };
    const found = cutOffs(open, BOAT, target, [theirs, middle, near]);
    expect(found.map(({ place }) => place.name)).toEqual(['near', 'middle']);
    expect(cutOffs(open, BOAT, { ...target, speedKn: 0 }, [near])).toEqual([]);
  });
});
