import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lanesOf, wayInLane } from './lanes.ts';

const file = new URL('../../domain/geo/data/tokyo-bay.json', import.meta.url);
const lanes = lanesOf((JSON.parse(readFileSync(file, 'utf8')) as { features: never[] }).features);

describe('lanes of traffic routes', () => {
  it('are Uraga Suido both ways, and Nakanose', () => {
    expect(lanes).toHaveLength(3);
    const norths = lanes.map(({ line }) => (line.at(-1)?.lat ?? 0) > (line[0]?.lat ?? 0));
    expect(norths.sort()).toEqual([false, true, true]);
  });

  it('are followed by who goes along one, round its bend, as far off the middle as she is', () => {
    const at = { lon: 139.7795, lat: 35.24 };
    const way = wayInLane(lanes, at, 358);
    expect(way?.[0]).toEqual(at);
    expect(way?.at(-1)?.lat).toBeGreaterThan(35.32);
    expect(way?.at(-1)?.lon).toBeLessThan(139.74);
  });

  it('are not followed by who crosses one, goes against it, or is in none', () => {
    expect(wayInLane(lanes, { lon: 139.7795, lat: 35.24 }, 270)).toBeNull();
    expect(wayInLane(lanes, { lon: 139.7795, lat: 35.24 }, 180)).toBeNull();
    expect(wayInLane(lanes, { lon: 139.68, lat: 35.1 }, 0)).toBeNull();
  });
});
