import { distanceM, type LonLat } from '../geo/geodesy.ts';
import type { Box, Land } from '../geo/land.ts';
import { Flood, STEPS } from './flood.ts';

/** Cells up to this far from the shore have their distance counted; beyond, open water is all the same. */
const MAX_CLEARANCE = 12;
/** Of a cell, in parts of its width from the middle. */
const CORNERS = [-0.499, 0.499] as const;
/** A rectangle or polygon test with a factor of cost, 1 or more: above 1 is avoided where a way round is not much longer. */
export interface Zone {
  readonly contains: (point: LonLat) => boolean;
  readonly factor: number;
}

/** Water in square cells (equal in metres), to find ways that keep off the shore: the coarse half of routing. */
export class WaterGrid {
  readonly columns: number;
  readonly rows: number;
  /** Cells from the nearest land, 0 on land, at most 12. */
  readonly clearance: Uint8Array;
  /** Cost of a step in the cell: 1 in open water, more near the shore and in zones, Infinity ashore. */
  readonly price: Float32Array;
  /** Number of the water that a cell belongs to, 0 on land; made when first asked for. */
  private waters: Uint16Array | undefined;
  private readonly lonStep: number;

  constructor(
    land: Land,
    readonly box: Box,
    private readonly latStep: number,
    zones: readonly Zone[] = [],
  ) {
    const [west, south, east, north] = box;
    if (!(latStep > 0)) throw new RangeError(`latStep ${latStep}: want more than 0`);
    for (const { factor } of zones) if (!(factor >= 1)) throw new RangeError(`factor ${factor}: want 1 or more`);
    this.lonStep = latStep / Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.columns = Math.floor((east - west) / this.lonStep);
    this.rows = Math.floor((north - south) / latStep);
    this.clearance = new Uint8Array(this.columns * this.rows);
    this.clearance.fill(MAX_CLEARANCE);
    for (let row = 0; row < this.rows; row++) this.markLand(land, row);
    this.measureClearance();
    this.price = Float32Array.from(this.clearance, (clear, cell) => {
      const shore = Math.max(0, (7 - clear) / 7);
      if (clear === 0) return Number.POSITIVE_INFINITY;
      let price = 1 + 4 * shore * shore;
      for (const zone of zones) if (zone.contains(this.centre(cell))) price *= zone.factor;
      return price;
    });
  }

  /** Cells whose middle or one of whose corners is ashore are land: ways run through corners too. */
  private markLand(land: Land, row: number): void {
    for (const [y, xs] of [
      [0, [0]],
      [-0.499, CORNERS],
      [0.499, CORNERS],
    ] as const) {
      const shores = land.crossings(this.centre(row * this.columns).lat + y * this.latStep);
      if (shores.length === 0) continue;
      for (const x of xs) {
        let west = 0;
        for (let cell = row * this.columns; cell < (row + 1) * this.columns; cell++) {
          const lon = this.centre(cell).lon + x * this.lonStep;
          while (west < shores.length && (shores[west] as number) <= lon) west++;
          if ((shores.length - west) % 2 === 1) this.clearance[cell] = 0;
        }
      }
    }
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

  /** The shortest ways from `start` over the water, up to `maxCost`, found as far as they are asked for. */
  flood(start: number, maxCost = Number.POSITIVE_INFINITY): Flood {
    return new Flood(this, start, maxCost);
  }

  /** True where one can come from one cell to the other over the water, however far it is. */
  isOneWater(a: number, b: number): boolean {
    this.waters ??= this.labelled();
    return this.waters[a] === this.waters[b] && this.clearance[a] !== 0;
  }

  private labelled(): Uint16Array {
    const waters = new Uint16Array(this.clearance.length);
    let label = 0;
    for (let first = 0; first < waters.length; first++) {
      if (waters[first] !== 0 || this.clearance[first] === 0) continue;
      label++;
      waters[first] = label;
      for (const open = [first]; open.length > 0; ) {
        const cell = open.pop() as number;
        const column = cell % this.columns;
        for (const [dc, dr] of STEPS) {
          const next = cell + dr * this.columns + dc;
          if (column + dc < 0 || column + dc >= this.columns || this.clearance[next] === undefined) continue;
          if (waters[next] !== 0 || this.clearance[next] === 0) continue;
          waters[next] = label;
          open.push(next);
        }
      }
    }
    return waters;
  }

  /** Way from the start of a flood to a cell, with its corners cut where that costs nothing; empty: not reached. */
  way(flood: Flood, to: number): LonLat[] {
    const { cost, before } = flood;
    if (!flood.reaches(to)) return [];
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
