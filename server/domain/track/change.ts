/**
 * appeared: a new track. fix: a new position (shown, or, `suspect`, held back). late: a position older than the one shown.
 * identity: name, type, size, voyage. state: live, stale, lost, or reception of its area. gone: the row is freed right after.
 */
export type What = 'appeared' | 'fix' | 'late' | 'identity' | 'state' | 'gone';

/** One position report as accepted, in the units of the track table. */
export interface Fix {
  /** Message time by our clock, epoch ms, never after `receivedMs`. */
  readonly fixMs: number;
  /** Our time of receipt, epoch ms. */
  readonly receivedMs: number;
  /** 1/600,000 degree. */
  readonly lon: number;
  readonly lat: number;
  /** Tenths of a knot; 0xffff: not available. */
  readonly sog: number;
  /** Tenths of a degree true, 0-3599; 0xffff: not available. */
  readonly cog: number;
  /** Degrees true, 0-359; 0xffff: not available. */
  readonly heading: number;
  /** AIS rate-of-turn indicator; -128: not available. */
  readonly rot: number;
  /** AIS navigational status; 15: not defined. */
  readonly navStatus: number;
  readonly feed: string;
  /** Empty: the feed names none. */
  readonly station: string;
  /** Position of high accuracy (better than 10 m). */
  readonly accurate: boolean;
  /** By a type 27: 1/10 minute. */
  readonly coarse: boolean;
  /** Older than the position shown when it came. */
  readonly late: boolean;
  /** An implausible jump: not shown, and not confirmed (yet). */
  readonly suspect: boolean;
}

/** What changed of which row. The object and its fix are used again for the next change: copy what you keep. */
export interface TrackChange {
  readonly row: number;
  readonly what: What;
  /** With `fix` and `late`, else null. */
  readonly fix: Fix | null;
}

/** The fix which is filled again and again. */
export type FixBuffer = { -readonly [K in keyof Fix]: Fix[K] };

/** An empty fix of final shape. */
export const blankFix = (): FixBuffer => ({
  fixMs: 0.5,
  receivedMs: 0.5,
  lon: 0,
  lat: 0,
  sog: 0,
  cog: 0,
  heading: 0,
  rot: 0,
  navStatus: 15,
  feed: '',
  station: '',
  accurate: false,
  coarse: false,
  late: false,
  suspect: false,
});
