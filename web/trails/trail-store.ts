import { FLAG } from '../../server/domain/track/kind.ts';
import { staleAfterMs } from '../../server/domain/track/lifetime.ts';
import { NO_POSITION, NONE_16 } from '../../server/domain/track/track-table.ts';
import type { ShownTrail, TrailSource } from '../map/trail-rows.ts';
import type { PictureStore, RowRange } from '../net/picture-store.ts';
import { Signal } from '../net/signal.ts';
import { wayMs } from '../net/way.ts';
import type { Fix } from './trail.ts';
import { NO_TRAILS, type TrailEntry, type TrailsState, trailEntry, trailsState } from './trail-entry.ts';
import { nextErrand } from './trail-errand.ts';
import type { TrailsOutcome, TrailsQuery } from './trails-api.ts';

export interface TrailWishes {
  /** Of the selected and the followed vessel. */
  readonly focus: readonly string[];
  /** Of a box. */
  readonly group: readonly string[];
  /** 0: no trails at all. */
  readonly spanMs: number;
}

export interface TrailStoreOptions {
  readonly picture: PictureStore;
  /** Story time, epoch ms; null: not known yet. */
  readonly storyMs: () => number | null;
  /** Story seconds a second. */
  readonly rate: () => number;
  /** Real milliseconds that only run forward. */
  readonly nowMs: () => number;
  readonly ask: (query: TrailsQuery) => Promise<TrailsOutcome>;
  readonly onUnauthenticated: () => void;
  /** Calls `look` again and again until the function it returns is called. */
  readonly repeat: (look: () => void) => () => void;
}

/** Not to be shown as where the vessel was: doubted, or not heard by this run of the server. */
const UNFIT = FLAG.suspect | FLAG.restored;

/** The trails that are wished for: fetched once, lengthened by what is heard, their tails fetched again and again. */
export class TrailStore implements TrailSource {
  shown: readonly ShownTrail[] = [];
  spanMs = 0;
  readonly state = new Signal<TrailsState>(NO_TRAILS);
  private wishes: TrailWishes = { focus: [], group: [], spanMs: 0 };
  private readonly entries = new Map<string, TrailEntry>();
  private readonly listeners = new Set<() => void>();
  private errand: AbortController | null = null;
  private readonly fix: Fix = { atMs: 0, lon: 0, lat: 0, sog: NONE_16, cog: NONE_16 };

  constructor(private readonly options: TrailStoreOptions) {}

  /** Begins to listen and to ask; returns how to stop it. */
  open(): () => void {
    const { picture, repeat } = this.options;
    const stops = [picture.onChange((range) => this.hear(range)), repeat(() => void this.run())];
    return () => {
      for (const stop of stops) stop();
      this.errand?.abort();
      this.errand = null;
    };
  }

  want(wishes: TrailWishes): void {
    this.wishes = wishes;
    this.spanMs = wishes.spanMs;
    const wanted = wishes.spanMs === 0 ? [] : [...new Set([...wishes.focus, ...wishes.group])];
    for (const trackId of this.entries.keys()) if (!wanted.includes(trackId)) this.entries.delete(trackId);
    const oldestMs = this.oldestMs();
    for (const trackId of wanted) {
      const entry = this.entries.get(trackId);
      if (!entry) this.entries.set(trackId, trailEntry(trackId));
      else if (oldestMs !== null && entry.fromMs > oldestMs) Object.assign(entry, { state: 'loading', dueMs: 0 });
      else if (oldestMs !== null) entry.trail.dropBefore(oldestMs);
    }
    // what is under way may be of no use any more; what is of use is asked again
    this.errand?.abort();
    this.errand = null;
    this.show();
    void this.run();
  }

  /** What failed is tried at once; after a lost link all tails are fetched. */
  refresh(): void {
    for (const entry of this.entries.values()) entry.dueMs = 0;
    void this.run();
  }

  /** Time of the last position drawn of a track, epoch ms; null: none is. */
  lastMs(trackId: string): number | null {
    return this.entries.get(trackId)?.trail.lastMs ?? null;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** One errand after the other: what is selected first. */
  private async run(): Promise<void> {
    const oldestMs = this.oldestMs();
    if (this.errand || oldestMs === null || this.spanMs === 0) return;
    const errand = nextErrand(this.inOrder(), { nowMs: this.options.nowMs(), oldestMs, spanMs: this.spanMs });
    if (!errand) return;
    const stop = new AbortController();
    this.errand = stop;
    const { fromMs, entries } = errand;
    const askedMs = oldestMs + this.spanMs;
    const outcome = await this.options
      .ask({ trackIds: entries.map(({ trackId }) => trackId), fromMs, signal: stop.signal })
      .catch((): TrailsOutcome => ({ kind: 'failed' })); // only when given up, which is looked at next
    if (stop.signal.aborted) return;
    this.errand = null;
    if (outcome.kind === 'unauthenticated') return this.options.onUnauthenticated();
    for (const entry of entries) this.settle(entry, outcome, { fromMs, askedMs });
    this.show();
    void this.run();
  }

  private inOrder(): TrailEntry[] {
    const { focus, group } = this.wishes;
    return [...new Set([...focus, ...group])].flatMap((trackId) => this.entries.get(trackId) ?? []);
  }

  private settle(
    entry: TrailEntry,
    outcome: Exclude<TrailsOutcome, { kind: 'unauthenticated' }>,
    { fromMs, askedMs }: { fromMs: number; askedMs: number },
  ): void {
    if (outcome.kind !== 'found') {
      entry.fail(outcome.kind, this.options.nowMs());
      return;
    }
    entry.take(outcome.trails.get(entry.trackId), { fromMs, askedMs, nowMs: this.options.nowMs() });
    const oldestMs = this.oldestMs();
    if (oldestMs !== null) entry.trail.dropBefore(oldestMs);
    this.hearRow(entry, this.options.picture.rowOfTrack(entry.trackId));
  }

  /** A frame came: positions of the shown tracks lengthen their trails. Hot: no allocation per frame. */
  private hear({ from, to }: RowRange): void {
    let longer = false;
    for (const entry of this.entries.values()) {
      const row = this.options.picture.rowOfTrack(entry.trackId);
      if (row >= from && row < to && this.hearRow(entry, row)) longer = true;
    }
    if (!longer) return;
    let drawn = 0;
    for (const { trail } of this.entries.values()) if (trail.size > 0) drawn++;
    if (drawn > this.shown.length) this.show();
    else this.tell();
  }

  private hearRow(entry: TrailEntry, row: number): boolean {
    const { picture } = this.options;
    const lon = picture.lon[row] ?? NO_POSITION;
    if (row < 0 || lon === NO_POSITION || entry.state === 'loading' || ((picture.flags[row] ?? 0) & UNFIT) !== 0)
      return false;
    this.fix.atMs = picture.heardMs[row] ?? 0;
    this.fix.lon = lon;
    this.fix.lat = picture.lat[row] ?? 0;
    this.fix.sog = picture.sog[row] ?? NONE_16;
    this.fix.cog = picture.cog[row] ?? NONE_16;
    return entry.trail.hear(this.fix, staleAfterMs(picture.intervalMs[row] ?? 0) + wayMs(this.options.rate()));
  }

  private show(): void {
    const focus = new Set(this.wishes.focus);
    this.shown = [...this.entries.values()]
      .filter(({ trail }) => trail.size > 0)
      .map(({ trackId, trail }) => ({ row: trail, focus: focus.has(trackId) }));
    this.state.set(trailsState(this.entries, this.wishes));
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private oldestMs(): number | null {
    const storyMs = this.options.storyMs();
    return storyMs === null ? null : storyMs - this.spanMs;
  }
}
