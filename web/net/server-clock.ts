import type { ClockState } from '../../server/contract/events.ts';

/** An answer that took longer says too little of the server's time. */
const LONGEST_ROUND_TRIP_MS = 2_000;
/** How much two clocks may drift apart: the estimate gives way this fast to frames that come later than it says. */
const DRIFT_MS_PER_MS = 0.0002;

/**
 * The server's clock as seen from here. The handshake sets it; every frame says "it was at least this late when I arrived", so the
 * quickest frames hold the estimate and slow ones show their lag. Local time is an argument and only runs forward.
 */
export class ServerClock {
  private rate = 1;
  /** Server's time at `atMs` local; null: not known. */
  private anchor: { serverMs: number; atMs: number } | null = null;

  /** An answer with the clock in it, asked at `sentMs`. */
  answered(clock: ClockState, { sentMs, receivedMs }: { sentMs: number; receivedMs: number }): void {
    const roundTripMs = receivedMs - sentMs;
    if (this.anchor && clock.rate === this.rate && roundTripMs > LONGEST_ROUND_TRIP_MS) return;
    this.rate = clock.rate;
    this.anchor = { serverMs: clock.nowMs + (roundTripMs / 2) * clock.rate, atMs: receivedMs };
  }

  /** The server's clock was set: what was known is void. */
  changed(clock: ClockState, receivedMs: number): void {
    this.rate = clock.rate;
    this.anchor = { serverMs: clock.nowMs, atMs: receivedMs };
  }

  /** A frame of `tickMs` arrived; returns the real milliseconds it was on its way beyond the quickest. */
  frame(tickMs: number, receivedMs: number): number {
    if (!this.anchor) {
      this.anchor = { serverMs: tickMs, atMs: receivedMs };
      return 0;
    }
    const expectedMs = this.nowMs(receivedMs) ?? tickMs;
    const given = Math.max(0, receivedMs - this.anchor.atMs) * DRIFT_MS_PER_MS * this.rate;
    this.anchor = { serverMs: Math.max(tickMs, expectedMs - given), atMs: receivedMs };
    return Math.max(0, this.anchor.serverMs - tickMs) / this.rate;
  }

  /** Server's clock, epoch ms; null: not known yet. */
  nowMs(localMs: number): number | null {
    return this.anchor === null ? null : this.anchor.serverMs + (localMs - this.anchor.atMs) * this.rate;
  }

  /** Server milliseconds per real millisecond. */
  get speed(): number {
    return this.rate;
  }
}
