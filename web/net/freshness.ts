/** From this age on the picture's age stands over the map. */
const LATE_MS = 3_000;
/** From this age on motion stops, colour drains and nothing counts as live. */
const FROZEN_MS = 10_000;

/** `none`: no frame has ever been applied. */
export type FreshnessState = 'none' | 'fresh' | 'late' | 'frozen';

export interface Freshness {
  readonly state: FreshnessState;
  /** Real milliseconds since what is on the screen was true; null: nothing is. */
  readonly ageMs: number | null;
}

export const NO_PICTURE: Freshness = { state: 'none', ageMs: null };

/**
 * How old the picture on this screen is: judged from the last frame applied and from nothing else, whatever the socket, the worker
 * and the server say of themselves. Time is an argument: real milliseconds that only run forward.
 */
export class FreshnessWatch {
  /** When what the screen shows was true. */
  private trueAtMs: number | null = null;

  /**
   * A frame was applied: the worker received it at `receivedMs`, `lagMs` after the server made it. A frame that waited somewhere is
   * as old as its wait, and an older one never makes the picture younger.
   */
  applied({ receivedMs, lagMs }: { receivedMs: number; lagMs: number }): void {
    const madeMs = receivedMs - Math.max(0, lagMs);
    this.trueAtMs = this.trueAtMs === null ? madeMs : Math.max(this.trueAtMs, madeMs);
  }

  /** The machine slept and the clock of this watch stood still. */
  slept(gapMs: number): void {
    if (this.trueAtMs !== null) this.trueAtMs -= gapMs;
  }

  look(nowMs: number): Freshness {
    if (this.trueAtMs === null) return NO_PICTURE;
    const ageMs = Math.max(0, nowMs - this.trueAtMs);
    return { state: ageMs < LATE_MS ? 'fresh' : ageMs < FROZEN_MS ? 'late' : 'frozen', ageMs };
  }
}

/** Finds sleep: the wall clock went on while the forward-running one stood. */
export class SleepWatch {
  private lead: number | null = null;

  /** Milliseconds slept since the last look; 0: none worth mention. A wall clock that was set back is no sleep. */
  look(nowMs: number, wallMs: number): number {
    const lead = wallMs - nowMs;
    const gapMs = this.lead === null ? 0 : lead - this.lead;
    this.lead = lead;
    return gapMs > 1500 ? gapMs : 0;
  }
}
