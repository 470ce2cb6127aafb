import { distanceM, type LonLat } from '../geo/geodesy.ts';
import { afloat, SNAP_M } from './afloat.ts';
import { depthM as depthOf, INSHORE, isLane, shoreOf } from './cell-class.ts';
import { apartM, type CellPoint, toCells, toLonLat } from './chart-cell.ts';
import { Pace, type PaceAsk } from './pace.ts';
import type { RouteChart } from './route-chart.ts';
import { along, straightS } from './straight.ts';
import { taut } from './taut.ts';
import { Scratch, WaySearch } from './way-search.ts';

/** How much later than reckoned a boat may be: sea, traffic and a coast known to some hundred metres. Ours. */
const LATE_SHARE = 0.15;
const LATE_S = 120;

export interface RouteAsk extends PaceAsk {
  readonly from: LonLat;
  readonly to: LonLat;
  /** How far `to` may be moved to the water, metres; left out: 500. */
  readonly toReachM?: number;
}

/** A way over the water, for timing: not for navigation. */
export interface WaterRoute {
  /** From end to end, degrees; the first and last on water. */
  readonly points: readonly LonLat[];
  /** Along the water, and by the great circle, metres. */
  readonly lengthM: number;
  readonly straightM: number;
  /** Seconds at the speed asked for, and at most. */
  readonly durationS: number;
  readonly lateS: number;
  /** Of the length: in traffic routes; nearer than 300 m to the shore; where no depth is known; metres. */
  readonly laneM: number;
  readonly inshoreM: number;
  readonly unsoundedM: number;
  /** Nearer than 300 m to the shore also away from the ends: there is no other way. */
  readonly isNarrow: boolean;
  /** How far the ends were moved to the water, metres. */
  readonly fromMovedM: number;
  readonly toMovedM: number;
}

/** Why there is no route: an end is not within 500 m of water where the boat may go, or nothing joins them. */
export type NoRoute = 'no-water-from' | 'no-water-to' | 'no-way';

/** Finds ways over a chart, one at a time. */
export class WaterRouter {
  private readonly scratch = new Scratch();
  /** Squares that the last search took. */
  taken = 0;

  constructor(readonly chart: RouteChart) {}

  /** The quickest way. Throws RangeError for a speed or draught that is none. */
  route(ask: RouteAsk): WaterRoute | NoRoute {
    const ends = [toCells(ask.from), toCells(ask.to)];
    const start = afloat(this.chart, ends[0] as CellPoint, ask);
    if (start === null) return 'no-water-from';
    const goal = afloat(this.chart, ends[1] as CellPoint, ask, ask.toReachM ?? SNAP_M);
    if (goal === null) return 'no-water-to';
    for (const isNarrow of [false, true]) {
      const pace = new Pace(ask, [start, goal], isNarrow);
      const corners = this.corners(pace, start, goal);
      if (corners !== null) return this.told(ask, pace, corners, isNarrow);
    }
    return 'no-way';
  }

  /** Metres from a place to the nearest water that reaches the sea; null: none within `reachM`. */
  awayFromWaterM(place: LonLat, reachM: number): number | null {
    const point = toCells(place);
    const found = afloat(this.chart, point, { speedKn: 1, draughtM: 0, isEmergency: true }, reachM);
    return found === null ? null : apartM(point.x, point.y, found.x, found.y);
  }

  private corners(pace: Pace, start: CellPoint, goal: CellPoint): CellPoint[] | null {
    this.taken = 0;
    const openS = apartM(start.x, start.y, goal.x, goal.y) * pace.open;
    if (straightS(this.chart, pace, start, goal, openS * 1.001 + 1e-6) < Number.POSITIVE_INFINITY) return [start, goal];
    const search = new WaySearch(this.chart, pace, start, goal, this.scratch);
    const way = search.way();
    this.taken = search.taken;
    return way === null ? null : taut(this.chart, pace, way);
  }

  private told(ask: RouteAsk, pace: Pace, corners: readonly CellPoint[], isNarrow: boolean): WaterRoute {
    const points = corners.map(({ x, y }) => toLonLat(x, y));
    const sums = { laneM: 0, inshoreM: 0, unsoundedM: 0 };
    let lengthM = 0;
    let durationS = 0;
    for (let i = 1; i < corners.length; i++) {
      const [a, b] = [corners[i - 1] as CellPoint, corners[i] as CellPoint];
      lengthM += distanceM(points[i - 1] as LonLat, points[i] as LonLat);
      durationS += straightS(this.chart, pace, a, b);
      along(this.chart, a, b, (cell, metres) => {
        if (isLane(cell)) sums.laneM += metres;
        if (shoreOf(cell) === INSHORE) sums.inshoreM += metres;
        if (depthOf(cell) === null) sums.unsoundedM += metres;
      });
    }
    return {
      points,
      lengthM,
      straightM: distanceM(ask.from, ask.to),
      durationS,
      lateS: durationS * (1 + LATE_SHARE) + LATE_S,
      ...sums,
      isNarrow,
      fromMovedM: distanceM(ask.from, points[0] as LonLat),
      toMovedM: distanceM(ask.to, points.at(-1) as LonLat),
    };
  }
}
