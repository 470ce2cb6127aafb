import { OPEN, shoreOf } from './cell-class.ts';
import { apartM, type CellPoint, isCharted } from './chart-cell.ts';
import { Pace, type PaceAsk } from './pace.ts';
import type { RouteChart } from './route-chart.ts';
import { paceOf } from './straight.ts';

/** Ends ashore are moved to the water within so many metres, unless told otherwise. */
export const SNAP_M = 500;
/** No cell of Japan's waters is narrower, metres. */
const NARROWEST_M = 45;
/** Squares through which the open sea must be reached, else the water is a pond. */
const MOST_SQUARES = 4_000;

/** The point, or the nearest within `reachM` metres from which the boat can come into open water; null: there is none. */
export function afloat(chart: RouteChart, point: CellPoint, ask: PaceAsk, reachM = SNAP_M): CellPoint | null {
  if (!isCharted(point)) return null;
  const pace = new Pace(ask, [], true);
  const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
  if (isSea(chart, pace, chart.squareAt(x, y))) return point;
  const near: { readonly point: CellPoint; readonly awayM: number }[] = [];
  const reach = Math.ceil(reachM / NARROWEST_M);
  for (let row = y - reach; row <= y + reach; row++) {
    for (let column = x - reach; column <= x + reach; column++) {
      const middle = { x: column + 0.5, y: row + 0.5 };
      const awayM = apartM(point.x, point.y, middle.x, middle.y);
      if (awayM <= reachM && Number.isFinite(pace.at(chart.cellAt(column, row), middle.x, middle.y)))
        near.push({ point: middle, awayM });
    }
  }
  near.sort((a, b) => a.awayM - b.awayM);
  const ponds = new Set<number>();
  for (const { point: middle } of near)
    if (isSea(chart, pace, chart.squareAt(Math.floor(middle.x), Math.floor(middle.y)), ponds)) return middle;
  return null;
}

/** True where water more than 300 m off the shore is reached from a square; what is not, is put to `ponds`. */
function isSea(chart: RouteChart, pace: Pace, from: number, ponds = new Set<number>()): boolean {
  if (from < 0 || ponds.has(from) || paceOf(chart, pace, from) === Number.POSITIVE_INFINITY) return false;
  const seen = new Set([from]);
  let isReached = false;
  for (const square of seen) {
    if (shoreOf(chart.cell[square] as number) === OPEN) isReached = true;
    if (isReached || seen.size > MOST_SQUARES) break;
    chart.forEachNeighbour(square, (near) => {
      if (paceOf(chart, pace, near) !== Number.POSITIVE_INFINITY) seen.add(near);
    });
  }
  if (!isReached) for (const square of seen) ponds.add(square);
  return isReached;
}
