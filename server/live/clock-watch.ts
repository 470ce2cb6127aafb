import type { ClockState } from '../contract/events.ts';

/** A step of the server's clock that clients must be told of. */
const STEP_MS = 1500;

/** Notices when the clock has been set or its rate changed. `monotonicMs` is any clock that only runs forward at rate 1. */
export class ClockWatch {
  private last: (ClockState & { monotonicMs: number }) | null = null;

  /** The new state when it is not what the last one led to expect, else null. */
  look(now: ClockState, monotonicMs: number): ClockState | null {
    const { last } = this;
    this.last = { ...now, monotonicMs };
    if (!last) return null;
    const expectedMs = last.nowMs + (monotonicMs - last.monotonicMs) * last.rate;
    const isExpected = now.rate === last.rate && Math.abs(now.nowMs - expectedMs) <= STEP_MS * last.rate;
    return isExpected ? null : now;
  }
}
