import type { AisMessage } from '../ais/message.ts';
import { METRES_PER_NM } from '../units.ts';
import { SLOWEST_INTERVAL_MS } from './interval.ts';
import { kindCode } from './kind.ts';
import type { Source } from './source.ts';
import { UNITS_PER_DEGREE } from './track-table.ts';

/** Length of one unit of latitude (1/600,000 degree) in metres, on the mean sphere (IUGG R1 = 6,371,008.8 m). */
const METRES_PER_UNIT = (6_371_008.8 * Math.PI) / 180 / UNITS_PER_DEGREE;
const RADIANS_PER_UNIT = Math.PI / 180 / UNITS_PER_DEGREE;
const HALF_TURN = 180 * UNITS_PER_DEGREE;
/** Moves up to this far are never a jump: noise of the fix, and uncertainty of time at usual speeds. */
const NO_JUMP_M = 500;
/** Offsets below this many units (lon and lat alike) stay within `NO_JUMP_M` anywhere: the quick way out. */
const QUICK_UNITS = 1_900;
/** A type 27 has a position of 1/10 minute only. */
const COARSE_M = 400;
/** TAG times may be cut to whole seconds. */
const TAG_STEP_MS = 1_000;
/** The UTC second and our clock may disagree by this much, ms, before the pair is not believed. */
const SECOND_SLACK_MS = 15_000;

/** Above these implied speeds, knots, a jump is implausible (the port's rule "teleport": 60, small craft 80). */
const LIMIT_KN = 60;
const SMALL_CRAFT_KN = 80;
const AIRCRAFT_KN = 600;
const VESSEL_B = kindCode('vessel-b');
const AUXILIARY = kindCode('auxiliary');
const SAR_AIRCRAFT = kindCode('sar-aircraft');

/** Where and when a craft was by one report. lon, lat: 1/600,000 degree. */
export interface Sighting {
  readonly lon: number;
  readonly lat: number;
  /** TAG time as sent, epoch ms; NaN: none. */
  readonly tagMs: number;
  /** 0-59; 60 and above: none. */
  readonly utcSecond: number;
  /** Our time of receipt, epoch ms. */
  readonly receivedMs: number;
  readonly source: Source;
  /** Position by a type 27. */
  readonly coarse: boolean;
}

/** Where and when by this message. */
export const sightingOf = (message: AisMessage, source: Source, receivedMs: number): Sighting => ({
  lon: message.lon,
  lat: message.lat,
  tagMs: message.tagMs,
  utcSecond: message.utcSecond,
  receivedMs,
  source,
  coarse: message.type === 27,
});

/** Distance in metres between two positions in 1/600,000 degree; flat earth, good to 1 % up to some 100 nm. */
export function unitsDistanceM(lonA: number, latA: number, lonB: number, latB: number): number {
  let dLon = Math.abs(lonB - lonA);
  if (dLon > HALF_TURN) dLon = 2 * HALF_TURN - dLon;
  const x = dLon * Math.cos(((latA + latB) / 2) * RADIANS_PER_UNIT);
  const y = latB - latA;
  return Math.sqrt(x * x + y * y) * METRES_PER_UNIT;
}

/**
 * Milliseconds that passed between two reports of a craft which sends every `intervalMs`: by TAG time; else by UTC second where
 * sentences come as they are sent; else receipt, and at least the interval. Where they do not come so (a capture in one burst), at
 * least the slowest interval, since nothing tells how long it was.
 */
export function elapsedMs(a: Sighting, b: Sighting, intervalMs: number): number {
  if (!Number.isNaN(a.tagMs) && !Number.isNaN(b.tagMs)) {
    const passed =
      a.source === b.source ? b.tagMs - a.tagMs : b.source.clock.ours(b.tagMs) - a.source.clock.ours(a.tagMs);
    return Math.abs(passed) + TAG_STEP_MS;
  }
  const receivedMs = Math.abs(b.receivedMs - a.receivedMs);
  if (!b.source.pacing.steady) return Math.max(receivedMs, intervalMs, SLOWEST_INTERVAL_MS);
  if (a.utcSecond < 60 && b.utcSecond < 60) {
    const secondsMs = ((b.utcSecond - a.utcSecond + 60) % 60) * 1000;
    const passed = secondsMs + 60_000 * Math.round((receivedMs - secondsMs) / 60_000);
    if (Math.abs(passed - receivedMs) <= SECOND_SLACK_MS) return Math.max(passed, TAG_STEP_MS);
  }
  return Math.max(receivedMs, intervalMs);
}

/** Highest speed believed, knots, of a kind (code). */
export function speedLimitKn(kind: number): number {
  if (kind === SAR_AIRCRAFT) return AIRCRAFT_KN;
  return kind === VESSEL_B || kind === AUXILIARY ? SMALL_CRAFT_KN : LIMIT_KN;
}

/** True: so little apart (1/600,000 degree) that it is never a jump, anywhere on earth. */
export const isNear = (dLon: number, dLat: number): boolean =>
  dLat < QUICK_UNITS && dLat > -QUICK_UNITS && dLon < QUICK_UNITS && dLon > -QUICK_UNITS;

/** True: no craft of this kind (code) can have gone from one to the other in the time between. */
export function isJump(a: Sighting, b: Sighting, kind: number, intervalMs: number): boolean {
  if (isNear(b.lon - a.lon, b.lat - a.lat)) return false;
  const slackM = NO_JUMP_M + (a.coarse || b.coarse ? COARSE_M : 0);
  const distanceM = unitsDistanceM(a.lon, a.lat, b.lon, b.lat);
  if (distanceM <= slackM) return false;
  const hours = elapsedMs(a, b, intervalMs) / 3_600_000;
  return distanceM / METRES_PER_NM > speedLimitKn(kind) * hours;
}
