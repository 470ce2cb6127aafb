import { apartM, type CellPoint } from './chart-cell.ts';
import { Heap } from './heap.ts';
import type { Pace } from './pace.ts';
import type { RouteChart } from './route-chart.ts';
import { paceOf, straightS } from './straight.ts';

/** Squares looked at before a way is given up: 200 nautical miles along a coast take some 27,000. */
const MOST_SQUARES = 50_000;

const NEW = 0;
/** Reached by a straight line that was not looked at yet. */
const GUESSED = 1;
const PROVED = 2;
const DONE = 3;

/** What a search keeps per square, used again by the next. */
export class Scratch {
  /** Seconds from the start. */
  cost = new Float64Array(0);
  before = new Int32Array(0);
  state = new Uint8Array(0);
  private touched: number[] = [];

  /** Forgets the search before. */
  clear(): void {
    for (const square of this.touched) this.state[square] = NEW;
    this.touched = [];
  }

  touch(square: number, squares: number): void {
    if (squares > this.state.length) this.grow(2 * squares);
    if (this.state[square] === NEW) this.touched.push(square);
  }

  private grow(length: number): void {
    const { cost, before, state } = this;
    this.cost = new Float64Array(length);
    this.cost.set(cost);
    this.before = new Int32Array(length);
    this.before.set(before);
    this.state = new Uint8Array(length);
    this.state.set(state);
  }
}

/**
 * The quickest way over the water: Lazy Theta* (Nash, Koenig and Tovey, "Lazy Theta*: Any-Angle Path Planning and Path Length Analysis in
 * 3D", AAAI 2010) on squares, so that ways are straight where nothing is in between.
 */
export class WaySearch {
  private readonly heap = new Heap();
  private readonly from: number;
  private readonly to: number;
  /** Squares taken. */
  taken = 0;

  constructor(
    private readonly chart: RouteChart,
    private readonly pace: Pace,
    private readonly start: CellPoint,
    private readonly goal: CellPoint,
    private readonly scratch: Scratch,
  ) {
    this.from = chart.squareAt(Math.floor(start.x), Math.floor(start.y));
    this.to = chart.squareAt(Math.floor(goal.x), Math.floor(goal.y));
  }

  /** Corners from the start to the goal; null: there is no way, or it is too far. */
  way(): CellPoint[] | null {
    const { scratch, heap, from, to } = this;
    if (from < 0 || to < 0) return null;
    scratch.clear();
    this.reach(from, from, 0, PROVED);
    while (heap.size > 0 && this.taken < MOST_SQUARES) {
      const square = heap.pop() as number;
      if (scratch.state[square] === DONE || !this.isProved(square)) continue;
      scratch.state[square] = DONE;
      this.taken++;
      if (square === to) return this.corners();
      this.spread(square);
    }
    return null;
  }

  private reach(square: number, before: number, cost: number, state: number): void {
    const { scratch, chart } = this;
    scratch.touch(square, chart.count);
    scratch.cost[square] = cost;
    scratch.before[square] = before;
    scratch.state[square] = state;
    this.heap.push(square, cost + this.restS(square));
  }

  /** Looks at the straight line by which a square was reached; false: the square costs more than it seemed, and waits again. */
  private isProved(square: number): boolean {
    const { scratch, heap } = this;
    if (scratch.state[square] === PROVED) return true;
    const guessed = scratch.cost[square] as number;
    let before = scratch.before[square] as number;
    let cost = (scratch.cost[before] as number) + this.betweenS(before, square);
    if (cost > guessed + 1e-6) {
      this.chart.forEachNeighbour(square, (near) => {
        if (scratch.state[near] !== DONE) return;
        const way = (scratch.cost[near] as number) + this.betweenS(near, square);
        if (way < cost) [cost, before] = [way, near];
      });
    }
    if (cost === Number.POSITIVE_INFINITY) {
      // it may be reached from another side yet
      scratch.state[square] = NEW;
      scratch.cost[square] = cost;
      return false;
    }
    scratch.cost[square] = cost;
    scratch.before[square] = before;
    scratch.state[square] = PROVED;
    const total = cost + this.restS(square);
    if (total <= heap.least) return true;
    heap.push(square, total);
    return false;
  }

  private spread(square: number): void {
    const { scratch, chart, pace } = this;
    const before = scratch.before[square] as number;
    this.chart.forEachNeighbour(square, (near) => {
      scratch.touch(near, chart.count);
      const state = scratch.state[near];
      if (state === DONE || paceOf(chart, pace, near) === Number.POSITIVE_INFINITY) return;
      const guess = (scratch.cost[before] as number) + this.openS(before, near);
      if (state === NEW || guess < (scratch.cost[near] as number) - 1e-9) this.reach(near, before, guess, GUESSED);
    });
  }

  /** The point of a square: its middle, but for the ends. */
  private point(square: number): CellPoint {
    if (square === this.from) return this.start;
    if (square === this.to) return this.goal;
    const half = (this.chart.size[square] as number) / 2;
    return { x: (this.chart.x[square] as number) + half, y: (this.chart.y[square] as number) + half };
  }

  private betweenS(a: number, b: number): number {
    return a === b ? 0 : straightS(this.chart, this.pace, this.point(a), this.point(b));
  }

  private openS(a: number, b: number): number {
    const from = this.point(a);
    const to = this.point(b);
    return apartM(from.x, from.y, to.x, to.y) * this.pace.open;
  }

  private restS(square: number): number {
    return this.openS(square, this.to);
  }

  private corners(): CellPoint[] {
    const corners = [this.goal];
    for (let at = this.to; at !== this.from; ) {
      at = this.scratch.before[at] as number;
      corners.push(this.point(at));
    }
    return corners.reverse();
  }
}
