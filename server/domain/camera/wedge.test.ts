import { describe, expect, it } from '@jest/globals';
import { distanceM } from '../geo/geodesy.ts';
import { Land } from '../geo/land.ts';
import { LandHorizon } from '../geo/land-horizon.ts';
import { DEMO_CAMERAS } from './demo-cameras.ts';
import { wedgeOf } from './wedge.ts';

const AT = { lon: 139.75, lat: 35.3 };
const LAND = new Land([[[139.77, 35.2], [139.78, 35.2], [139.78, 35.3], [139.77, 35.3], [139.77, 35.2]]], [139.6, 35.1, 139.9, 35.5]); // biome-ignore format: a ring
const awayM = ([lon = 0, lat = 0]: readonly number[]): number => distanceM(AT, { lon, lat });

describe('wedgeOf', () => {
  it('is a closed fan as far as the camera sees', () => {
    const wedge = wedgeOf(AT, { panDeg: 350, fovDeg: 40, rangeM: 3_000 }, null);
    expect(wedge[0]).toEqual([AT.lon, AT.lat]);
    expect(wedge.at(-1)).toEqual(wedge[0]);
    for (const point of wedge.slice(1, -1)) expect(awayM(point)).toBeCloseTo(3_000, -1);
  });
  it('ends where land stands in the way', () => {
    const horizon = new LandHorizon(LAND, { ...AT, overlooksM: 200, rangeM: 5_000 });
    const wedge = wedgeOf(AT, { panDeg: 90, fovDeg: 60, rangeM: 5_000 }, horizon);
    const [north, south] = [wedge[1] ?? [], wedge.at(-2) ?? []];
    expect(awayM(north)).toBeCloseTo(5_000, -1);
    expect(awayM(south)).toBeGreaterThan(1_800);
    expect(awayM(south)).toBeLessThan(2_300);
  });
});

describe('the cameras of the simulated bay', () => {
  it('are sixteen with ids of their own, in both languages', () => {
    expect(DEMO_CAMERAS).toHaveLength(16);
    expect(new Set(DEMO_CAMERAS.map(({ id }) => id)).size).toBe(16);
    for (const { id, name } of DEMO_CAMERAS) {
      expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
      expect(name.ja).not.toBe('');
      expect(name.en).not.toBe('');
    }
  });
});
