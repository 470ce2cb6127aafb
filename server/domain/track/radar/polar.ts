/** Length of a degree of latitude in metres on the mean sphere (IUGG R1 = 6,371,008.8 m). */
export const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;
const RADIANS = Math.PI / 180;

/** Covariance of a measured place, m²: east-east, east-north, north-north. */
export interface Spread {
  ee: number;
  en: number;
  nn: number;
}

/** What a measurement of range and bearing leaves open of the place, m²: `range` and `cross` are sigmas in metres. */
export function polarSpread(bearingDeg: number, range: number, cross: number, into: Spread): void {
  const sin = Math.sin(bearingDeg * RADIANS);
  const cos = Math.cos(bearingDeg * RADIANS);
  const [rr, cc] = [range * range, cross * cross];
  into.ee = rr * sin * sin + cc * cos * cos;
  into.nn = rr * cos * cos + cc * sin * sin;
  into.en = (rr - cc) * sin * cos;
}

/** Adds what the length of a hull leaves open of where its echo is: sigma in metres along its axis. */
export function addHull(headingDeg: number, sigmaM: number, into: Spread): void {
  const sin = Math.sin(headingDeg * RADIANS);
  const cos = Math.cos(headingDeg * RADIANS);
  const variance = sigmaM * sigmaM;
  into.ee += variance * sin * sin;
  into.nn += variance * cos * cos;
  into.en += variance * sin * cos;
}

/** Metres east of `lon` to `toLon` at this latitude, the short way round; flat earth, for some tens of nautical miles. */
export function eastM(lon: number, toLon: number, lat: number): number {
  let deg = toLon - lon;
  if (deg > 180) deg -= 360;
  else if (deg < -180) deg += 360;
  return deg * METRES_PER_DEGREE * Math.cos(lat * RADIANS);
}

/** Metres north of `lat` to `toLat`. */
export const northM = (lat: number, toLat: number): number => (toLat - lat) * METRES_PER_DEGREE;
