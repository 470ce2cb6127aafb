import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fix, Trail } from './trail.ts';

const S = 1000;
const fix = (atS: number, lon = atS): Fix => ({ atMs: atS * S, lon, lat: 0, sog: 100, cog: 900 });
const kept = (...times: number[]): Trail => {
  const trail = new Trail('a-431000001');
  for (const at of times) trail.push(fix(at), false);
  return trail;
};
const times = ({ atMs, size }: Trail): number[] => [...atMs.subarray(0, size)].map((ms) => ms / S);
const gaps = ({ gapBefore, size }: Trail): number[] => [...gapBefore.subarray(0, size)];

describe('a trail', () => {
  it('is lengthened by what is heard, and a silence of more than three intervals is a gap', () => {
    const trail = kept(0, 10);
    expect(trail.hear(fix(20), 30 * S)).toBe(true);
    trail.hear(fix(49), 30 * S);
    trail.hear(fix(80), 30 * S);
    expect(times(trail)).toEqual([0, 10, 20, 49, 80]);
    expect(gaps(trail)).toEqual([0, 0, 0, 0, 1]);
  });

  it('takes nothing older than it has, nor the same position told again a moment later', () => {
    const trail = kept(0, 10);
    expect(trail.hear(fix(9), S)).toBe(false);
    expect(trail.hear(fix(10), S)).toBe(false);
    expect(trail.hear(fix(11, 10), S)).toBe(false);
    expect(trail.hear(fix(15, 10), S)).toBe(true);
  });

  it('replaces its tail by the records and keeps what was heard after them', () => {
    const trail = kept(0, 10, 20);
    trail.hear(fix(31, 30), 30 * S); // its message time is 30
    trail.hear(fix(41, 40), 30 * S);
    trail.takeTail(kept(10, 15, 20, 30), 10 * S);
    expect(times(trail)).toEqual([0, 10, 15, 20, 30, 41]);
    expect(trail.kept).toBe(5);
  });

  it('keeps a gap that lies where the tail begins, and finds one that came there', () => {
    const trail = new Trail('a-431000001');
    trail.push(fix(0), false);
    trail.push(fix(600), true);
    trail.takeTail(kept(600, 610), 600 * S);
    expect(gaps(trail)).toEqual([0, 1, 0]);
    trail.hear(fix(620), 30 * S);
    trail.takeTail(kept(2000), 700 * S);
    expect(gaps(trail)).toEqual([0, 1, 0, 0, 1]);
  });

  it('an empty tail changes nothing', () => {
    const trail = kept(0, 10);
    const { revision } = trail;
    trail.takeTail(kept(), 0);
    expect([times(trail), trail.revision]).toEqual([[0, 10], revision]);
  });

  it('forgets what is too old; what is then the first has no gap before it', () => {
    const trail = kept(0, 10);
    trail.push(fix(600), true);
    trail.dropBefore(11 * S);
    expect([times(trail), gaps(trail), trail.kept]).toEqual([[600], [0], 1]);
  });

  it('is in the order of time whatever comes', () => {
    const part = fc.uniqueArray(fc.nat(500), { maxLength: 20 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(fc.record({ heard: part, tail: part, from: fc.nat(500) })), (steps) => {
        const trail = kept();
        for (const { heard, tail, from } of steps) {
          for (const at of heard) trail.hear(fix(at), 30 * S);
          trail.takeTail(kept(...tail.filter((at) => at >= from)), from * S);
          const now = times(trail);
          expect(now).toEqual(now.toSorted((a, b) => a - b));
          expect(new Set(now).size).toBe(now.length);
        }
      }),
    );
  });
});
