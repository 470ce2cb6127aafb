import { describe, expect, it } from '@jest/globals';
import type { Boat, BoatTrailPoint } from '../../server/contract/boat.ts';
import { boatsOnChart } from './boats-on-chart.ts';

const boat = (fixMs: number, more: Partial<Boat> = {}): Boat =>
  ({
    ...{ boatId: 'shiosai', name: { ja: 'しおさい', en: 'Shiosai' }, state: 'under-way', silentSinceMs: null },
    position: { lon: 139.7, lat: 35.2, sogKn: 20, cogDeg: 90, headingDeg: null, source: 'gps', fixMs },
    ...more,
  }) as Boat;
const lookOf = (one: Boat, more = {}): unknown =>
  boatsOnChart([one], [], {
    ...{ nowMs: 100_000, frozen: false, rate: 1, language: 'en', planned: [], messages: [] },
    ...more,
  }).features.features[0]?.properties?.['look'];

describe('boats on the chart', () => {
  it('are live only while their place is of now, whoever tells it or not', () => {
    expect(lookOf(boat(95_000))).toBe('live');
    expect(lookOf(boat(69_000))).toBe('old');
    expect(lookOf(boat(95_000), { frozen: true })).toBe('old');
    expect(lookOf(boat(0, { silentSinceMs: 0 }))).toBe('silent');
    expect(lookOf(boat(95_000, { state: 'out-of-service' }))).toBe('out');
  });

  it('are not old because the story runs fast', () => {
    expect(lookOf(boat(0), { rate: 60 })).toBe('live');
    expect(lookOf(boat(-100_000), { rate: 60 })).toBe('old');
  });

  it('share no line of names where they share a berth, and go back to the first where they have left it', () => {
    const at = (boatId: string, lon: number): Boat => {
      const one = boat(95_000);
      return { ...one, boatId, position: { ...(one.position as never as object), lon } } as Boat;
    };
    const rows = (...boats: Boat[]): unknown[] => {
      const look = { nowMs: 100_000, frozen: false, rate: 1, language: 'en', planned: [], messages: [] } as const;
      return boatsOnChart(boats, [], look).features.features.map(({ properties }) => properties?.['row']);
    };
    expect(rows(at('b', 139.7), at('a', 139.7), at('c', 139.701))).toEqual([1, 0, 2]);
    expect(rows(at('b', 139.7), at('a', 139.8), at('c', 139.701))).toEqual([0, 0, 1]);
  });

  it('show where the chosen one has been: as she was heard, told late, and where nobody knows', () => {
    const point = (atMs: number, isLate = false): BoatTrailPoint => ({
      ...{ lon: 139.7 + atMs / 1e8, lat: 35.2, sogKn: 20, cogDeg: 90, atMs, source: 'gps', isLate },
    });
    const trail = [point(0), point(10_000), point(20_000, true), point(900_000)];
    const { features } = boatsOnChart([], [], {
      ...{ nowMs: 900_000, frozen: false, rate: 1, language: 'en', planned: [], messages: [], trail },
    }).features;
    expect(features.map(({ properties }) => properties?.['kind'])).toEqual(['trail', 'trail-late', 'trail-pause']);
  });
});
