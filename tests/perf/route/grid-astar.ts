import type { LonLat } from '../../../server/domain/geo/geodesy.ts';
import { apartM, type CellPoint, toCells } from '../../../server/domain/route/chart-cell.ts';
import { Heap } from '../../../server/domain/route/heap.ts';
import { Pace, type PaceAsk } from '../../../server/domain/route/pace.ts';
import type { RouteChart } from '../../../server/domain/route/route-chart.ts';

const STEPS = [-1, 0, 1]
  .flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  .filter(([dx, dy]) => dx !== 0 || dy !== 0);

/** The baseline: a plain A* from cell to cell, eight neighbours, on the cells of the same chart. Seconds; null: no way. */
export function gridAstarS(chart: RouteChart, ask: PaceAsk, from: LonLat, to: LonLat): number | null {
  const [start, goal] = [middle(from), middle(to)];
  const pace = new Pace(ask, [start, goal], false);
  const key = (x: number, y: number): number => Math.floor(y) * 65_536 + Math.floor(x);
  const cost = new Map([[key(start.x, start.y), 0]]);
  const done = new Set<number>();
  const heap = new Heap();
  heap.push(key(start.x, start.y), 0);
  const end = key(goal.x, goal.y);
  while (heap.size > 0) {
    const at = heap.pop() as number;
    if (done.has(at)) continue;
    done.add(at);
    if (at === end) return cost.get(at) ?? null;
    const x = (at % 65_536) + 0.5;
    const y = Math.floor(at / 65_536) + 0.5;
    const here = pace.at(chart.cellAt(x - 0.5, y - 0.5), x, y);
    for (const [dx, dy] of STEPS) {
      const next = key(x + dx, y + dy);
      if (done.has(next)) continue;
      const there = pace.at(chart.cellAt(x + dx - 0.5, y + dy - 0.5), x + dx, y + dy);
      const total = (cost.get(at) as number) + (apartM(x, y, x + dx, y + dy) * (here + there)) / 2;
      if (!(total < (cost.get(next) ?? Number.POSITIVE_INFINITY))) continue;
      cost.set(next, total);
      heap.push(next, total + apartM(x + dx, y + dy, goal.x, goal.y) * pace.open);
    }
  }
  return null;
}

function middle(point: LonLat): CellPoint {
  const { x, y } = toCells(point);
  return { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 };
}
