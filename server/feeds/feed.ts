import type { FeedRadar, FeedState, FeedStatus } from '../contract/feeds.ts';
import type { FeedPlan } from './feed-url.ts';

/** Before its rhythm is known a feed may be quiet this long. */
const FIRST_GAP_MS = 10_000;
/** A feed's usual gap is at least this, so that a fast one is not called silent at every hiccup. */
const SHORTEST_GAP_MS = 1_000;
/** A radar may tell all its targets at once and then nothing for a turn of the antenna, 1.25 to 5 s. */
const SHORTEST_RADAR_GAP_MS = 5_000;
/** ... and at most this, so that a quiet one is still called silent some day. */
const LONGEST_GAP_MS = 60_000;
/** Silent after this many usual gaps. */
const GAPS = 3;
/** Weight of the newest gap in the running mean. */
const NEWEST = 0.05;
const CLOCK_SAMPLES = 31;

/** Counters of one decoder, as they stand. */
export interface DecoderCounts {
  readonly lines: number;
  readonly messages: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Newest refusal by a radar decoder; null: none. */
  readonly lastRefused?: string | null;
}

/** Two times: the clock people see, and one that only goes forward for measuring gaps. Both in ms. */
export interface FeedClock {
  nowMs(): number;
  elapsedMs(): number;
}

/** What is known of one feed: its state by what was heard and when, and its counters. No I/O. */
export class Feed {
  connections = 0;
  duplicates = 0;
  private state: FeedState = 'connecting';
  private sinceMs: number;
  private error: string | null = null;
  private lastHeardMs: number | null = null;
  private lastHeardAt = 0;
  private connectedAt = 0;
  private meanGapMs = FIRST_GAP_MS;
  private readonly closed = { lines: 0, messages: 0, rejected: new Map<string, number>() };
  private lastRefused: string | null = null;
  private readonly shortestGapMs: number;
  private readonly open = new Set<() => DecoderCounts>();
  private readonly clockErrors: number[] = [];
  private clockAt = 0;

  constructor(
    readonly plan: FeedPlan,
    private readonly clock: FeedClock,
    private readonly changed: () => void,
  ) {
    this.sinceMs = clock.nowMs();
    this.shortestGapMs = plan.radar ? SHORTEST_RADAR_GAP_MS : SHORTEST_GAP_MS;
  }

  /** Counters of a decoder that lives as long as its connection; the answer ends its life and keeps its counts. */
  count(counts: () => DecoderCounts): () => void {
    this.open.add(counts);
    return () => {
      if (!this.open.delete(counts)) return;
      const last = counts();
      this.closed.lines += last.lines;
      this.closed.messages += last.messages;
      this.lastRefused = last.lastRefused ?? this.lastRefused;
      for (const [cause, n] of Object.entries(last.rejected)) if (n > 0) this.refuse(cause, n);
    };
  }

  /** Something was refused before it reached a decoder (`connections`, `address`). */
  refuse(cause: string, n = 1): void {
    this.closed.rejected.set(cause, (this.closed.rejected.get(cause) ?? 0) + n);
  }

  /** A link is there (or a socket bound), nothing heard on it yet. */
  connected(): void {
    this.connectedAt = this.clock.elapsedMs();
    this.meanGapMs = Math.max(this.meanGapMs, this.shortestGapMs);
    this.become(this.state === 'up' ? 'up' : 'connecting', null);
  }

  /** An accepted sentence; `tagMs` NaN: it had no time. */
  heard(tagMs: number): void {
    const at = this.clock.elapsedMs();
    const nowMs = this.clock.nowMs();
    if (this.lastHeardMs !== null) {
      const gapMs = Math.min(LONGEST_GAP_MS, at - Math.max(this.lastHeardAt, this.connectedAt));
      this.meanGapMs += NEWEST * (gapMs - this.meanGapMs);
    }
    this.lastHeardMs = nowMs;
    this.lastHeardAt = at;
    if (!Number.isNaN(tagMs)) this.clockErrors[this.clockAt++ % CLOCK_SAMPLES] = tagMs - nowMs;
    if (this.state !== 'up') this.become('up', null);
  }

  down(error: string): void {
    this.become('down', error);
  }

  ended(): void {
    this.become('ended', null);
  }

  /** Milliseconds without a sentence after which it is silent: three usual gaps. */
  get patienceMs(): number {
    return GAPS * Math.min(LONGEST_GAP_MS, Math.max(this.shortestGapMs, this.meanGapMs));
  }

  /** Milliseconds since the last sentence or, before the first, since the link was made. */
  get quietMs(): number {
    return this.clock.elapsedMs() - Math.max(this.lastHeardAt, this.connectedAt);
  }

  /** To be called once a second. */
  tick(): void {
    if (
      (this.state === 'up' || this.state === 'connecting') &&
      this.connectedAt > 0 &&
      this.quietMs > this.patienceMs
    ) {
      this.become('silent', null);
    }
  }

  status(): FeedStatus {
    const rejected = new Map(this.closed.rejected);
    let { lines, messages } = this.closed;
    let { lastRefused } = this;
    for (const counts of this.open) {
      const now = counts();
      lines += now.lines;
      messages += now.messages;
      lastRefused = now.lastRefused ?? lastRefused;
      for (const [cause, n] of Object.entries(now.rejected))
        if (n > 0) rejected.set(cause, (rejected.get(cause) ?? 0) + n);
    }
    return {
      name: this.plan.name,
      url: this.plan.url,
      state: this.state,
      sinceMs: this.sinceMs,
      error: this.error,
      connections: this.connections,
      lines,
      messages,
      duplicates: this.duplicates,
      rejected: Object.fromEntries(rejected),
      lastHeardMs: this.lastHeardMs,
      clockErrorMs: this.clockErrorMs(),
      radar: this.radar(lastRefused),
    };
  }

  private radar(lastRefused: string | null): FeedRadar | null {
    const { radar } = this.plan;
    if (!radar) return null;
    const { lon, lat } = radar.site;
    return { lon, lat, northErrorDeg: radar.northErrorDeg, lastRefused };
  }

  /** Median of the newest samples: the receiver's clock minus ours. */
  private clockErrorMs(): number | null {
    if (this.clockErrors.length === 0) return null;
    const sorted = [...this.clockErrors].sort((a, b) => a - b);
    return Math.round(sorted[sorted.length >> 1] ?? 0);
  }

  private become(state: FeedState, error: string | null): void {
    if (this.state === state && this.error === error) return;
    if (this.state !== state) this.sinceMs = this.clock.nowMs();
    this.state = state;
    this.error = error;
    this.changed();
  }
}
