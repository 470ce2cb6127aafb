import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pacing, ReceiverClock } from './receiver-clock.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('receiver clock', () => {
  it('finds the error of a clock behind noise and a backlog', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.integer({ min: 0, max: 900 })), (errorMs, noise) => {
        const clock = new ReceiverClock();
        for (let i = 0; i < 60; i++) clock.hear(NOON + i * 1000 + errorMs - (noise[i] ?? 0), NOON + i * 1000);
        for (let i = 0; i < 500; i++) clock.hear(NOON - 600_000 + i * 1000, NOON + 60_000 + i * 2);
        expect(Math.abs(clock.errorMs - errorMs)).toBeLessThanOrEqual(900);
      }),
    );
  });
  it('takes the median of the last 31 samples', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 100 }), (errors) => {
        const clock = new ReceiverClock();
        errors.forEach((errorMs, i) => {
          clock.hear(NOON + i * 1000 + errorMs, NOON + i * 1000);
          const last = errors.slice(Math.max(0, i - 30), i + 1).sort((a, b) => a - b);
          expect(clock.errorMs).toBe(last[last.length >> 1]);
        });
      }),
    );
  });
  it('corrects a clock beyond belief and believes one that is only slow to reach us', () => {
    const wrong = new ReceiverClock();
    wrong.hear(NOON - 86_400_000, NOON);
    expect(wrong.ours(NOON - 86_400_000 + 5_000)).toBe(NOON + 5_000);
    const slow = new ReceiverClock();
    slow.hear(NOON - 12_000, NOON);
    expect(slow.ours(NOON - 12_000)).toBe(NOON - 12_000);
  });
});

describe('receiver clock and UTC seconds', () => {
  const after = (tagSeconds: (i: number) => number, receivedSeconds: (i: number) => number): ReceiverClock => {
    const clock = new ReceiverClock();
    for (let i = 0; i < 40; i++) clock.hear(NOON + tagSeconds(i) * 1000, NOON + receivedSeconds(i) * 1000, i % 60);
    return clock;
  };
  it('tell a clock that is behind from a line that is slow', () => {
    const behind = after(
      (i) => i - 20,
      (i) => i,
    );
    expect(behind.ours(NOON)).toBe(NOON + 20_000);
    const slow = after(
      (i) => i,
      (i) => i + 50,
    );
    expect(slow.ours(NOON)).toBe(NOON);
  });
});

describe('pacing', () => {
  const after = (messages: number, received: (i: number) => number, second: (i: number) => number): boolean => {
    const pacing = new Pacing();
    for (let i = 0; i < messages; i++) pacing.hear(second(i) % 60, NOON + received(i));
    return pacing.steady;
  };
  it('knows a live feed, also where the clocks differ', () => {
    expect(
      after(
        400,
        (i) => i * 100,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(true);
    expect(
      after(
        400,
        (i) => i * 100,
        (i) => Math.floor(i / 10) + 25,
      ),
    ).toBe(true);
  });
  it('knows a burst and a log played fast', () => {
    expect(
      after(
        2_000,
        () => 0,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(false);
    expect(
      after(
        2_000,
        (i) => i * 10,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(false);
  });
});
