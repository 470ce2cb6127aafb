import { expectedIntervalMs } from '../track/interval.ts';
import { staleAfterMs } from '../track/lifetime.ts';
import { NONE_16 } from '../track/track-table.ts';
import { POSITION_FLAG, Positions } from './positions.ts';

/** Positions `from` to `to` (exclusive) of a list, no gap among them. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds between the reports to be expected after position `i`. `kind`: code of the kind of track. */
export function intervalAfterMs(positions: Positions, i: number, kind: number): number {
  const sog = positions.sog[i] ?? -1;
  const navStatus = positions.navStatus[i] ?? 15;
  return expectedIntervalMs({ kind, navStatus, sog: sog < 0 ? NONE_16 : sog, rot: positions.rot[i] ?? -128 });
}

/** Without the positions that were held as implausible. */
export function plausible(positions: Positions): Positions {
  const { flags } = positions;
  let isPlausible = true;
  for (let i = 0; i < positions.size; i++) if (((flags[i] ?? 0) & POSITION_FLAG.suspect) !== 0) isPlausible = false;
  if (isPlausible) return positions;
  const kept = new Positions(positions.size);
  for (let i = 0; i < positions.size; i++) {
    if (((positions.flags[i] ?? 0) & POSITION_FLAG.suspect) === 0) kept.push(positions.at(i));
  }
  return kept;
}

/**
 * Cuts positions, oldest first, where nothing was heard for so long that the live picture would have shown the track as stale
 * (three reporting intervals of ITU-R M.1371-5, at least 10 s).
 */
export function runsOf(positions: Positions, kind: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let i = 1; i <= positions.size; i++) {
    const silentMs = (positions.atMs[i] ?? 0) - (positions.atMs[i - 1] ?? 0);
    const isEnd = i === positions.size;
    if (!isEnd && silentMs <= staleAfterMs(intervalAfterMs(positions, i - 1, kind))) continue;
    runs.push({ from, to: i });
    from = i;
  }
  return runs;
}
