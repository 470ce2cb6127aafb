import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Coverage, cellOf, cornerOf } from './coverage.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('coverage', () => {
  it('puts every position on earth into a cell that holds it', () => {
    const position = fc.tuple(
      fc.integer({ min: -108_000_000, max: 107_999_999 }),
      fc.integer({ min: -54_000_000, max: 53_999_999 }),
    );
    fc.assert(
      fc.property(position, ([lon, lat]) => {
        const corner = cornerOf(cellOf(lon, lat));
        expect(lon - corner.lon * 600_000).toBeGreaterThanOrEqual(-0.01);
        expect(lon - corner.lon * 600_000).toBeLessThan(60_000);
        expect(lat - corner.lat * 600_000).toBeGreaterThanOrEqual(-0.01);
        expect(lat - corner.lat * 600_000).toBeLessThan(60_000);
      }),
    );
  });
  it('has no reception only where all receivers that hear there are silent', () => {
    const coverage = new Coverage();
    coverage.heard(1, 0, NOON);
    coverage.heard(1, 1, NOON + 5);
    coverage.heard(2, 0, NOON);
    expect(coverage.silence(new Map([[0, NOON]]))).toBe(true);
    expect([1, 2, 3].map((cell) => coverage.noReceptionSinceMs(cell))).toEqual([null, NOON, null]);
    expect(coverage.silence(new Map([[0, NOON]]))).toBe(false);
    coverage.silence(
      new Map([
        [0, NOON],
        [1, NOON + 9],
      ]),
    );
    expect(coverage.noReceptionSinceMs(1)).toBe(NOON + 9);
  });
});
