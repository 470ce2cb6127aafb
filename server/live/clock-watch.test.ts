import { describe, expect, it } from '@jest/globals';
import { ClockWatch } from './clock-watch.ts';

describe('ClockWatch', () => {
  it('says nothing while the clock runs as it did, at any rate', () => {
    const watch = new ClockWatch();
    for (let s = 0; s < 5; s++) expect(watch.look({ nowMs: 1e12 + s * 60_000, rate: 60 }, s * 1000)).toBeNull();
  });
  it('tells of another rate and of a step', () => {
    const watch = new ClockWatch();
    watch.look({ nowMs: 0, rate: 1 }, 0);
    expect(watch.look({ nowMs: 1000, rate: 10 }, 1000)).toEqual({ nowMs: 1000, rate: 10 });
    expect(watch.look({ nowMs: 90_000, rate: 10 }, 2000)).toEqual({ nowMs: 90_000, rate: 10 });
  });
});
