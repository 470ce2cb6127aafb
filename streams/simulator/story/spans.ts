import { type Night, nightMs } from '../../../server/domain/story/night.ts';
import { between } from '../random.ts';

const STEP_MS = 60_000;

/** From 21:40 to 04:50 of a night, epoch ms. */
export function nightSpan({ times }: Night): { fromMs: number; toMs: number } {
  return { fromMs: times.notice, toMs: times.berthed };
}

/** When a decoy of the table's hour happens on this night: on others than the canonical it moves by itself too. */
export function decoyMs(
  { seed, isCanonical, shiftMs }: Night,
  [hour, minute]: readonly [number, number],
  key: number,
): number {
  const ownMs = isCanonical ? 0 : Math.floor(between(-12, 13, seed, 420, key)) * 60_000;
  return nightMs(hour, minute) + shiftMs + ownMs;
}

/** The first unbroken time in which something holds for a minute or more, to the second; null: it never does. */
export function firstSpan(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  holds: (tMs: number) => boolean,
): { fromMs: number; toMs: number } | null {
  let tMs = fromMs;
  while (tMs < toMs && !holds(tMs)) tMs += STEP_MS;
  if (tMs >= toMs) return null;
  const beganMs = tMs === fromMs ? fromMs : changeMs(tMs - STEP_MS, tMs, holds);
  while (tMs < toMs && holds(tMs)) tMs += STEP_MS;
  return { fromMs: beganMs, toMs: tMs >= toMs ? toMs : changeMs(tMs - STEP_MS, tMs, holds) };
}

/** The first second after `fromMs` at which it is as at `toMs`. */
function changeMs(fromMs: number, toMs: number, holds: (tMs: number) => boolean): number {
  const wanted = holds(toMs);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1000) {
    const middle = Math.round((low + high) / 2000) * 1000;
    if (holds(middle) === wanted) high = middle;
    else low = middle;
  }
  return high;
}
