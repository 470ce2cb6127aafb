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

  it('is set forward at the same rate, never back, and says from where to where', () => {
    let machineMs = 0;
    const clock = new Clock({ storyMs: 0, machineMs: 0, rate: 10 }, () => machineMs);
    const heard: unknown[] = [];
    clock.changed$.subscribe((change) => heard.push(change));
    machineMs = 1_000;
    expect(clock.leaptToMs).toBe(Number.NEGATIVE_INFINITY);
    clock.jumpTo(60_000);
    expect(heard).toEqual([{ nowMs: 60_000, rate: 10, fromMs: 10_000 }]);
    expect([clock.nowMs(), clock.leaptToMs]).toEqual([60_000, 60_000]);
    machineMs += 500;
    expect(clock.nowMs()).toBe(65_000);
    for (const toMs of [65_000, 0, 65_001.5, Number.NaN, 9e15])
      expect(() => clock.jumpTo(toMs)).toThrow(`storyMs must be whole and after now (65000), got ${toMs}`);
    expect([clock.nowMs(), clock.rate, clock.leaptToMs]).toEqual([65_000, 10, 60_000]);
  });

  it('never goes back, whatever is done to it', () => {
    const act = fc.oneof(
      fc.record({ rate: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ aheadMs: fc.integer({ min: 1, max: 1e7 }) }),
      fc.record({ passMs: fc.double({ min: 0, max: 1e4, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let machineMs = 0;
        const clock = new Clock({ storyMs: 0, machineMs: 0, rate: 1 }, () => machineMs);
        let [beforeMs, arrivedMs] = [clock.nowMs(), clock.arrivedMs()];
        for (const one of acts) {
          if ('rate' in one) clock.setRate(one.rate);
          else if ('aheadMs' in one) clock.jumpTo(clock.nowMs() + one.aheadMs);
          else machineMs += one.passMs;
          expect(clock.nowMs()).toBeGreaterThanOrEqual(beforeMs);
          expect(clock.arrivedMs()).toBeGreaterThanOrEqual(arrivedMs);
          [beforeMs, arrivedMs] = [clock.nowMs(), clock.arrivedMs()];
        }
        return clock.realMs() === machineMs;
      }),
    );
  });

  it('gives a line a second to arrive, which at a high rate is a minute of the story', () => {
    let machineMs = 0;
    const clock = new Clock({ storyMs: 0, machineMs: 0, rate: 1 }, () => machineMs);
    machineMs = 10_000;
    expect(clock.arrivedMs()).toBe(10_000);
    clock.setRate(60);
    expect(clock.arrivedMs()).toBe(10_000);
    machineMs += 3_000;
    expect([clock.nowMs(), clock.arrivedMs()]).toEqual([190_000, 131_000]);
    clock.jumpTo(900_000);
    expect(clock.arrivedMs()).toBe(900_000);
    clock.setRate(1);
    expect(clock.arrivedMs()).toBe(900_000);
  });

  it.each([0, 61, Number.NaN])('refuses the rate %p', (rate) => {
    expect(() => new Clock().setRate(rate)).toThrow(`rate must be 1 to 60, got ${rate}`);
  });
});
