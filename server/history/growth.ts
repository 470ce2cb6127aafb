const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nothing is said from less than this. */
const LEAST_MS = HOUR_MS;

/** How fast what is kept grows, from readings of the last day. */
export class Growth {
  private readonly readings: { readonly bytes: number; readonly atMs: number }[] = [];

  /** So many bytes were in use at `atMs`. */
  learn(bytes: number, atMs: number): void {
    this.readings.push({ bytes, atMs });
    // one reading from before the day is kept: the span is measured from it
    while ((this.readings[1]?.atMs ?? atMs) < atMs - DAY_MS) this.readings.shift();
  }

  /** Days until so many more bytes are used; null: too little is known, or it does not grow. */
  daysUntil(more: number): number | null {
    const first = this.readings[0];
    const last = this.readings.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_MS) return null;
    const perDay = ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * DAY_MS;
    return perDay <= 0 ? null : Math.round((more / perDay) * 10) / 10;
  }
}
