import { KINDS, stateCode } from './kind.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LIVE = stateCode('live');
const STALE = stateCode('stale');
const LOST = stateCode('lost');

/** A lost slot and a second of delivery must not make a fast ship flicker: never stale sooner than this. */
const LIVE_AT_LEAST_MS = 10_000;
/** Reports missed until a track is no longer live. */
const LIVE_INTERVALS = 3;
/** A station which moves reports at least this often; slower ones rest. */
const MOVING_INTERVAL_MS = 30_000;
/** A track of one message only may be a garbled or invented MMSI: it goes this long after it is lost. */
const ONE_MESSAGE_MS = 10 * MINUTE;

/** Limits of silence of one kind, in ms: lost and gone, while it moves and while it rests. */
interface Limits {
  readonly movingLostMs: number;
  readonly restingLostMs: number;
  readonly movingGoneMs: number;
  readonly restingGoneMs: number;
}

const limits = (movingLost: number, restingLost: number, movingGone: number, restingGone: number): Limits => ({
  movingLostMs: movingLost * MINUTE,
  restingLostMs: restingLost * MINUTE,
  movingGoneMs: movingGone * HOUR,
  restingGoneMs: restingGone * HOUR,
});

/** Class A 6 min under way, 20 min at anchor, class B 15 min: the rule "AIS lost" of a port; the others by the same measure. */
const LIMITS: Readonly<Record<(typeof KINDS)[number], Limits>> = {
  'vessel-a': limits(6, 20, 2, 6),
  'vessel-b': limits(15, 30, 2, 6),
  auxiliary: limits(15, 30, 2, 6),
  'sar-aircraft': limits(6, 6, 1, 1),
  'base-station': limits(6, 6, 6, 6),
  aton: limits(30, 30, 12, 12),
  'aton-virtual': limits(30, 30, 12, 12),
  sart: limits(15, 15, 12, 12),
  mob: limits(15, 15, 12, 12),
  epirb: limits(15, 15, 12, 12),
  radar: limits(0.5, 0.5, 0.05, 0.05),
  own: limits(2, 2, 12, 12),
};
const BY_CODE: readonly Limits[] = KINDS.map((kind) => LIMITS[kind]);
const DEFAULT = LIMITS['vessel-a'];
const limitsOf = (kind: number): Limits => BY_CODE[kind] ?? DEFAULT;
const isMoving = (intervalMs: number): boolean => intervalMs <= MOVING_INTERVAL_MS;

/** Silence in ms after which a track of this expected interval is no longer live: three intervals, at least 10 s. */
export const staleAfterMs = (intervalMs: number): number => Math.max(LIVE_AT_LEAST_MS, LIVE_INTERVALS * intervalMs);

/** Silence in ms after which the place of a track says nothing any more. `kind`: code. */
export function lostAfterMs(kind: number, intervalMs: number): number {
  const { movingLostMs, restingLostMs } = limitsOf(kind);
  return Math.max(isMoving(intervalMs) ? movingLostMs : restingLostMs, staleAfterMs(intervalMs));
}

/** Silence in ms after which the track is dropped from the picture. `messages`: how many were ever heard of it. */
export function goneAfterMs(kind: number, intervalMs: number, messages: number): number {
  const { movingGoneMs, restingGoneMs } = limitsOf(kind);
  const goneMs = isMoving(intervalMs) ? movingGoneMs : restingGoneMs;
  const lostMs = lostAfterMs(kind, intervalMs);
  return Math.max(lostMs, messages <= 1 ? Math.min(goneMs, lostMs + ONE_MESSAGE_MS) : goneMs);
}

/** Code of the state of a track which has been silent for this many ms. */
export function stateAfter(silentMs: number, kind: number, intervalMs: number): number {
  if (silentMs <= staleAfterMs(intervalMs)) return LIVE;
  return silentMs <= lostAfterMs(kind, intervalMs) ? STALE : LOST;
}
