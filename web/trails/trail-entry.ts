import { isTrackId } from '../../server/domain/history/track-key.ts';
import { Trail } from './trail.ts';

/**
 * loading: never yet answered. kept: there are positions. empty: none in this span. failed, away: the records did not answer; what
 * is drawn, if anything, is what was known before and heard since.
 */
export type TrailState = 'loading' | 'kept' | 'empty' | 'failed' | 'away';

const TAIL_EVERY_MS = 60_000;
const RETRY_MS = 10_000;
/** Late positions find their place in the tail when it is fetched again. */
const LATE_MS = 120_000;

/** One wished trail and how it stands with it. Real times run forward; story times are those of the positions. */
export class TrailEntry {
  readonly trail: Trail;
  state: TrailState = 'loading';
  /** Story time from which on the records were read; the far future: never. */
  fromMs = Number.POSITIVE_INFINITY;
  /** Story time at which they were read last. */
  askedMs = Number.NEGATIVE_INFINITY;
  /** Real time at which they are to be read again. */
  dueMs = 0;

  constructor(readonly trackId: string) {
    this.trail = new Trail(trackId);
  }

  /** Story time from which on positions may have come since. */
  get tailFromMs(): number {
    return this.askedMs - LATE_MS;
  }

  take(found: Trail | undefined, { fromMs, askedMs, nowMs }: { fromMs: number; askedMs: number; nowMs: number }): void {
    if (found) this.trail.takeTail(found, fromMs);
    this.fromMs = Math.min(this.fromMs, fromMs);
    this.askedMs = askedMs;
    this.dueMs = nowMs + TAIL_EVERY_MS;
    this.state = this.trail.size > 0 ? 'kept' : 'empty';
  }

  fail(state: 'failed' | 'away', nowMs: number): void {
    this.state = state;
    this.dueMs = nowMs + RETRY_MS;
  }
}

/** An entry to be fetched; of what is no id of a track nothing is asked: its trail begins now. */
export function trailEntry(trackId: string): TrailEntry {
  const entry = new TrailEntry(trackId);
  if (!isTrackId(trackId)) Object.assign(entry, { state: 'empty', dueMs: Number.POSITIVE_INFINITY });
  return entry;
}

/** How it stands with the trails of a box. */
export interface GroupState {
  readonly loading: number;
  readonly kept: number;
  readonly empty: number;
  readonly failed: number;
  readonly away: number;
}

export interface TrailsState {
  /** By `trackId`. */
  readonly focus: ReadonlyMap<string, TrailState>;
  readonly group: GroupState;
}

const NOBODY: GroupState = { loading: 0, kept: 0, empty: 0, failed: 0, away: 0 };
export const NO_TRAILS: TrailsState = { focus: new Map(), group: NOBODY };

export function trailsState(
  entries: ReadonlyMap<string, TrailEntry>,
  wishes: { readonly focus: readonly string[]; readonly group: readonly string[] },
): TrailsState {
  const stateOf = (trackId: string): TrailState | null => {
    const entry = entries.get(trackId);
    if (!entry) return null;
    return entry.state === 'empty' && entry.trail.size > 0 ? 'kept' : entry.state;
  };
  const group = { ...NOBODY };
  for (const trackId of wishes.group) {
    const state = stateOf(trackId);
    if (state) group[state]++;
  }
  const focus = new Map<string, TrailState>();
  for (const trackId of wishes.focus) {
    const state = stateOf(trackId);
    if (state) focus.set(trackId, state);
  }
  return { focus, group };
}
