import type { RadarSite } from '../domain/radar/plot.ts';

/** The radar of a feed: where it stands, and what its sensor does wrong. */
export interface RadarPlan {
  /** Named as the feed. */
  readonly site: RadarSite;
  /** Degrees, -180 to 180, that the sensor adds to what is true: 1.5 where it tells 091.5 for a target at 090. */
  readonly northErrorDeg: number;
}

/** Parameters that a radar feed may have. */
export const RADAR_PARAMETERS: readonly string[] = ['at', 'north', 'rangeError', 'bearingError'];

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
/** Unless told: one measurement of a harbour radar is good to some 30 m and half a degree (standard deviations). */
const USUAL_RANGE_ERROR_M = 30;
const USUAL_BEARING_ERROR_DEG = 0.5;

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly usual: number;
  readonly unit: string;
}

/** Reads the parameters; null: no `at`, so no radar. `refuse` is told what is wrong, naming parameter and value, and throws. */
export function radarOf(name: string, { searchParams }: URL, refuse: (why: string) => never): RadarPlan | null {
  for (const key of RADAR_PARAMETERS) if (searchParams.getAll(key).length > 1) refuse(`${key} is there twice`);
  const at = searchParams.get('at');
  if (at === null) {
    const stray = RADAR_PARAMETERS.find((key) => searchParams.has(key));
    return stray === undefined ? null : refuse(`${stray} is for a radar: give its place as at=LAT,LON`);
  }
  const [lat, lon] = placeOf(at, refuse);
  const number = (key: string, { low, high, usual, unit }: Bounds): number => {
    const text = searchParams.get(key) ?? String(usual);
    const value = numberOf(text);
    return value >= low && value <= high ? value : refuse(`${key}=${text} must be ${low} to ${high} ${unit}`);
  };
  const northErrorDeg = number('north', { low: -180, high: 180, usual: 0, unit: 'degrees' });
  const rangeErrorM = number('rangeError', { low: 1, high: 2000, usual: USUAL_RANGE_ERROR_M, unit: 'metres' });
  const bearingBounds = { low: 0.05, high: 10, usual: USUAL_BEARING_ERROR_DEG, unit: 'degrees' };
  const bearingErrorDeg = number('bearingError', bearingBounds);
  return { site: { name, lon, lat, rangeErrorM, bearingErrorDeg }, northErrorDeg };
}

function placeOf(text: string, refuse: (why: string) => never): [lat: number, lon: number] {
  const parts = text.split(',');
  const [lat = Number.NaN, lon = Number.NaN] = parts.map((part) => numberOf(part.trim()));
  if (parts.length !== 2 || Number.isNaN(lat + lon))
    refuse(`at=${text} must be LAT,LON in degrees, such as 35.43,139.68`);
  if (Math.abs(lat) > 90) refuse(`at=${text}: the latitude must be -90 to 90`);
  if (Math.abs(lon) > 180) refuse(`at=${text}: the longitude must be -180 to 180`);
  return [lat, lon];
}

const numberOf = (text: string): number => (NUMBER.test(text) ? Number(text) : Number.NaN);
