import { type Kind, kindCode } from './kind.ts';
import { NONE_16 } from './track-table.ts';

const SECOND = 1000;
const MINUTE = 60_000;
const CODE = (kind: Kind): number => kindCode(kind);
const VESSEL_A = CODE('vessel-a');
const VESSEL_B = CODE('vessel-b');
const AUXILIARY = CODE('auxiliary');

/** Milliseconds between the reports of the kinds which have one interval only; 0: it depends (see `expectedIntervalMs`). */
const FIXED_MS: Readonly<Record<Kind, number>> = {
  'vessel-a': 0,
  'vessel-b': 0,
  auxiliary: 0,
  'sar-aircraft': 10 * SECOND,
  'base-station': 10 * SECOND,
  aton: 3 * MINUTE,
  'aton-virtual': 3 * MINUTE,
  sart: MINUTE,
  mob: MINUTE,
  epirb: MINUTE,
  radar: 3 * SECOND,
  own: 10 * SECOND,
};
const FIXED_BY_CODE = new Uint32Array(256);
for (const kind of Object.keys(FIXED_MS) as Kind[]) FIXED_BY_CODE[CODE(kind)] = FIXED_MS[kind];

/** The slowest interval of a mobile station (ITU-R M.1371-5 tables 1 and 2: at anchor, moored, hardly moving). */
export const SLOWEST_INTERVAL_MS = 3 * MINUTE;

/** The rate-of-turn indicator from which a class A ship counts as changing course: 4.733 * sqrt(10 degrees a minute). */
const TURNING = 15;
const AT_ANCHOR = 1;
const MOORED = 5;
const AGROUND = 6;

/** What the interval of a track depends on. */
export interface Pace {
  /** Code of the kind. */
  readonly kind: number;
  /** AIS navigational status. */
  readonly navStatus: number;
  /** Tenths of a knot; NONE_16: not available. */
  readonly sog: number;
  /** AIS rate-of-turn indicator; -128: not available. */
  readonly rot: number;
}

/** Class A, ITU-R M.1371-5 annex 1 table 1; a ship aground is treated like one at anchor (IEC 61993-2). */
function classAIntervalMs(navStatus: number, sog: number, rot: number): number {
  const known = sog !== NONE_16;
  const resting = navStatus === AT_ANCHOR || navStatus === MOORED || navStatus === AGROUND;
  if (resting) return known && sog > 30 ? 10 * SECOND : SLOWEST_INTERVAL_MS;
  const turning = rot >= TURNING || (rot <= -TURNING && rot !== -128);
  if (!known || sog <= 140) return turning ? 3_333 : 10 * SECOND;
  if (sog <= 230) return turning ? 2 * SECOND : 6 * SECOND;
  return 2 * SECOND;
}

/**
 * Expected milliseconds between position reports, by kind, status, speed and turn: ITU-R M.1371-5 annex 1 tables 1 and 2; AtoN
 * and base stations there too; AIS-SART, MOB and EPIRB one burst a minute (annex 9). Class B is reckoned as "CS" (30 s, 3 min when
 * not above 2 kn), since a message does not tell it from "SO", which sends more often. Radar and own boats: our own choice.
 */
export function expectedIntervalMs({ kind, navStatus, sog, rot }: Pace): number {
  if (kind === VESSEL_A) return classAIntervalMs(navStatus, sog, rot);
  if (kind === VESSEL_B || kind === AUXILIARY) return sog !== NONE_16 && sog > 20 ? 30 * SECOND : SLOWEST_INTERVAL_MS;
  return FIXED_BY_CODE[kind] ?? SLOWEST_INTERVAL_MS;
}
