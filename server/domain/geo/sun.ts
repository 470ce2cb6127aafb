import type { LonLat } from './geodesy.ts';

const DAY_MS = 86_400_000;
/** 2000-01-01T12:00Z, epoch ms. */
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const rad = (deg: number): number => (deg * Math.PI) / 180;

/**
 * Height of the sun's middle above the level, degrees, without refraction; within 0.02 degrees from 1950 to 2050 (Astronomical Almanac,
 * "Low-precision formulas for the Sun").
 */
export function sunHeightDeg({ lon, lat }: LonLat, atMs: number): number {
  const days = (atMs - J2000_MS) / DAY_MS;
  const mean = 280.46 + 0.9856474 * days;
  const anomaly = rad(357.528 + 0.9856003 * days);
  const ecliptic = rad(mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly));
  const obliquity = rad(23.439 - 0.0000004 * days);
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic));
  const siderealDeg = 280.46062 + 360.98564737 * days;
  const hour = rad(siderealDeg + lon) - ascension;
  const sine = Math.sin(rad(lat)) * Math.sin(declination) + Math.cos(rad(lat)) * Math.cos(declination) * Math.cos(hour);
  return (Math.asin(sine) * 180) / Math.PI;
}
