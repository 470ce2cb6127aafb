import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from './clock.ts';

describe('the clock', () => {
  it('is the machine unless told otherwise', () => {
    const clock = new Clock(undefined, () => 1_700_000_000_000);
    expect(clock.state()).toEqual({ nowMs: 1_700_000_000_000, rate: 1 });
  });

  it('counts from its anchor at its rate', () => {
    let machineMs = 5_000;
    const clock = new Clock({ storyMs: 1_000_000, machineMs: 5_000, rate: 10 }, () => machineMs);
    machineMs += 700;
    expect(clock.nowMs()).toBe(1_007_000);
  });

  it('tells whole milliseconds', () => {
    expect(new Clock({ storyMs: 10, machineMs: 0.25, rate: 1 }, () => 3.5).nowMs()).toBe(13);
  });

  it('goes on without a jump when the rate changes, and says so', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(1e6),
        (before, after, ms) => {
          let machineMs = 0;
          const clock = new Clock({ storyMs: 0, machineMs: 0, rate: before }, () => machineMs);
          const heard: number[] = [];
          clock.changed$.subscribe(({ rate }) => heard.push(rate));
          machineMs = ms;
          clock.setRate(after);
          expect([clock.nowMs(), heard]).toEqual([ms * before, [after]]);
          machineMs += 1_000;
          return clock.nowMs() === ms * before + 1_000 * after;
        },
      ),
    );
  });

  it.each([0, 61, Number.NaN])('refuses the rate %p', (rate) => {
    expect(() => new Clock().setRate(rate)).toThrow(`rate must be 1 to 60, got ${rate}`);
  });
});
