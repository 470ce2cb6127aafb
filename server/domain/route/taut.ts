import type { CellPoint } from './chart-cell.ts';
import type { Pace } from './pace.ts';
import type { RouteChart } from './route-chart.ts';
import { straightS } from './straight.ts';

/** Rounds in which corners are drawn in. */
const ROUNDS = 4;

/** Draws a way taut: leaves corners out and moves them in, where that is not slower. */
export function taut(chart: RouteChart, pace: Pace, corners: readonly CellPoint[]): CellPoint[] {
  let way = [...corners];
  for (let round = 0; round < ROUNDS; round++) {
    way = shortened(chart, pace, way);
    let isMoved = false;
    for (let i = 1; i < way.length - 1; i++) {
      const moved = drawnIn(chart, pace, way[i - 1] as CellPoint, way[i] as CellPoint, way[i + 1] as CellPoint);
      if (moved === null) continue;
      way[i] = moved;
      isMoved = true;
    }
    if (!isMoved) break;
  }
  return way;
}

function shortened(chart: RouteChart, pace: Pace, way: readonly CellPoint[]): CellPoint[] {
  const kept = [way[0] as CellPoint];
  for (let at = 0; at < way.length - 1; ) {
    let next = at + 1;
    let alongS = straightS(chart, pace, way[at] as CellPoint, way[next] as CellPoint);
    for (let far = at + 2; far < way.length; far++) {
      alongS += straightS(chart, pace, way[far - 1] as CellPoint, way[far] as CellPoint);
      if (straightS(chart, pace, way[at] as CellPoint, way[far] as CellPoint, alongS + 1e-6) <= alongS + 1e-6)
        next = far;
      if (far > next + 6) break;
    }
    kept.push(way[next] as CellPoint);
    at = next;
  }
  return kept;
}

/** A corner nearer to the line between its neighbours; null: it stays. */
function drawnIn(chart: RouteChart, pace: Pace, a: CellPoint, corner: CellPoint, b: CellPoint): CellPoint | null {
  const square = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  if (square === 0) return null;
  const share = ((corner.x - a.x) * (b.x - a.x) + (corner.y - a.y) * (b.y - a.y)) / square;
  const on = Math.max(0, Math.min(1, share));
  const foot = { x: a.x + (b.x - a.x) * on, y: a.y + (b.y - a.y) * on };
  let best: CellPoint | null = null;
  let bestS = straightS(chart, pace, a, corner) + straightS(chart, pace, corner, b);
  for (const part of [0.8, 0.5, 0.25, 0.1]) {
    const tried = { x: corner.x + (foot.x - corner.x) * part, y: corner.y + (foot.y - corner.y) * part };
    const first = straightS(chart, pace, a, tried, bestS);
    if (first >= bestS) continue;
    const whole = first + straightS(chart, pace, tried, b, bestS - first);
    if (whole < bestS - 0.01) {
      best = tried;
      bestS = whole;
    }
  }
  return best;
}
