import { destination, type LonLat, normalDeg } from '../geo/geodesy.ts';
import type { LandHorizon } from '../geo/land-horizon.ts';

/** Degrees between two rays of a wedge, about. */
const STEP_DEG = 1.5;

/**
 * What a camera sees over water: from its place round along its range (metres), as [lon, lat] in degrees to a hundred-thousandth; land in
 * between ends a ray. `panDeg` degrees true, `fovDeg` the horizontal field in degrees.
 */
export function wedgeOf(
  at: LonLat,
  { panDeg, fovDeg, rangeM }: { readonly panDeg: number; readonly fovDeg: number; readonly rangeM: number },
  horizon: LandHorizon | null,
): [number, number][] {
  const rays = Math.max(2, Math.ceil(fovDeg / STEP_DEG));
  const point = ({ lon, lat }: LonLat): [number, number] => [round(lon), round(lat)];
  const arc = Array.from({ length: rays + 1 }, (_, i) => {
    const bearingDeg = normalDeg(panDeg + fovDeg * (i / rays - 0.5));
    return point(destination(at, bearingDeg, Math.min(rangeM, horizon?.landM(bearingDeg) ?? rangeM)));
  });
  return [point(at), ...arc, point(at)];
}

const round = (deg: number): number => Math.round(deg * 1e5) / 1e5;
