import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM, type LonLat } from '../geo/geodesy.ts';
import { Land, type Ring } from '../geo/land.ts';
import { METRES_PER_NM } from '../units.ts';
import type { ChartArea } from './chart-raster.ts';
import { RouteChart } from './route-chart.ts';
import { type NoRoute, type WaterRoute, WaterRouter } from './water-route.ts';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const rectangle = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
/** A wall from the south, and a square island west of it. */
const RINGS = [rectangle(139.3, 34.8, 139.31, 35.2), rectangle(139.1, 35.05, 139.14, 35.09)];
const BOAT = { speedKn: 28, draughtM: 1.5, isEmergency: false };
const routed = (router: WaterRouter, from: LonLat, to: LonLat, more = {}): WaterRoute => {
  const route = router.route({ ...BOAT, from, to, ...more });
  if (typeof route === 'string') throw new Error(route);
  return route;
};
const refused = (router: WaterRouter, from: LonLat, to: LonLat, more = {}): NoRoute =>
  router.route({ ...BOAT, from, to, ...more }) as NoRoute;
/** Points of a route, each 50 m or so. */
function* spots({ points }: WaterRoute): Generator<LonLat> {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as LonLat, points[i] as LonLat];
    const steps = Math.ceil(distanceM(a, b) / 50);
    for (let s = 0; s <= steps; s++)
      yield at(a.lon + ((b.lon - a.lon) * s) / steps, a.lat + ((b.lat - a.lat) * s) / steps);
  }
}

describe('a route over the water', () => {
  const router = new WaterRouter(new RouteChart(RINGS));

  it('is straight where nothing is in the way', () => {
    const route = routed(router, at(139.02, 35.01), at(139.2, 35.02));
    expect(route.points).toHaveLength(2);
    expect(route.lengthM).toBeCloseTo(route.straightM, 0);
    expect(route.durationS).toBeCloseTo(route.lengthM / ((28 * METRES_PER_NM) / 3600), 0);
    expect(route.lateS).toBeGreaterThan(route.durationS);
    expect(route.unsoundedM).toBeCloseTo(route.lengthM, 0);
  });

  it('goes round the end of a wall, 300 m off it, and is little longer than the line drawn taut', () => {
    const [from, to] = [at(139.25, 35.1), at(139.36, 35.1)];
    const route = routed(router, from, to);
    const tip = [at(139.3, 35.2027), at(139.31, 35.2027)] as const;
    const tautM = distanceM(from, tip[0]) + distanceM(tip[0], tip[1]) + distanceM(tip[1], to);
    expect(route.lengthM).toBeGreaterThan(tautM);
    expect(route.lengthM).toBeLessThan(tautM * 1.025);
    const land = new Land(RINGS, [138, 34, 141, 36]);
    for (const spot of spots(route)) expect(land.shoreDistanceM(spot, 1_000)).toBeGreaterThanOrEqual(300);
  });

  it('keeps 300 m off the land from wherever to wherever, but near its ends', () => {
    const land = new Land(RINGS, [138, 34, 141, 36]);
    const point = fc.record({
      lon: fc.double({ min: 139, max: 139.4, noNaN: true }),
      lat: fc.double({ min: 34.9, max: 35.3, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (from, to) => {
        const route = router.route({ ...BOAT, from, to });
        if (typeof route === 'string') {
          // only an end in the middle of the island or the wall
          expect(land.isLand(route === 'no-water-from' ? from : to)).toBe(true);
          return;
        }
        expect(Math.max(route.fromMovedM, route.toMovedM)).toBeLessThanOrEqual(500);
        const ends = [route.points[0] as LonLat, route.points.at(-1) as LonLat] as const;
        let [isAshore, nearestM] = [false, 1_000];
        for (const spot of spots(route)) {
          isAshore ||= land.isLand(spot);
          if (Math.min(distanceM(spot, ends[0]), distanceM(spot, ends[1])) > 3_100)
            nearestM = Math.min(nearestM, land.shoreDistanceM(spot, 1_000));
        }
        expect({ isAshore, isOff: nearestM >= 299 }).toEqual({ isAshore: false, isOff: true });
        expect(route.lengthM).toBeGreaterThanOrEqual(distanceM(route.points[0] as LonLat, route.points.at(-1) as LonLat) * 0.9999); // biome-ignore format: one line
      }),
      { seed: 6, numRuns: 150 },
    );
  });

  it('moves an end ashore to the water within 500 m, and refuses one that is further inland', () => {
    const route = routed(router, at(139.1015, 35.07), at(139.02, 35.02));
    expect(route.fromMovedM).toBeGreaterThan(100);
    expect(route.fromMovedM).toBeLessThan(500);
    expect(refused(router, at(139.12, 35.07), at(139.02, 35.02))).toBe('no-water-from');
    expect(refused(router, at(139.02, 35.02), at(139.12, 35.07))).toBe('no-water-to');
    expect(refused(router, at(20, 35.02), at(139.12, 35.07))).toBe('no-water-from');
  });

  it('takes a strait of less than 600 m only where there is no other way, and says so', () => {
    // the land round it, open in the north only by the strait
    const rings = [rectangle(139.1, 35, 139.2, 35.03), rectangle(139.2045, 35, 139.3, 35.03), rectangle(139.09, 34.8, 139.1, 35.03), rectangle(139.3, 34.8, 139.31, 35.03), rectangle(139.09, 34.79, 139.31, 34.8)]; // biome-ignore format: one a line
    const route = routed(new WaterRouter(new RouteChart(rings)), at(139.2, 34.9), at(139.2, 35.1));
    expect(route.isNarrow).toBe(true);
    expect(route.inshoreM).toBeGreaterThan(3_000);
    expect(route.durationS).toBeGreaterThan(route.lengthM / ((28 * METRES_PER_NM) / 3600) + 300);
  });

  it('says that there is no way to closed water', () => {
    const ring = [rectangle(139, 35, 139.3, 35.01), rectangle(139, 35.2, 139.3, 35.21), rectangle(139, 35, 139.01, 35.21), rectangle(139.29, 35, 139.3, 35.21)]; // biome-ignore format: one line
    expect(refused(new WaterRouter(new RouteChart(ring)), at(139.15, 35.1), at(139.5, 35.1))).toBe('no-way');
  });

  it('refuses a speed, a draught or a depth that is none, with its value', () => {
    const ends = [at(139.02, 35.01), at(139.2, 35.02)] as const;
    expect(() => routed(router, ...ends, { speedKn: 0 })).toThrow('speedKn 0');
    expect(() => routed(router, ...ends, { draughtM: -1 })).toThrow('draughtM -1');
    expect(() => new RouteChart([], [{ kind: 'depth', rings: [], depthM: -2 }])).toThrow('depthM -2');
  });
});

describe('areas of the chart', () => {
  const ends = [at(139.02, 35.2), at(139.28, 35.2)] as const;
  const across = rectangle(139.14, 35.15, 139.16, 35.24);
  const withArea = (area: ChartArea): WaterRouter => new WaterRouter(new RouteChart([], [area]));

  it('are gone round where they are closed', () => {
    const route = routed(withArea({ kind: 'closed', rings: [across] }), ...ends);
    for (const { lon, lat } of spots(route))
      expect(lon > 139.14 && lon < 139.16 && lat > 35.15 && lat < 35.24).toBe(false);
    expect(route.lengthM).toBeGreaterThan(route.straightM * 1.02);
  });

  it('are gone round where they are too shallow for the boat, and known where deep', () => {
    const shoal = withArea({ kind: 'depth', rings: [across], depthM: 1.9 });
    expect(routed(shoal, ...ends, { draughtM: 1.5 }).lengthM).toBeGreaterThan(24_000);
    expect(routed(shoal, ...ends, { draughtM: 1 }).points).toHaveLength(2);
    const deep = routed(withArea({ kind: 'depth', rings: [rectangle(139, 35, 139.3, 35.3)], depthM: 20 }), ...ends);
    expect(deep.unsoundedM).toBe(0);
  });

  it('are gone through at 12 knots in traffic routes, at full speed in an emergency', () => {
    const lane = withArea({ kind: 'lane', rings: [rectangle(139.14, 34, 139.16, 36)] });
    const slow = routed(lane, ...ends);
    const laneM = distanceM(at(139.14, 35.2), at(139.16, 35.2));
    expect(slow.laneM).toBeGreaterThan(laneM - 120);
    expect(slow.laneM).toBeLessThan(laneM + 120);
    const extraS = laneM / ((12 * METRES_PER_NM) / 3600) - laneM / ((28 * METRES_PER_NM) / 3600);
    const fast = routed(lane, ...ends, { isEmergency: true });
    expect(slow.durationS - fast.durationS).toBeGreaterThan(extraS - 15);
    expect(slow.durationS - fast.durationS).toBeLessThan(extraS + 15);
  });

  it('are gone round where that is quicker than 12 knots', () => {
    const short = withArea({ kind: 'lane', rings: [rectangle(139.1, 35.19, 139.2, 35.24)] });
    expect(routed(short, ...ends).laneM).toBeLessThan(200);
  });
});

describe('Tokyo Bay', () => {
  const file = new URL('../geo/data/japan-coast.json', import.meta.url);
  const coast = (JSON.parse(readFileSync(file, 'utf8')) as { geometry: { coordinates: Ring[][] } }).geometry.coordinates.flat(); // biome-ignore format: one line
  const router = new WaterRouter(new RouteChart(coast));
  const scene = at(139.74, 35.137);

  it('takes 13.6 nautical miles by water from Yokosuka to the scene, where the straight line is 9.7', () => {
    const route = routed(router, at(139.666, 35.287), scene);
    expect(route.straightM / METRES_PER_NM).toBeCloseTo(9.7, 1);
    expect(route.lengthM / METRES_PER_NM).toBeGreaterThan(13.6 * 0.95);
    expect(route.lengthM / METRES_PER_NM).toBeLessThan(13.6 * 1.05);
  });

  it('takes 21.5 from Yokohama, where the straight line is 19.6', () => {
    const route = routed(router, at(139.6445, 35.4535), scene);
    expect(route.straightM / METRES_PER_NM).toBeCloseTo(19.6, 1);
    expect(Math.abs(route.lengthM / METRES_PER_NM - 21.5)).toBeLessThan(21.5 * 0.05);
  });

  it('is the same length there and back', () => {
    const out = routed(router, at(140.101, 35.602), scene);
    const back = routed(router, scene, at(140.101, 35.602));
    expect(Math.abs(back.durationS - out.durationS)).toBeLessThan(out.durationS * 0.02);
  });
});
