import type { LonLat } from '../geo/geodesy.ts';

/**
 * The cells of the route chart: a lattice over the waters of Japan, about 56 m high and 48-64 m wide between 24 and 46 degrees north,
 * counted from its south-west corner. Coordinates in cells may have fractions: the middle of cell (3, 5) is (3.5, 5.5).
 */
export const LON_STEP_DEG = 0.000625;
export const LAT_STEP_DEG = 0.0005;
const WEST_DEG = 122;
const SOUTH_DEG = 20;
/** The chart ends at 154 degrees east and 50 north. */
export const COLUMNS = 51_200;
export const ROWS = 60_000;
/** Length of a degree of latitude on the mean sphere, metres. */
const DEGREE_M = 111_194.93;
/** Height of a cell, metres. */
export const CELL_HEIGHT_M = LAT_STEP_DEG * DEGREE_M;

/** Width of a cell in metres per row. */
const WIDTH_M = Float64Array.from(
  { length: ROWS + 1 },
  (_, row) => LON_STEP_DEG * DEGREE_M * Math.cos(((SOUTH_DEG + (row + 0.5) * LAT_STEP_DEG) * Math.PI) / 180),
);

/** A point in cells. */
export interface CellPoint {
  readonly x: number;
  readonly y: number;
}

/** A position in cells; it may lie outside the chart. */
export const toCells = ({ lon, lat }: LonLat): CellPoint => ({
  x: (lon - WEST_DEG) / LON_STEP_DEG,
  y: (lat - SOUTH_DEG) / LAT_STEP_DEG,
});

/** The position of a point in cells. */
export const toLonLat = (x: number, y: number): LonLat => ({
  lon: WEST_DEG + x * LON_STEP_DEG,
  lat: SOUTH_DEG + y * LAT_STEP_DEG,
});

/** True where a point is on the chart. */
export const isCharted = ({ x, y }: CellPoint): boolean => x >= 0 && y >= 0 && x < COLUMNS && y < ROWS;

/** Width of a cell of a row, metres; of the nearest row outside the chart. */
export const widthM = (y: number): number => WIDTH_M[Math.max(0, Math.min(ROWS, y | 0))] as number;

/** Metres between two points in cells on the flat of their middle row: within 0.1 % of the great circle over 100 nautical miles. */
export function apartM(ax: number, ay: number, bx: number, by: number): number {
  const dx = (bx - ax) * widthM((ay + by) / 2);
  const dy = (by - ay) * CELL_HEIGHT_M;
  return Math.sqrt(dx * dx + dy * dy);
}
