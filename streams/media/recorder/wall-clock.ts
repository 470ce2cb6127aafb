/** How fast a camera's clock may run away from ours, part: the envelope follows it upward so. */
const DRIFT = 0.000_25;
/** A step of the difference of the clocks larger than this is a jump of one of them, ms. */
const JUMP_MS = 1_000;

/**
 * Gives pictures the wall-clock time they were taken at, as far as their arrival tells: the least difference between arrival and
 * the time of the stream, since the network only ever delays. Times never go back, except where the wall clock itself was set back.
 */
export class WallClock {
  private offMs = Number.NaN;
  private lastMs = Number.NEGATIVE_INFINITY;
  private lastArrivalMs = 0;

  /** `streamMs`: the picture's time in the stream, which may wrap; `arrivalMs`: epoch ms. Gives whole epoch ms. */
  wallOf(streamMs: number, arrivalMs: number): number {
    const offMs = arrivalMs - streamMs;
    const elapsedMs = Math.max(0, arrivalMs - this.lastArrivalMs);
    const isJump = !(Math.abs(offMs - this.offMs) <= JUMP_MS);
    this.offMs = isJump ? offMs : Math.min(offMs, this.offMs + elapsedMs * DRIFT);
    const wallMs = Math.round(streamMs + this.offMs);
    const isSetBack = arrivalMs < this.lastArrivalMs - JUMP_MS;
    this.lastArrivalMs = arrivalMs;
    this.lastMs = isSetBack ? wallMs : Math.max(wallMs, this.lastMs + 1);
    return this.lastMs;
  }
}
