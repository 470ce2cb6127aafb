import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marksOf, moved, PLAIN, styleOf, thawed, zoomed } from './enhance.ts';

describe('how a picture is shown', () => {
  it('keeps the place under the pointer where it is when zoomed, and stays inside the picture', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        part,
        part,
        fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { maxLength: 8 }),
        (x, y, steps) => {
          const shown = steps.reduce((now, by) => zoomed(now, by, { x, y }), PLAIN);
          expect(shown.zoom).toBeGreaterThanOrEqual(1);
          expect(shown.zoom).toBeLessThanOrEqual(8);
          expect(Math.abs(shown.x - 0.5)).toBeLessThanOrEqual(0.5 - 0.5 / shown.zoom + 1e-9);
          expect(Math.abs(shown.y - 0.5)).toBeLessThanOrEqual(0.5 - 0.5 / shown.zoom + 1e-9);
        },
      ),
    );
    const once = zoomed(PLAIN, 4, { x: 0.75, y: 0.5 });
    expect(once.x + (0.75 - 0.5) / once.zoom).toBeCloseTo(0.75, 9);
    expect(moved(once, 0.2, 0).x).toBeCloseTo(once.x - 0.05, 9);
  });

  it('says when it is not as it came', () => {
    expect(marksOf(PLAIN)).toEqual([]);
    expect(marksOf({ ...PLAIN, gain: 2, zoom: 2, frozenMs: 5 })).toEqual(['enhanced', 'zoomed', 'frozen']);
    expect(marksOf({ ...PLAIN, tone: 'green' })).toEqual(['enhanced']);
  });

  it('goes on after a minute of being frozen', () => {
    const frozen = { ...PLAIN, frozenMs: 1000 };
    expect(thawed(frozen, 60_999).frozenMs).toBe(1000);
    expect(thawed(frozen, 61_000).frozenMs).toBeNull();
  });

  it('is left to the compositor', () => {
    expect(styleOf(PLAIN)).toEqual({ filter: 'none', transform: 'none' });
    expect(styleOf({ ...PLAIN, gain: 2, tone: 'black-hot' }).filter).toBe('brightness(2) grayscale(1) invert(1)');
    expect(styleOf({ ...PLAIN, zoom: 2, x: 0.25 }).transform).toBe('scale(2) translate(25.00%, 0.00%)');
  });
});
