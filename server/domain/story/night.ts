import { destination, distanceM, type LonLat } from '../geo/geodesy.ts';
import { between, hash32, pick } from '../random.ts';
import { knotsToMps } from '../units.ts';
import { APPROACH_SPOTS, type ApproachSpot, BOAT_WAYS, type BoatWays } from './places.ts';

/** 01:00 JST of the story's night, epoch ms: the moment the scenario's table is drawn for. */
export const STORY_MS = Date.UTC(2026, 10, 23, 16, 0);
/** The seed whose night has the places, names and times of the scenario's table. */
export const CANONICAL_SEED = 7;

const MINUTE_MS = 60_000;
/** Epoch ms of a time of the canonical night, JST; 12:00 to 23:59 are of the evening before. */
export const nightMs = (hour: number, minute: number, second = 0): number =>
  STORY_MS + ((hour >= 12 ? hour - 25 : hour - 1) * 3600 + minute * 60 + second) * 1000;

/** Other seeds begin the night up to this much earlier or later. */
const MOST_SHIFT_MIN = 25;
/** Mean speeds of the boat over her ways, knots: from basin to coast, on to where she waits, with the bundle north, home. */
const BOAT_KN = { outward: 7.27, onward: 8.6, northward: 24.1, homeward: 22.7 };
/** The mother ship drops the float when she has come this far past the spot, metres, and is back at speed after `BACK_M`. */
const DROP_M = 225;
const BACK_M = 1615;
/** Her course over the drop is this much to starboard of the one before, degrees. */
const VEER_DEG = 14;
const MOTHERS = ['NORTH CANDLE', 'BLUE HERALD', 'PALE HARBOUR', 'IRON SPARROW', 'FAR MERIDIAN', 'QUIET DAWN', 'GREEN PENNANT']; // biome-ignore format: a list of names

/** Epoch ms of what the persons of the sea do, in order. */
export interface NightTimes {
  /** The notice of the mother ship's call arrives. */
  readonly notice: number;
  /** The boat leaves her basin. */
  readonly leaves: number;
  /** She passes the point at which radar has her southbound, `southbound` of the ways' `outward`. */
  readonly southbound: number;
  /** She lies in wait, and sets off again. */
  readonly lies: number;
  readonly setsOff: number;
  /** The mother ship passes the spot, slowing; her AIS is silent from `dark` to `back`; the float goes over the side at `drop`. */
  readonly slows: number;
  readonly dark: number;
  readonly drop: number;
  readonly back: number;
  /** The boat circles from `circles` to `runs` and lifts the float at `lifts`. */
  readonly circles: number;
  readonly lifts: number;
  readonly runs: number;
  /** She is over on the other side of the bay, in her basin, boarded. */
  readonly crosses: number;
  readonly basin: number;
  readonly boarded: number;
  /** The mother ship is fast at her berth. */
  readonly berthed: number;
}

/** The persons, places and times of one seed's night. */
export interface Night {
  readonly seed: number;
  /** True: the night of the scenario's table. */
  readonly isCanonical: boolean;
  /** Milliseconds that this night is later than the table's. */
  readonly shiftMs: number;
  readonly mother: {
    readonly name: string;
    readonly spot: ApproachSpot;
    /** Where she is back at speed. */
    readonly back: LonLat;
  };
  /** The current that takes the float: knots, degrees true. */
  readonly drift: { readonly speedKn: number; readonly courseDeg: number };
  /** Where the float goes into the water. */
  readonly drop: LonLat;
  /** Middle and radius of the circles of the boat, metres. */
  readonly circle: LonLat & { readonly radiusM: number };
  /** The boat that fetches it: the label of her track, her ways. */
  readonly boat: { readonly label: string; readonly ways: BoatWays };
  readonly times: NightTimes;
}

/** The night of a seed: the scenario's for {@link CANONICAL_SEED}, for any other moved, renamed and retimed. */
export function nightOf(seed: number): Night {
  const isCanonical = seed === CANONICAL_SEED;
  const shiftMs = isCanonical ? 0 : Math.floor(between(-MOST_SHIFT_MIN, MOST_SHIFT_MIN + 1, seed, 401)) * MINUTE_MS;
  const spot = isCanonical ? (APPROACH_SPOTS[0] as ApproachSpot) : pick(APPROACH_SPOTS, seed, 402);
  const ways = isCanonical ? (BOAT_WAYS[0] as BoatWays) : pick(BOAT_WAYS, seed, 403);
  const drift = isCanonical
    ? { speedKn: 0.6, courseDeg: 30 }
    : { speedKn: between(0.4, 0.7, seed, 404), courseDeg: Math.round(between(5, 55, seed, 405)) };
  const courseDeg = spot.courseDeg + VEER_DEG;
  const drop = destination(spot, courseDeg, DROP_M);
  const early = {
    notice: nightMs(21, 40) + shiftMs,
    slows: nightMs(0, 58) + shiftMs,
    dark: nightMs(0, 59) + shiftMs,
    drop: nightMs(0, 59, 30) + shiftMs,
    back: nightMs(1, 7) + shiftMs,
    circles: nightMs(1, 31) + shiftMs,
    lifts: nightMs(1, 33) + shiftMs,
    runs: nightMs(1, 49) + shiftMs,
    berthed: nightMs(4, 50) + shiftMs,
  };
  // the middle of the circles is where the float is some minutes after they lift it
  const centre = drifted(drop, drift, early.circles + 8 * MINUTE_MS - early.drop);
  const circle = { ...centre, radiusM: distanceM(centre, drifted(drop, drift, early.lifts - early.drop)) };
  return {
    seed,
    isCanonical,
    shiftMs,
    mother: {
      name: isCanonical ? 'SEA LANTERN' : pick(MOTHERS, seed, 406),
      spot,
      back: destination(spot, courseDeg, BACK_M),
    },
    drift,
    drop,
    circle,
    boat: { label: isCanonical ? 'K-17' : `K-${11 + (hash32(seed, 407) % 80)}`, ways },
    times: { ...early, ...boatTimes(ways, circle, early, seed) },
  };
}

type BoatTimes = Pick<NightTimes, 'leaves' | 'southbound' | 'lies' | 'setsOff' | 'crosses' | 'basin' | 'boarded'>;

/** The times that follow from the lengths of the boat's ways. */
function boatTimes(
  ways: BoatWays,
  circle: LonLat,
  { notice, circles, runs }: { notice: number; circles: number; runs: number },
  seed: number,
): BoatTimes {
  const after = (way: readonly LonLat[], speedKn: number) =>
    Math.round(lengthM(way) / knotsToMps(speedKn) / 60) * MINUTE_MS;
  const leaves = notice + 75 * MINUTE_MS;
  const southbound = leaves + after(ways.outward, BOAT_KN.outward);
  const lies = southbound + after(ways.onward, BOAT_KN.onward);
  const wait = ways.onward.at(-1) as LonLat;
  const setsOff = circles - after([wait, circle], between(8.5, 10, seed, 408));
  const crosses = runs + after([circle, ...ways.northward], BOAT_KN.northward);
  const basin = crosses + after(ways.homeward, BOAT_KN.homeward);
  return { leaves, southbound, lies, setsOff, crosses, basin, boarded: basin + 5 * MINUTE_MS };
}

const lengthM = (way: readonly LonLat[]): number =>
  way.slice(1).reduce((sum, point, i) => sum + distanceM(way[i] as LonLat, point), 0);

const drifted = (from: LonLat, { speedKn, courseDeg }: Night['drift'], afterMs: number): LonLat =>
  destination(from, courseDeg, (knotsToMps(speedKn) * afterMs) / 1000);

/** Where the float is; null: not in the water. */
export function floatAt({ drop, drift, times }: Night, tMs: number): LonLat | null {
  return tMs < times.drop || tMs >= times.lifts ? null : drifted(drop, drift, tMs - times.drop);
}

/** The circle in which a thing dropped must be looked for; the radius grows by 0.3 of the drift. Null: nothing was dropped yet. */
export function datumAt({ drop, drift, times }: Night, tMs: number): (LonLat & { radiusM: number }) | null {
  if (tMs < times.drop) return null;
  const centre = drifted(drop, drift, tMs - times.drop);
  return { ...centre, radiusM: 100 + 0.3 * distanceM(drop, centre) };
}
