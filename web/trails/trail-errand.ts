import type { TrailEntry } from './trail-entry.ts';

/** Entries that are asked for together, all from the same story time on. */
export interface Errand {
  readonly entries: readonly TrailEntry[];
  readonly fromMs: number;
}

/** Hours of all tracks of one answer together: 3 MB where all of them report every ten seconds, read in a blink. */
const MOST_HOURS = 144;
const MOST_TRACKS = 50;
const HOUR_MS = 3_600_000;

/** What to ask for next, of entries in the order of their importance: whole trails before tails. null: nothing is due. */
export function nextErrand(
  entries: readonly TrailEntry[],
  { nowMs, oldestMs, spanMs }: { nowMs: number; oldestMs: number; spanMs: number },
): Errand | null {
  const due = entries.filter(({ dueMs }) => dueMs <= nowMs);
  const whole = due.filter(({ fromMs }) => fromMs > oldestMs);
  if (whole.length > 0) {
    const most = Math.min(MOST_TRACKS, Math.max(1, Math.floor((MOST_HOURS * HOUR_MS) / spanMs)));
    return { entries: whole.slice(0, most), fromMs: oldestMs };
  }
  if (due.length === 0) return null;
  const tails = due.slice(0, MOST_TRACKS);
  return { entries: tails, fromMs: Math.max(oldestMs, Math.min(...tails.map((entry) => entry.tailFromMs))) };
}
