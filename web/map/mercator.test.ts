import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latOf, lonOf, mercatorPerMetre, mercatorX, mercatorY, metresPerPixel } from './mercator.ts';

describe('mercator', () => {
  it('puts the world into a unit square', () => {
    expect([mercatorX(-180), mercatorX(180), mercatorY(90), mercatorY(-90)]).toEqual([
      0,
      1,
      expect.closeTo(0, 7),
      expect.closeTo(1, 7),
    ]);
  });
  it('is undone by its inverse', () => {
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    const lat = fc.double({ min: -85, max: 85, noNaN: true });
    fc.assert(
      fc.property(lon, lat, (lonDeg, latDeg) => {
        expect(lonOf(mercatorX(lonDeg))).toBeCloseTo(lonDeg, 8);
        expect(latOf(mercatorY(latDeg))).toBeCloseTo(latDeg, 8);
      }),
    );
  });
  it('stretches a minute of latitude at 60 N to twice its length on the equator', () => {
    expect(mercatorPerMetre(60) / mercatorPerMetre(0)).toBeCloseTo(2, 9);
    const minute = mercatorY(35) - mercatorY(35 + 1 / 60);
    expect(minute / mercatorPerMetre(35)).toBeCloseTo(1855, -1);
  });
  it('shows half as many metres a pixel one zoom further in', () => {
    expect(metresPerPixel(35, 10) / metresPerPixel(35, 11)).toBeCloseTo(2, 9);
    expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.5, 0);
  });
});
