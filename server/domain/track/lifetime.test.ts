import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { goneAfterMs, lostAfterMs, staleAfterMs, stateAfter } from './lifetime.ts';

describe('lifetime', () => {
  it('grows older in order, whatever the kind and interval', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.integer({ min: 1_000, max: 180_000 }), fc.nat(100), (kind, intervalMs, messages) => {
        expect(staleAfterMs(intervalMs)).toBeLessThanOrEqual(lostAfterMs(kind, intervalMs));
        expect(lostAfterMs(kind, intervalMs)).toBeLessThanOrEqual(goneAfterMs(kind, intervalMs, messages));
        expect(stateAfter(3 * intervalMs, kind, intervalMs)).toBe(0);
      }),
    );
  });
  it('drops what was heard only once sooner', () => {
    expect(goneAfterMs(0, 10_000, 1)).toBeLessThan(goneAfterMs(0, 10_000, 2));
  });
});
