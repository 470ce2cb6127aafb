import { Clock } from '../../server/platform/clock.ts';

/** A clock that goes on only when it is told to. */
export function handClock(startMs = Date.UTC(2026, 10, 1)): { clock: Clock; forward(ms: number): void } {
  let nowMs = startMs;
  const clock = new Clock({ storyMs: 0, machineMs: 0, rate: 1 }, () => nowMs);
  return {
    clock,
    forward(ms) {
      nowMs += ms;
    },
  };
}
