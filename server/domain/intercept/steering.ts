import { destination, distanceM, initialBearingDeg, type LonLat } from '../geo/geodesy.ts';
import { knotsToMps, METRES_PER_NM } from '../units.ts';

/** What is known of the way to a target, as it was reckoned last. */
export interface KnownWay {
  /** Epoch ms. */
  readonly reckonedMs: number;
  /** null: there was no meeting. `route` begins where the boat was. */
  readonly meeting: (LonLat & { readonly route: readonly (readonly [number, number])[] }) | null;
  /** The target as it was then; speed in knots, course in degrees true, null: it lies still. */
  readonly target: LonLat & { readonly sogKn: number | null; readonly cogDeg: number | null };
}

/** What to steer. Degrees true, nautical miles, seconds. */
export interface Steering {
  /** To the next corner of the way, or to the meeting. */
  readonly steerDeg: number;
  /** Along the way, to the meeting. */
  readonly toGoNm: number;
  readonly inS: number;
  readonly meeting: LonLat;
  /** Corners that lie between, the next first. */
  readonly corners: readonly LonLat[];
  /** The target now, by its course and speed. */
  readonly target: LonLat & { readonly bearingDeg: number; readonly rangeNm: number };
  /** So old is what all this is reckoned from. */
  readonly ageS: number;
  /** As the boat can go, she does not come up with it: all this leads to where it is now. */
  readonly isTooFast: boolean;
}

/**
 * What a boat at `from` that makes `speedKn` steers now, reckoned on from what was known last: round the corners of that way which are not
 * behind her, then to where she meets a target that has kept course and speed. Good between two contacts; whether land lies in a way that the
 * target has moved, only the server knows. Throws RangeError for a speed that is none.
 */
export function steering(way: KnownWay, from: LonLat, speedKn: number, nowMs: number): Steering {
  if (!(speedKn > 0)) throw new RangeError(`speedKn ${speedKn}: want more than 0`);
  const ageS = Math.max(0, (nowMs - way.reckonedMs) / 1000);
  const corners = cornersAhead(way.meeting?.route ?? [], from);
  const speedMps = knotsToMps(speedKn);
  const last = corners.at(-1) ?? from;
  const cornersM = lengthM([from, ...corners]);
  const target = placeAt(way.target, ageS);
  const legS = meetingS(last, speedMps, placeAt(way.target, ageS + cornersM / speedMps), way.target);
  const inS = cornersM / speedMps + (legS ?? distanceM(last, target) / speedMps);
  const meeting = legS === null ? target : placeAt(way.target, ageS + inS);
  return {
    steerDeg: initialBearingDeg(from, corners[0] ?? meeting),
    toGoNm: (cornersM + distanceM(last, meeting)) / METRES_PER_NM,
    ...{ inS, meeting, corners, ageS, isTooFast: legS === null },
    target: {
      ...target,
      bearingDeg: initialBearingDeg(from, target),
      rangeNm: distanceM(from, target) / METRES_PER_NM,
    },
  };
}

const placeAt = ({ lon, lat, sogKn, cogDeg }: KnownWay['target'], s: number): LonLat =>
  sogKn === null || cogDeg === null ? { lon, lat } : destination({ lon, lat }, cogDeg, knotsToMps(sogKn) * s);

/** Seconds after which a boat from `from` meets a target from `at` that keeps course and speed, on the flat; null: never. */
function meetingS(from: LonLat, speedMps: number, at: LonLat, { sogKn, cogDeg }: KnownWay['target']): number | null {
  const awayM = distanceM(from, at);
  const targetMps = sogKn === null || cogDeg === null ? 0 : knotsToMps(sogKn);
  const angle = (((cogDeg ?? 0) - initialBearingDeg(from, at)) * Math.PI) / 180;
  const outMps = targetMps * Math.cos(angle);
  const a = speedMps ** 2 - targetMps ** 2;
  if (Math.abs(a) < 1e-6) return outMps < 0 ? awayM / (-2 * outMps) : awayM < 1 ? 0 : null;
  const root = Math.sqrt((outMps * awayM) ** 2 + a * awayM ** 2);
  if (Number.isNaN(root)) return null;
  const times = [(outMps * awayM + root) / a, (outMps * awayM - root) / a].filter((t) => t >= 0);
  return times.length === 0 ? null : Math.min(...times);
}

/** Corners of a way, without its ends, that lie after the leg which the boat is nearest to. */
function cornersAhead(route: readonly (readonly [number, number])[], from: LonLat): LonLat[] {
  const points = route.map(([lon, lat]) => ({ lon, lat }));
  let nearest = { leg: 1, awayM: Number.POSITIVE_INFINITY };
  for (let leg = 1; leg < points.length; leg++) {
    const awayM = toLegM(from, points[leg - 1] as LonLat, points[leg] as LonLat);
    // of two alike the later: at a corner the boat has turned
    if (awayM <= nearest.awayM + 1) nearest = { leg, awayM };
  }
  return points.slice(nearest.leg, -1);
}

function toLegM(point: LonLat, a: LonLat, b: LonLat): number {
  const legM = distanceM(a, b);
  if (legM === 0) return distanceM(point, a);
  const angle = ((initialBearingDeg(a, point) - initialBearingDeg(a, b)) * Math.PI) / 180;
  const alongM = Math.max(0, Math.min(legM, distanceM(a, point) * Math.cos(angle)));
  return distanceM(point, destination(a, initialBearingDeg(a, b), alongM));
}

const lengthM = (points: readonly LonLat[]): number =>
  points.reduce((sum, to, i) => sum + (i === 0 ? 0 : distanceM(points[i - 1] as LonLat, to)), 0);
