import { knotsToMps } from '../units.ts';
import { depthM, INSHORE, isClosed, isLane, LAND, shoreOf } from './cell-class.ts';
import { apartM, type CellPoint } from './chart-cell.ts';

/** In the traffic routes (Maritime Traffic Safety Act, rules of enforcement: Uraga Suido and Nakanose), knots. */
export const LANE_KN = 12;
/** Nearer than 300 m to the shore, knots: ours, as boats leave their berths. */
export const HARBOUR_KN = 10;
/** Water wanted under the keel where the depth is known, metres: ours. */
const UNDER_KEEL_M = 0.5;
/** Water near the shore is gone through so far from either end of a route, metres: from a berth out of its basin. */
const BERTH_REACH_M = 3_000;

export interface PaceAsk {
  /** Speed in open water, knots, more than 0. */
  readonly speedKn: number;
  /** Metres, 0 or more. */
  readonly draughtM: number;
  /** Traffic routes at full speed. */
  readonly isEmergency: boolean;
}

/** How fast a boat goes where: seconds a metre per class of cell, Infinity where it does not go. */
export class Pace {
  /** In open water, seconds a metre: nowhere is faster. */
  readonly open: number;
  private readonly byClass: Float64Array;

  /** `ends`: of the route, in cells; near them it goes through water near the shore, elsewhere only where `isNarrow`. */
  constructor(
    { speedKn, draughtM, isEmergency }: PaceAsk,
    private readonly ends: readonly CellPoint[],
    private readonly isNarrow: boolean,
  ) {
    if (!(speedKn > 0)) throw new RangeError(`speedKn ${speedKn}: want more than 0`);
    if (!(draughtM >= 0)) throw new RangeError(`draughtM ${draughtM}: want 0 or more`);
    this.open = 1 / knotsToMps(speedKn);
    this.byClass = Float64Array.from({ length: 128 }, (_, cell) => {
      const depth = depthM(cell);
      if (shoreOf(cell) === LAND || isClosed(cell)) return Number.POSITIVE_INFINITY;
      if (depth !== null && depth < draughtM + UNDER_KEEL_M) return Number.POSITIVE_INFINITY;
      let kn = speedKn;
      if (isLane(cell) && !isEmergency) kn = Math.min(kn, LANE_KN);
      if (shoreOf(cell) === INSHORE) kn = Math.min(kn, HARBOUR_KN);
      return 1 / knotsToMps(kn);
    });
  }

  /** Seconds a metre in a cell of a class at a point in cells. */
  at(cell: number, x: number, y: number): number {
    if (shoreOf(cell) === INSHORE && !this.isNarrow && !this.isNearEnd(x, y)) return Number.POSITIVE_INFINITY;
    return this.byClass[cell] as number;
  }

  private isNearEnd(x: number, y: number): boolean {
    for (const end of this.ends) if (apartM(end.x, end.y, x, y) <= BERTH_REACH_M) return true;
    return false;
  }
}
