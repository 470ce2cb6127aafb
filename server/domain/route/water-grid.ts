import { distanceM, type LonLat } from '../geo/geodesy.ts';
import type { Box, Land } from '../geo/land.ts';

/** Cells up to this far from the shore have their distance counted; beyond, open water is all the same. */
const MAX_CLEARANCE = 12;
/** Neighbours of a cell: columns, rows, steps. */
const STEPS = [
  [1, 0, 1],
  [-1, 0, 1],
  [0, 1, 1],
  [0, -1, 1],
  [1, 1, Math.SQRT2],
  [1, -1, Math.SQRT2],
  [-1, 1, Math.SQRT2],
  [-1, -1, Math.SQRT2],
] as const;

/** A rectangle or polygon test with a factor of cost: above 1 is avoided where a way round is not much longer. */
export interface Zone {
  readonly contains: (point: LonLat) => boolean;
  readonly factor: number;
}

/** The shortest ways on the water from one cell to all others. */
export interface Flood {
  /** Cost from the start per cell, in cells of open water; Infinity: not reached. */
  readonly cost: Float64Array;
  /** The cell before, per cell; -1: none. */
  readonly before: Int32Array;
}

/** Water in square cells (equal in metres), to find ways that keep off the shore: the coarse half of routing. */
export class WaterGrid {
  readonly columns: number;
  readonly rows: number;
  /** Cells from the nearest land, 0 on land, at most 12. */
  readonly clearance: Uint8Array;
  /** Cost of a step in the cell: 1 in open water, more near the shore and in zones. */
  private readonly price: Float32Array;
  private readonly lonStep: number;

  constructor(
    land: Land,
    readonly box: Box,
    private readonly latStep: number,
    zones: readonly Zone[] = [],
  ) {
    const [west, south, east, north] = box;
    if (!(latStep > 0)) throw new RangeError(`latStep ${latStep}: want more than 0`);
    this.lonStep = latStep / Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.columns = Math.floor((east - west) / this.lonStep);
    this.rows = Math.floor((north - south) / latStep);
    this.clearance = new Uint8Array(this.columns * this.rows);
    for (let cell = 0; cell < this.clearance.length; cell++)
      this.clearance[cell] = this.hasLand(land, cell) ? 0 : MAX_CLEARANCE;
    this.measureClearance();
    this.price = Float32Array.from(this.clearance, (clear, cell) => {
      const shore = Math.max(0, (7 - clear) / 7);
      let price = 1 + 4 * shore * shore;
      if (clear > 0) for (const zone of zones) if (zone.contains(this.centre(cell))) price *= zone.factor;
      return price;
    });
  }

  /** True where the middle of a cell or one of its corners is ashore: ways run through corners too. */
  private hasLand(land: Land, cell: number): boolean {
    const { lon, lat } = this.centre(cell);
    if (land.isLand({ lon, lat })) return true;
    for (const x of [-0.499, 0.499]) {
      for (const y of [-0.499, 0.499])
        if (land.isLand({ lon: lon + x * this.lonStep, lat: lat + y * this.latStep })) return true;
    }
    return false;
  }

  /** The middle of a cell. */
  centre(cell: number): LonLat {
    return {
      lon: this.box[0] + ((cell % this.columns) + 0.5) * this.lonStep,
      lat: this.box[1] + (Math.floor(cell / this.columns) + 0.5) * this.latStep,
    };
  }

  /** The cell a point is in; -1 outside the grid. */
  cellAt(point: LonLat): number {
    const column = Math.floor((point.lon - this.box[0]) / this.lonStep);
    const row = Math.floor((point.lat - this.box[1]) / this.latStep);
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return -1;
    return row * this.columns + column;
  }

  /** The cell of water that is nearest to a point among those `isWanted`, not further than `reachM`; -1: none. */
  nearest(point: LonLat, reachM: number, isWanted: (cell: number) => boolean): number {
    const home = this.cellAt(point);
    if (home < 0) return -1;
    const reach = Math.ceil(reachM / (this.latStep * 111_195)) + 1;
    const column = home % this.columns;
    const row = Math.floor(home / this.columns);
    let best = -1;
    let bestM = reachM;
    for (let r = Math.max(0, row - reach); r <= Math.min(this.rows - 1, row + reach); r++) {
      for (let c = Math.max(0, column - reach); c <= Math.min(this.columns - 1, column + reach); c++) {
        const cell = r * this.columns + c;
        if (this.clearance[cell] === 0 || !isWanted(cell)) continue;
        const away = distanceM(point, this.centre(cell));
        if (away < bestM) [best, bestM] = [cell, away];
      }
    }
    return best;
  }

  /** Dijkstra from `start` over the water, up to `maxCost`. */
  flood(start: number, maxCost = Number.POSITIVE_INFINITY): Flood {
    const cost = new Float64Array(this.clearance.length).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(this.clearance.length).fill(-1);
    const queue = new Heap();
    cost[start] = 0;
    queue.push(start, 0);
    for (let cell = queue.pop(); cell >= 0; cell = queue.pop()) {
      const here = cost[cell] as number;
      if (queue.poppedKey > here || here > maxCost) continue;
      const column = cell % this.columns;
      const row = (cell - column) / this.columns;
      for (const [dc, dr, step] of STEPS) {
        const c = column + dc;
        const r = row + dr;
        if (c < 0 || r < 0 || c >= this.columns || r >= this.rows) continue;
        const next = r * this.columns + c;
        if (this.clearance[next] === 0) continue;
        const there = here + step * (this.price[next] as number);
        if (there >= (cost[next] as number)) continue;
        cost[next] = there;
        before[next] = cell;
        queue.push(next, there);
      }
    }
    return { cost, before };
  }

  /** Way from the start of a flood to a cell, with its corners cut where that costs nothing; empty: not reached. */
  way({ cost, before }: Flood, to: number): LonLat[] {
    if (!Number.isFinite(cost[to])) return [];
    const cells = [to];
    for (let cell = before[to] as number; cell >= 0; cell = before[cell] as number) cells.push(cell);
    cells.reverse();
    const kept = [this.centre(cells[0] as number)];
    for (let from = 0; from < cells.length - 1; ) {
      let next = from + 1;
      for (let to = Math.min(cells.length - 1, from + 160); to > from + 1; to -= Math.max(1, (to - from) >> 3)) {
        const a = cells[from] as number;
        const b = cells[to] as number;
        if (this.straightCost(a, b) <= ((cost[b] as number) - (cost[a] as number)) * 1.02) {
          next = to;
          break;
        }
      }
      kept.push(this.centre(cells[next] as number));
      from = next;
    }
    return kept;
  }

  /** Metres to the shore at a point, at least, by whole cells. */
  clearanceM(point: LonLat): number {
    const cell = this.cellAt(point);
    return cell < 0 ? 0 : Math.max(0, (this.clearance[cell] as number) - 1) * this.latStep * 111_195;
  }

  private straightCost(a: number, b: number): number {
    const [ac, ar] = [a % this.columns, Math.floor(a / this.columns)];
    const [bc, br] = [b % this.columns, Math.floor(b / this.columns)];
    const length = Math.hypot(bc - ac, br - ar);
    const steps = Math.max(1, Math.ceil(length * 2));
    let cost = 0;
    for (let i = 0; i <= steps; i++) {
      const cell = Math.round(ar + ((br - ar) * i) / steps) * this.columns + Math.round(ac + ((bc - ac) * i) / steps);
      if (this.clearance[cell] === 0) return Number.POSITIVE_INFINITY;
      cost += ((this.price[cell] as number) * length) / (steps + 1);
    }
    return cost;
  }

  private measureClearance(): void {
    const { columns, rows, clearance } = this;
    const relax = (cell: number, other: number) => {
      clearance[cell] = Math.min(clearance[cell] as number, (clearance[other] as number) + 1);
    };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column;
        if (row > 0) relax(cell, cell - columns);
        if (column > 0) relax(cell, cell - 1);
      }
    }
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const cell = row * columns + column;
        if (row < rows - 1) relax(cell, cell + columns);
        if (column < columns - 1) relax(cell, cell + 1);
      }
    }
  }
}

/** Binary heap of cells by cost; a cell may stand in it more than once. */
class Heap {
  poppedKey = 0;
  private readonly cells: number[] = [];
  private readonly keys: number[] = [];

  push(cell: number, key: number): void {
    const { cells, keys } = this;
    let at = cells.length;
    cells.push(cell);
    keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((keys[parent] as number) <= key) break;
      cells[at] = cells[parent] as number;
      keys[at] = keys[parent] as number;
      at = parent;
    }
    cells[at] = cell;
    keys[at] = key;
  }

  /** The cell of least cost, taken out; -1: empty. */
  pop(): number {
    const { cells, keys } = this;
    const top = cells[0];
    if (top === undefined) return -1;
    this.poppedKey = keys[0] as number;
    const cell = cells.pop() as number;
    const key = keys.pop() as number;
    const size = cells.length;
    if (size === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (keys[child + 1] as number) < (keys[child] as number)) child++;
      if ((keys[child] as number) >= key) break;
      cells[at] = cells[child] as number;
      keys[at] = keys[child] as number;
      at = child;
    }
    cells[at] = cell;
    keys[at] = key;
    return top;
  }
}
