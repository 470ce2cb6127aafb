const DAY_MS = 86_400_000;
/** A sensor's time further than this from our time of receipt tells of another clock, not of when the target was measured. */
const BELIEVED_MS = 15_000;

/** `hhmmss.ss` (IEC 61162-1), read as a decimal number, in ms since midnight UTC; NaN: no time of day. A leap second (60) is taken. */
export function timeOfDayMs(hhmmss: number): number {
  const hours = Math.floor(hhmmss / 10_000);
  const minutes = Math.floor(hhmmss / 100) % 100;
  const seconds = hhmmss % 100;
  if (!(hhmmss >= 0 && hours < 24 && minutes < 60 && seconds < 61)) return Number.NaN;
  return hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
}

/** The moment nearest to `nearMs` (epoch ms) at which it is `ofDayMs` ms since midnight UTC; NaN where that is NaN. */
export function nearestMs(ofDayMs: number, nearMs: number): number {
  const aheadMs = (((ofDayMs - nearMs) % DAY_MS) + DAY_MS) % DAY_MS;
  return nearMs + (aheadMs > DAY_MS / 2 ? aheadMs - DAY_MS : aheadMs);
}

/** Times that came with a plot, epoch ms; NaN: none. */
export interface ToldTimes {
  /** In the sentence or the JSON line. */
  readonly sensorMs: number;
  /** In the TAG block. */
  readonly tagMs: number;
}

/**
 * Time of the measurement by our clock, epoch ms, never after its receipt: the sensor's own time, else that of the TAG block, else
 * the time of receipt. One that is more than 15 s off the receipt is not believed.
 */
export function measuredMs({ sensorMs, tagMs }: ToldTimes, receivedMs: number): number {
  if (Math.abs(sensorMs - receivedMs) <= BELIEVED_MS) return Math.min(sensorMs, receivedMs);
  if (Math.abs(tagMs - receivedMs) <= BELIEVED_MS) return Math.min(tagMs, receivedMs);
  return receivedMs;
}
