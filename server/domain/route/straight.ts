import { apartM, type CellPoint } from './chart-cell.ts';
import type { Pace } from './pace.ts';
import type { RouteChart } from './route-chart.ts';

/**
 * Tells the squares that a straight line goes through with the metres in each, until it ends or `tell` answers false.
 * Walks from square to square (as Amanatides and Woo, "A Fast Voxel Traversal Algorithm", 1987, on squares of unequal size).
 */
function walk(chart: RouteChart, a: CellPoint, b: CellPoint, tell: (square: number, lengthM: number) => boolean): void {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const lengthM = apartM(a.x, a.y, b.x, b.y);
  let square = chart.squareAt(Math.floor(a.x), Math.floor(a.y));
  for (let t = 0; ; ) {
    if (square < 0) {
      tell(square, 0);
      return;
    }
    const x = chart.x[square] as number;
    const y = chart.y[square] as number;
    const size = chart.size[square] as number;
    const outX = dx > 0 ? (x + size - a.x) / dx : dx < 0 ? (x - a.x) / dx : Number.POSITIVE_INFINITY;
    const outY = dy > 0 ? (y + size - a.y) / dy : dy < 0 ? (y - a.y) / dy : Number.POSITIVE_INFINITY;
    const out = Math.min(outX, outY, 1);
    if (!tell(square, (out - t) * lengthM) || out >= 1) return;
    t = Math.max(t, out);
    square =
      outX < outY
        ? chart.squareAt(dx > 0 ? x + size : x - 1, clamp(Math.floor(a.y + dy * out), y, y + size - 1))
        : chart.squareAt(clamp(Math.floor(a.x + dx * out), x, x + size - 1), dy > 0 ? y + size : y - 1);
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Seconds for the straight line; Infinity where it leaves the water or the boat may not go, or where it takes more than `mostS`. */
export function straightS(
  chart: RouteChart,
  pace: Pace,
  a: CellPoint,
  b: CellPoint,
  mostS = Number.POSITIVE_INFINITY,
): number {
  let seconds = 0;
  walk(chart, a, b, (square, lengthM) => {
    seconds += square < 0 ? Number.POSITIVE_INFINITY : paceOf(chart, pace, square) * Math.max(lengthM, 1e-9);
    if (seconds > mostS) seconds = Number.POSITIVE_INFINITY;
    return seconds !== Number.POSITIVE_INFINITY;
  });
  return seconds;
}

/** Tells the classes of the cells along a straight line with the metres in each. */
export function along(
  chart: RouteChart,
  a: CellPoint,
  b: CellPoint,
  tell: (cell: number, lengthM: number) => void,
): void {
  walk(chart, a, b, (square, lengthM) => {
    if (square >= 0) tell(chart.cell[square] as number, lengthM);
    return true;
  });
}

/** Seconds a metre in a square. */
export function paceOf(chart: RouteChart, pace: Pace, square: number): number {
  const half = (chart.size[square] as number) / 2;
  return pace.at(chart.cell[square] as number, (chart.x[square] as number) + half, (chart.y[square] as number) + half);
}
