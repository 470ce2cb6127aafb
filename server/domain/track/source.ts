import { Pacing, ReceiverClock } from './receiver-clock.ts';

/** Sources kept apart at most: stations beyond (names come from outside) count as the feed's unnamed one. */
const MAX_SOURCES = 4_000;
/** A station is not called silent sooner than this, ms. */
const SILENT_AT_LEAST_MS = 30_000;
/** Usual gaps of silence until a station counts as silent. */
const SILENT_GAPS = 3;

/** One receiver: a station of a feed. */
export class Source {
  readonly clock = new ReceiverClock();
  readonly pacing = new Pacing();
  /** Our time of its last sentence, epoch ms. */
  lastMs = 0;
  /** The gap between two sentences it sometimes leaves, ms: follows long ones soon and short ones slowly. */
  usualGapMs = 1_000;

  constructor(
    /** Number of the source, from 0. */
    readonly index: number,
    readonly feed: string,
    /** Empty: the feed names none. */
    readonly station: string,
  ) {}

  /** It was heard at this time by our clock, epoch ms. */
  hear(receivedMs: number): void {
    if (this.lastMs > 0) {
      const gapMs = Math.max(0, receivedMs - this.lastMs);
      this.usualGapMs += (gapMs - this.usualGapMs) * (gapMs > this.usualGapMs ? 0.5 : 0.01);
    }
    this.lastMs = receivedMs;
  }

  /** Nothing heard for three usual gaps, at least 30 s. */
  isSilent(nowMs: number): boolean {
    return nowMs - this.lastMs > Math.max(SILENT_AT_LEAST_MS, SILENT_GAPS * this.usualGapMs);
  }
}

/** All receivers, by feed and station. */
export class Sources {
  readonly list: Source[] = [];
  private readonly byFeed = new Map<string, Map<string, Source>>();
  private last: Source | null = null;
  private lastFeed = '';
  private lastStations: Map<string, Source> | undefined;

  /** The receiver of this name, where it was heard. */
  find(feed: string, station: string): Source | undefined {
    return this.byFeed.get(feed)?.get(station);
  }

  /** The receiver of this name; a new one where it was never heard. */
  of(feed: string, station: string): Source {
    const last = this.last;
    if (last !== null && last.station === station && last.feed === feed) return last;
    const stations = this.stationsOf(feed);
    let source = stations.get(station);
    if (source === undefined) {
      if (this.list.length >= MAX_SOURCES && station !== '') return this.of(feed, '');
      source = new Source(this.list.length, feed, station);
      this.list.push(source);
      stations.set(station, source);
    }
    this.last = source;
    return source;
  }

  /** Stations of the feed; many of one feed speak in turn. */
  private stationsOf(feed: string): Map<string, Source> {
    if (this.lastStations !== undefined && this.lastFeed === feed) return this.lastStations;
    let stations = this.byFeed.get(feed);
    if (stations === undefined) {
      stations = new Map();
      this.byFeed.set(feed, stations);
    }
    this.lastFeed = feed;
    this.lastStations = stations;
    return stations;
  }
}
