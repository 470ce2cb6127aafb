import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WallClock } from './wall-clock.ts';

const BEGIN = 1_795_000_000_000;

describe('WallClock', () => {
  it('is right to some ms over a network that delays by chance, and never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 300, maxLength: 300 }), (delays) => {
        const clock = new WallClock();
        let last = 0;
        delays.forEach((delay, i) => {
          const wall = clock.wallOf(i * 40, BEGIN + i * 40 + delay);
          expect(wall).toBeGreaterThan(last);
          last = wall;
        });
        expect(last - (BEGIN + 299 * 40)).toBeLessThanOrEqual(Math.min(...delays) + 3);
        expect(last - (BEGIN + 299 * 40)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('goes on over a stream time that wraps', () => {
    const clock = new WallClock();
    const before = clock.wallOf(2 ** 32 - 40, BEGIN);
    expect(clock.wallOf(0, BEGIN + 40) - before).toBe(40);
    expect(clock.wallOf(40, BEGIN + 80) - before).toBe(80);
  });

  it('follows a camera whose clock is slow, and a wall clock that is set', () => {
    const slow = new WallClock();
    const last = 36_000;
    let wall = 0;
    for (let i = 0; i <= last; i++) wall = slow.wallOf(i * 100 * (1 - 0.0001), BEGIN + i * 100);
    expect(Math.abs(wall - (BEGIN + last * 100))).toBeLessThan(20);
    const set = new WallClock();
    set.wallOf(0, BEGIN);
    expect(set.wallOf(40, BEGIN - 3_600_000)).toBe(BEGIN - 3_600_000);
    expect(set.wallOf(80, BEGIN + 7_200_000)).toBe(BEGIN + 7_200_000);
  });
});
