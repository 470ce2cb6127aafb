/**
 * connecting: never yet heard. up: heard within three usual gaps. silent: connected (or bound) but nothing for three usual gaps.
 * down: the connection is lost or refused. ended: a recorded log was played to its end.
 */
export type FeedState = 'connecting' | 'up' | 'silent' | 'down' | 'ended';

/** One row of GET /api/v1/feeds and of `feeds:changed`. All counters are since the start of the server. */
export interface FeedStatus {
  readonly name: string;
  /** As configured, without anything secret. */
  readonly url: string;
  readonly state: FeedState;
  /** Epoch ms since when it is in this state. */
  readonly sinceMs: number;
  /** What is wrong, a short machine code (`refused`, `timeout`, `reset`, `not-found`, ...); null when nothing is. */
  readonly error: string | null;
  /** Receivers connected now (tcp-listen), else 0 or 1. */
  readonly connections: number;
  readonly lines: number;
  readonly messages: number;
  /** Messages already heard from another station within about a second. */
  readonly duplicates: number;
  /** Lines refused, by cause: checksum, malformed, armour, fragment, too-long, range, json-lat, no-site, ... */
  readonly rejected: Readonly<Record<string, number>>;
  /** Epoch ms of the last accepted sentence; null: none yet. */
  readonly lastHeardMs: number | null;
  /** Receiver's clock minus ours in ms, estimated from TAG times and from the times of a radar; null: it sends none. */
  readonly clockErrorMs: number | null;
  /** null: the feed is AIS only. */
  readonly radar: FeedRadar | null;
}

/** The radar of a feed, as configured, and what it says wrong. */
export interface FeedRadar {
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Degrees, -180 to 180, added by the sensor to what is true, and taken off by us. */
  readonly northErrorDeg: number;
  /** Cause and value of the newest refused line, such as `json-lat: 95.2`; null: none. */
  readonly lastRefused: string | null;
}
