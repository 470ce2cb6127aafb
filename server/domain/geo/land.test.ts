import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM } from './geodesy.ts';
import { isInRings, Land, type Ring } from './land.ts';

const coast = JSON.parse(readFileSync(new URL('./data/japan-coast.json', import.meta.url), 'utf8'));
const rings: Ring[] = coast.geometry.coordinates.flat();
const land = new Land(rings, [139.5, 34.9, 140.2, 35.75]);

describe('isInRings', () => {
  const square: Ring[] = [
    [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], // biome-ignore format: one ring a line
    [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]], // biome-ignore format: one ring a line
  ];
  it('is true within the outer ring and false in its hole and outside', () => {
    expect(isInRings(square, { lon: 0.5, lat: 2 })).toBe(true);
    expect(isInRings(square, { lon: 2, lat: 2 })).toBe(false);
    expect(isInRings(square, { lon: 5, lat: 2 })).toBe(false);
  });
});

describe('Land', () => {
  it.each([
    ['Boso hills', 140.05, 35.3, true],
    ['central Tokyo', 139.7, 35.7, true],
    ['Yokohama station', 139.62, 35.466, true],
    ['Uraga channel', 139.77, 35.25, false],
    ['Chiba anchorage', 139.985, 35.535, false],
    ['Nakanose', 139.755, 35.375, false],
  ])('knows land from water: %s', (_name, lon, lat, expected) => {
    expect(land.isLand({ lon, lat })).toBe(expected);
  });
  it('agrees with the plain even-odd rule everywhere in its box', () => {
    const point = fc.record({
      lon: fc.double({ min: 139.5, max: 140.2, noNaN: true }),
      lat: fc.double({ min: 34.9, max: 35.75, noNaN: true }),
    });
    fc.assert(
      fc.property(point, (p) => {
        expect(land.isLand(p)).toBe(isInRings(rings, p));
      }),
      { numRuns: 200 },
    );
  });
  it('measures the way to the shore, up to the limit', () => {
    const middle = { lon: 139.77, lat: 35.25 };
    expect(land.shoreDistanceM(middle, 500)).toBe(500);
    const off = land.shoreDistanceM(middle, 8000);
    const nearest = Math.min(
      ...land.shoreNear(middle, 8000).flatMap(({ a, b }) => [distanceM(middle, a), distanceM(middle, b)]),
    );
    expect(off).toBeGreaterThan(1000);
    expect(off).toBeLessThanOrEqual(nearest + 5);
  });
  it('refuses a point outside its box and an empty box', () => {
    expect(() => land.isLand({ lon: 130, lat: 35 })).toThrow('point 130,35 is outside');
    expect(() => new Land(rings, [140, 35, 139, 36])).toThrow('want west < east');
  });
});
