import { destination, distanceM, initialBearingDeg, type LonLat } from '../geo/geodesy.ts';
import { knotsToMps } from '../units.ts';

/** How a target is taken to go on. */
export type Motion =
  | { readonly kind: 'still'; readonly at: LonLat }
  /** Holds course (degrees true) and speed (knots, 0 or more). */
  | { readonly kind: 'steady'; readonly at: LonLat; readonly courseDeg: number; readonly speedKn: number }
  /** Goes along a line from its first point, then holds the last leg's course. */
  | { readonly kind: 'path'; readonly points: readonly LonLat[]; readonly speedKn: number }
  /** An area that drifts with set (degrees true, towards) and rate (knots); its circle grows by `growthMps`. */
  | {
      readonly kind: 'drift';
      readonly at: LonLat;
      readonly setDeg: number;
      readonly rateKn: number;
      readonly radiusM: number;
      readonly growthMps: number;
    };

/** Knots over the ground; 0 where it lies still. */
export function speedOf(motion: Motion): number {
  if (motion.kind === 'still') return 0;
  return motion.kind === 'drift' ? motion.rateKn : motion.speedKn;
}

/** Where the target (of an area, its middle) is after `seconds`, 0 or more. Throws RangeError for an empty path or a negative time. */
export function placeAfter(motion: Motion, seconds: number): LonLat {
  if (!(seconds >= 0)) throw new RangeError(`seconds ${seconds}: want 0 or more`);
  if (motion.kind === 'still') return motion.at;
  if (motion.kind === 'steady') return destination(motion.at, motion.courseDeg, knotsToMps(motion.speedKn) * seconds);
  if (motion.kind === 'drift') return destination(motion.at, motion.setDeg, knotsToMps(motion.rateKn) * seconds);
  return placeOn(motion.points, knotsToMps(motion.speedKn) * seconds);
}

/** Metres round the middle of an area after `seconds`; 0 for all that is no area. */
export const radiusAfterM = (motion: Motion, seconds: number): number =>
  motion.kind === 'drift' ? motion.radiusM + motion.growthMps * seconds : 0;

function placeOn(points: readonly LonLat[], lengthM: number): LonLat {
  const first = points[0];
  if (first === undefined) throw new RangeError('points: want 1 or more');
  let from = first;
  let left = lengthM;
  for (const [i, to] of points.entries()) {
    const legM = distanceM(from, to);
    const isLast = i === points.length - 1;
    if (legM > 0 && (left <= legM || isLast)) return destination(from, initialBearingDeg(from, to), left);
    left -= legM;
    from = to;
  }
  return from;
}

/** The way of a vessel that keeps to a lane: the line of the lane from abreast of it, moved aside as far as it is off that line. */
export function alongLane(at: LonLat, lane: readonly LonLat[]): LonLat[] {
  const [a, b] = [lane[0], lane[1]];
  if (a === undefined || b === undefined) throw new RangeError('lane: want 2 points or more');
  let best = { leg: 1, foot: a, awayM: Number.POSITIVE_INFINITY };
  for (let leg = 1; leg < lane.length; leg++) {
    const foot = footOn(at, lane[leg - 1] as LonLat, lane[leg] as LonLat);
    const awayM = distanceM(at, foot);
    if (awayM < best.awayM) best = { leg, foot, awayM };
  }
  const aside = { lon: at.lon - best.foot.lon, lat: at.lat - best.foot.lat };
  return [at, ...lane.slice(best.leg).map(({ lon, lat }) => ({ lon: lon + aside.lon, lat: lat + aside.lat }))];
}

/** The point of a leg nearest to a point, on the flat. */
function footOn(point: LonLat, a: LonLat, b: LonLat): LonLat {
  const k = Math.cos((point.lat * Math.PI) / 180);
  const [dx, dy] = [(b.lon - a.lon) * k, b.lat - a.lat];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : ((point.lon - a.lon) * k * dx + (point.lat - a.lat) * dy) / square;
  const on = Math.max(0, Math.min(1, share));
  return { lon: a.lon + (b.lon - a.lon) * on, lat: a.lat + (b.lat - a.lat) * on };
}
