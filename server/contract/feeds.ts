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
  /** How well it measures, by the ships that tell by AIS where they are; left out or null: not known yet. */
  readonly health?: RadarHealth | null;
}

/**
 * up: as it should be. silent: nothing comes. drifting: measures bearings wrong by 1 degree or more, which is taken off. turned: the
 * same, of a sudden. doubtful: ships are not where it says and no turn explains it, so that it begins no new tracks.
 */
export type RadarState = 'up' | 'silent' | 'drifting' | 'turned' | 'doubtful';

/** One radar site as the picture knows it: in `feeds:changed`, and a row of GET /api/v1/radar/sites. */
export interface RadarHealth {
  readonly site: string;
  readonly lon: number;
  readonly lat: number;
  readonly state: RadarState;
  /** What it measures minus what is true: degrees and metres; null: too few ships to say. It is taken off. */
  readonly bearingErrorDeg: number | null;
  readonly rangeErrorM: number | null;
  /** Mean time of a turn of the antenna, ms; null: not known yet. */
  readonly scanMs: number | null;
  /** Of the ships heard on AIS in its reach the part that it sees, percent, 0-100; null: too few to say. */
  readonly seenPct: number | null;
  /** Epoch ms of its last report. */
  readonly lastMs: number;
}
