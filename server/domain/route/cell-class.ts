/**
 * What a cell of the route chart is, in one byte: how near the shore (2 bits), in a traffic route (1), closed (1), depth (3). Cells of one
 * class are one to a boat, so they are joined into squares.
 */
export const LAND = 0;
/** Water nearer to the shore than boats go outside berths. */
export const INSHORE = 1;
export const OPEN = 2;
const SHORE_BITS = 3;
const LANE_BIT = 4;
const CLOSED_BIT = 8;
const DEPTH_SHIFT = 4;

/** Least depth of each band, metres below chart datum; the first: depth unknown. */
const BAND_FROM_M = [Number.NaN, 0, 1.5, 2, 2.5, 3, 4, 6] as const;

export const shoreOf = (cell: number): number => cell & SHORE_BITS;
export const isLane = (cell: number): boolean => (cell & LANE_BIT) !== 0;
export const isClosed = (cell: number): boolean => (cell & CLOSED_BIT) !== 0;
/** Metres of water at least; null: not known. */
export function depthM(cell: number): number | null {
  const band = cell >> DEPTH_SHIFT;
  return band === 0 ? null : (BAND_FROM_M[band] as number);
}

export const withLane = (cell: number): number => cell | LANE_BIT;
export const withClosed = (cell: number): number => cell | CLOSED_BIT;
/** The cell with the depth of an area over it, metres, 0 or more; the least of several counts. */
export function withDepth(cell: number, depth: number): number {
  let band = BAND_FROM_M.length - 1;
  while (band > 1 && (BAND_FROM_M[band] as number) > depth) band--;
  const before = cell >> DEPTH_SHIFT;
  const least = before === 0 ? band : Math.min(before, band);
  return (cell & 15) | (least << DEPTH_SHIFT);
}
