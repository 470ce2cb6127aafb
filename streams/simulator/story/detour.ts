import { destination, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Bay } from '../bay.ts';
import type { Place } from '../berths.ts';
import { GROUPS } from '../groups.ts';
import { type Leg, moored, type Pose, type Stage, sail } from '../leg.ts';
import type { Plan } from '../plan.ts';
import { Route, Sailing } from '../route.ts';
import type { Vessel } from '../vessel.ts';

const MINUTE_MS = 60_000;
/** A vessel turns at her quay in the first and last minutes: she is at rest from then on. */
const SETTLED_MS = 6 * MINUTE_MS;
const SEARCH_MS = 12 * 60 * MINUTE_MS;

/** A time, from quay to quay, in which a vessel does what the story wants instead of what her slot has for her; epoch ms. */
export interface Detour {
  readonly slot: number;
  readonly beginMs: number;
  readonly endMs: number;
  readonly plan: Plan;
}

/** Vessels as their slots have them, without detours. */
export interface Sea {
  readonly bay: Bay;
  readonly size: number;
  readonly vessel: (slot: number, tMs: number) => Vessel;
}

/** What she goes out for: legs without a break from `fromMs` on. */
export interface Errand {
  readonly fromMs: number;
  /** Open water by which she comes and goes; left out: where the errand begins, near her quay. */
  readonly by?: LonLat;
  readonly legs: readonly Leg[];
  /** How fast she comes and goes, knots; left out: as her kind does. */
  readonly cruiseKn?: number;
}

/** From her quay to where the errand begins, just in time, the errand, and home. */
export function detour(sea: Sea, slot: number, { fromMs, legs, by, cruiseKn }: Errand): Detour {
  const { group, craft, voyage } = sea.vessel(slot, fromMs);
  const home = quayOf(sea, slot, fromMs);
  const first = legs[0] as Leg;
  const last = legs.at(-1) as Leg;
  const toMs = legs.reduce((sum, { durationMs }) => sum + durationMs, fromMs);
  const meets = first.pose(fromMs, 0);
  const parts = last.pose(toMs, last.durationMs);
  const ways = {
    out: sea.bay.localWays(home, by ?? meets, meets, by !== undefined).out,
    back: sea.bay.localWays(home, by ?? parts, parts, by !== undefined).back,
  };
  const pace = {
    cruiseKn: cruiseKn ?? craft.cruiseKn,
    accelMps2: GROUPS[group].accelMps2,
    fromRest: true,
    toRest: true,
  };
  const [outRoute, backRoute] = [new Route(ways.out, sea.bay), new Route(ways.back, sea.bay)];
  const out = sail('out', new Sailing(outRoute, pace), 0.2);
  const back = sail('in', new Sailing(backRoute, pace), 0.6);
  const beginMs = restNear(sea, slot, fromMs - out.durationMs, -1);
  const endMs = restNear(sea, slot, toMs + back.durationMs, 1);
  const place: Place = { ...home, kind: 'berth', hub: 'west', code: '' };
  const before = moored(
    place,
    { fromDeg: home.headingDeg, toDeg: outRoute.courseDeg[0] ?? 0 },
    fromMs - out.durationMs - beginMs,
  );
  const after = moored(
    place,
    { fromDeg: backRoute.courseDeg.at(-1) ?? 0, toDeg: home.headingDeg },
    endMs - toMs - back.durationMs,
  );
  const plan = { craft, legs: [before, out, ...legs, back, after].map((leg) => ({ ...leg, voyage })) };
  return { slot, beginMs, endMs, plan };
}

/** The nearest time before (-1) or after (1) at which she lies at her quay. */
function restNear(sea: Sea, slot: number, tMs: number, sense: -1 | 1): number {
  const rests = (at: number) => sea.vessel(slot, at).stage === 'moored';
  for (let awayMs = SETTLED_MS; awayMs < SEARCH_MS; awayMs += 2 * MINUTE_MS) {
    const at = tMs + sense * awayMs;
    if (rests(at) && rests(at - SETTLED_MS) && rests(at + SETTLED_MS)) return at;
  }
  throw new Error(`slot ${slot} is not at her quay within ${SEARCH_MS / 3_600_000} h of ${tMs}`);
}

/** Her berth and how she lies there. */
export function quayOf(sea: Sea, slot: number, tMs: number): LonLat & { readonly headingDeg: number } {
  const { pose } = sea.vessel(slot, restNear(sea, slot, tMs, -1));
  return { lon: pose.lon, lat: pose.lat, headingDeg: pose.headingDeg };
}

/** A place ahead and to starboard of a vessel's antenna, metres. */
export const off = (pose: Pose, aheadM: number, starboardM: number): LonLat =>
  destination(destination(pose, pose.headingDeg, aheadM), pose.headingDeg + 90, starboardM);

/** Keeps a place beside another vessel for a time. */
export function besides(
  host: (tMs: number) => Pose,
  { aheadM, starboardM, durationMs }: { aheadM: number; starboardM: number; durationMs: number },
  stage: Stage = 'working',
): Leg {
  return {
    stage,
    navStatus: 0,
    durationMs,
    pose: (tMs) => {
      const pose = host(tMs);
      return { ...pose, ...off(pose, aheadM, starboardM) };
    },
  };
}
