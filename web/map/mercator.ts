/** Circumference of the web-mercator sphere at the equator in metres (WGS 84 semi-major axis * 2 pi). */
const EQUATOR_M = 40_075_016.686;
/** Pixels of the whole world at zoom 0: both engines count zooms by tiles of 512 px. */
const WORLD_PX = 512;
/** Web mercator ends here, where the world is a square. */
const MAX_LAT = 85.051129;

/** Eastward share of the world, 0 at 180 W, 1 at 180 E. */
export const mercatorX = (lon: number): number => (lon + 180) / 360;

/** Southward share of the world, 0 at 85.05 N, 1 at 85.05 S; latitudes beyond are held at the edge. */
export function mercatorY(lat: number): number {
  const held = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
  const sin = Math.sin((held * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
}

/** Inverse of `mercatorX`, degrees. */
export const lonOf = (x: number): number => x * 360 - 180;

/** Inverse of `mercatorY`, degrees. */
export const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Share of the world that one metre takes at a latitude. */
export const mercatorPerMetre = (lat: number): number => 1 / (EQUATOR_M * Math.cos((lat * Math.PI) / 180));

/** Width of the whole world in CSS pixels. */
export const worldPx = (zoom: number): number => WORLD_PX * 2 ** zoom;

/** Metres that one CSS pixel shows. */
export const metresPerPixel = (lat: number, zoom: number): number => 1 / (mercatorPerMetre(lat) * worldPx(zoom));
