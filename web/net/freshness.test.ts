import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FreshnessWatch, SleepWatch } from './freshness.ts';

describe('FreshnessWatch', () => {
  it.each([
    [0, 'fresh'],
    [2_999, 'fresh'],
    [3_000, 'late'],
    [9_999, 'late'],
    [10_000, 'frozen'],
    [86_400_000, 'frozen'],
  ])('%i ms after the last frame the picture is %s', (ageMs, state) => {
    const watch = new FreshnessWatch();
    watch.applied({ receivedMs: 50_000, lagMs: 0 });
    expect(watch.look(50_000 + ageMs)).toEqual({ state, ageMs });
  });

  it('has no picture before the first frame, which is not the same as an old one', () => {
    expect(new FreshnessWatch().look(1e9)).toEqual({ state: 'none', ageMs: null });
  });

  it('takes a frame that waited while the main thread slept for as old as it is', () => {
    const watch = new FreshnessWatch();
    watch.applied({ receivedMs: 1_000, lagMs: 0 });
    watch.applied({ receivedMs: 2_000, lagMs: 0 });
    expect(watch.look(32_000)).toEqual({ state: 'frozen', ageMs: 30_000 });
  });

  it('takes a frame that was long on its way for as old as it is', () => {
    const watch = new FreshnessWatch();
    watch.applied({ receivedMs: 20_000, lagMs: 8_000 });
    expect(watch.look(20_000)).toEqual({ state: 'late', ageMs: 8_000 });
  });

  it('ages by the time the machine slept', () => {
    const watch = new FreshnessWatch();
    watch.applied({ receivedMs: 1_000, lagMs: 0 });
    watch.slept(60_000);
    expect(watch.look(1_500).state).toBe('frozen');
  });

  it('is never younger than its youngest frame', () => {
    const frame = fc.record({ receivedMs: fc.nat(100_000), lagMs: fc.integer({ min: -5_000, max: 60_000 }) });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1 }), fc.nat(200_000), (frames, nowMs) => {
        const watch = new FreshnessWatch();
        for (const one of frames) watch.applied(one);
        const youngest = Math.max(...frames.map((f) => f.receivedMs - Math.max(0, f.lagMs)));
        expect(watch.look(nowMs).ageMs).toBe(Math.max(0, nowMs - youngest));
      }),
    );
  });
});

describe('SleepWatch', () => {
  it('finds the time in which only the wall clock ran, and no other', () => {
    const watch = new SleepWatch();
    const gaps = [
      [1_000, 1e12],
      [2_000, 1e12 + 1_000],
      [2_250, 1e12 + 61_250],
      [62_250, 1e12 + 121_250],
      [62_500, 1e12],
    ].map(([nowMs, wallMs]) => watch.look(nowMs as number, wallMs as number));
    expect(gaps).toEqual([0, 0, 60_000, 0, 0]);
  });
});
