import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM, type LonLat } from '../geo/geodesy.ts';
import { Land, type Ring } from '../geo/land.ts';
import { WaterGrid } from './water-grid.ts';

const BOX = [139, 35, 139.2, 35.2] as const;
/** A wall from the south with a gap in the north, and a lake behind walls in the south-east. */
const rings: Ring[] = [
  [[139.09, 34.9], [139.11, 34.9], [139.11, 35.15], [139.09, 35.15], [139.09, 34.9]], // biome-ignore format: one ring a line
  [[139.15, 35.01], [139.19, 35.01], [139.19, 35.05], [139.15, 35.05], [139.15, 35.01]], // biome-ignore format: one ring a line
  [[139.16, 35.02], [139.18, 35.02], [139.18, 35.04], [139.16, 35.04], [139.16, 35.02]], // biome-ignore format: one ring a line
];
const land = new Land(rings, BOX);
const grid = new WaterGrid(land, BOX, 0.001);
const start = { lon: 139.05, lat: 35.05 };
const flood = grid.flood(grid.cellAt(start));

describe('WaterGrid', () => {
  it('goes round the wall, not through it', () => {
    const goal = { lon: 139.13, lat: 35.05 };
    const way = grid.way(flood, grid.cellAt(goal));
    expect(distanceM(way.at(0) as LonLat, start)).toBeLessThan(120);
    expect(distanceM(way.at(-1) as LonLat, goal)).toBeLessThan(120);
    expect(Math.max(...way.map(({ lat }) => lat))).toBeGreaterThan(35.15);
    expect(way.length).toBeLessThan(15);
  });
  it('finds no way into a lake', () => {
    expect(grid.way(flood, grid.cellAt({ lon: 139.17, lat: 35.03 }))).toEqual([]);
  });
  it('keeps every way on water', () => {
    const point = fc.record({
      lon: fc.double({ min: 139.001, max: 139.199, noNaN: true }),
      lat: fc.double({ min: 35.001, max: 35.199, noNaN: true }),
    });
    fc.assert(
      fc.property(point, (goal) => {
        const way = grid.way(flood, grid.cellAt(goal));
        for (let i = 1; i < way.length; i++) {
          const [a, b] = [way[i - 1] as LonLat, way[i] as LonLat];
          for (let f = 0; f <= 1; f += 0.05) {
            const p = { lon: a.lon + (b.lon - a.lon) * f, lat: a.lat + (b.lat - a.lat) * f };
            if (land.isLand(p)) expect(land.shoreDistanceM(p, 500)).toBeLessThan(60);
          }
        }
      }),
    );
  });
  it('goes round a zone of higher cost where that is not much longer', () => {
    const zone = {
      contains: ({ lon, lat }: { lon: number; lat: number }) =>
        lon > 139.03 && lon < 139.06 && lat > 35.09 && lat < 35.11,
      factor: 9,
    };
    const wary = new WaterGrid(land, BOX, 0.001, [zone]);
    const from = wary.cellAt({ lon: 139.045, lat: 35.03 });
    const way = wary.way(wary.flood(from), wary.cellAt({ lon: 139.045, lat: 35.18 }));
    expect(way.some(zone.contains)).toBe(false);
  });
  it('names the nearest water to a quay', () => {
    const cell = grid.nearest({ lon: 139.0905, lat: 35.05 }, 400, () => true);
    expect(grid.centre(cell).lon).toBeLessThan(139.09);
    expect(grid.nearest({ lon: 139.1, lat: 35.05 }, 100, () => true)).toBe(-1);
  });
});
