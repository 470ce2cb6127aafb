import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LabelPlacer, type LabelWish } from './label-placer.ts';

const wish = (key: number, x: number, y: number, rank = 0, must = false): LabelWish => ({
  key,
  x,
  y,
  w: 80,
  h: 14,
  rank,
  must,
});
function place(placer: LabelPlacer, wishes: LabelWish[], most = 100) {
  placer.grid.clear(800, 600);
  return placer.place(wishes, 10, most);
}

describe('LabelPlacer', () => {
  it('puts a lone label to the right, at half its height', () => {
    expect(place(new LabelPlacer(), [wish(1, 100, 100)])).toEqual([{ key: 1, side: 0, dx: 10, dy: -7 }]);
  });
  it('turns to the left at the right edge of the screen', () => {
    expect(place(new LabelPlacer(), [wish(1, 780, 100)])[0]?.side).toBe(1);
  });
  it('gives the place to the more important one', () => {
    const crowd = Array.from({ length: 9 }, (_, i) => wish(i, 400, 300 + i, i));
    const keys = place(new LabelPlacer(), crowd).map(({ key }) => key);
    expect(keys[0]).toBe(8);
    expect(keys.length).toBeLessThan(9);
  });
  it('shows what must be shown even where there is no room', () => {
    const crowd = Array.from({ length: 9 }, (_, i) => wish(i, 400, 300, 5));
    const keys = place(new LabelPlacer(), [...crowd, wish(77, 400, 300, 0, true)]).map(({ key }) => key);
    expect(keys).toContain(77);
  });
  it('keeps what is shown against a newcomer of the same rank, and on the same side', () => {
    const placer = new LabelPlacer();
    place(placer, [wish(5, 400, 300)]);
    const again = place(placer, [wish(1, 400, 300), wish(5, 400, 300)]);
    expect(again.find(({ key }) => key === 5)?.side).toBe(0);
    expect(again.find(({ key }) => key === 1)?.side).not.toBe(0);
  });
  it('never lets two labels overlap, unless one must be shown', () => {
    const place800 = fc.integer({ min: 0, max: 799 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place800, fc.integer({ min: 0, max: 599 }), fc.nat(50)), { maxLength: 80 }),
        (spots) => {
          const wishes = spots.map(([x, y, rank], key) => wish(key, x, y, rank));
          const at = new Map(wishes.map((w) => [w.key, w]));
          const boxes = place(new LabelPlacer(), wishes).map(({ key, dx, dy }) => {
            const w = at.get(key) as LabelWish;
            return { x: w.x + dx, y: w.y + dy };
          });
          for (const [i, a] of boxes.entries()) {
            for (const b of boxes.slice(i + 1)) {
              expect(Math.abs(a.x - b.x) >= 80 || Math.abs(a.y - b.y) >= 14).toBe(true);
            }
          }
        },
      ),
    );
  });
  it('places no more than asked for', () => {
    const many = Array.from({ length: 50 }, (_, i) => wish(i, 20 + (i % 7) * 100, 20 + i * 10));
    expect(place(new LabelPlacer(), many, 5)).toHaveLength(5);
  });
});
