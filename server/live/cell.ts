import type { View } from '../contract/events.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../domain/track/track-table.ts';

/** Cells are 0.1 degree wide and high; a cell's number is `y * CELLS_WIDE + x` from 180 W, 90 S. */
export const CELLS_WIDE = 3600;
const CELLS_HIGH = 1800;
const CELL_UNITS = UNITS_PER_DEGREE / 10;
/** Stands for "in no cell". */
export const NO_CELL = -1;

/** Number of the cell of a position in 1/600,000 degree; NO_CELL without a position. */
export function cellOf(lon: number, lat: number): number {
  if (lon === NO_POSITION || lat === NO_POSITION) return NO_CELL;
  const x = Math.floor(lon / CELL_UNITS) + CELLS_WIDE / 2;
  const y = Math.floor(lat / CELL_UNITS) + CELLS_HIGH / 2;
  return clamped(y, CELLS_HIGH - 1) * CELLS_WIDE + (x === CELLS_WIDE ? 0 : clamped(x, CELLS_WIDE - 1));
}

const clamped = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** Cells of `x0` to `x1`, `y0` to `y1`, all included. */
export interface CellRect {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** The cells a view touches: two rectangles where it lies across 180. */
export function rectsOf(view: View): CellRect[] {
  const x = (lon: number): number => clamped(Math.floor((lon + 180) * 10), CELLS_WIDE - 1);
  const y = (lat: number): number => clamped(Math.floor((lat + 90) * 10), CELLS_HIGH - 1);
  const [y0, y1] = [y(view.south), y(view.north)];
  const [west, east] = [x(view.west), x(view.east)];
  if (view.west <= view.east) return [{ x0: west, x1: east, y0, y1 }];
  return [
    { x0: west, x1: CELLS_WIDE - 1, y0, y1 },
    { x0: 0, x1: east, y0, y1 },
  ];
}

export const cellsIn = (rect: CellRect): number => (rect.x1 - rect.x0 + 1) * (rect.y1 - rect.y0 + 1);

export function isIn(rect: CellRect, cell: number): boolean {
  const x = cell % CELLS_WIDE;
  const y = (cell - x) / CELLS_WIDE;
  return x >= rect.x0 && x <= rect.x1 && y >= rect.y0 && y <= rect.y1;
}

export const sameRects = (a: readonly CellRect[], b: readonly CellRect[]): boolean =>
  a.length === b.length &&
  a.every((r, i) => {
    const o = b[i];
    return o !== undefined && r.x0 === o.x0 && r.x1 === o.x1 && r.y0 === o.y0 && r.y1 === o.y1;
  });
