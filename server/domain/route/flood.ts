/** Neighbours of a cell: columns, rows, steps. */
export const STEPS = [
  [1, 0, 1],
  [-1, 0, 1],
  [0, 1, 1],
  [0, -1, 1],
  [1, 1, Math.SQRT2],
  [1, -1, Math.SQRT2],
  [-1, 1, Math.SQRT2],
  [-1, -1, Math.SQRT2],
] as const;

/** The same, a column each, for the loop that is gone through millions of times. */
const STEP_COLUMNS = Int8Array.from(STEPS, ([dc]) => dc);
const STEP_ROWS = Int8Array.from(STEPS, ([, dr]) => dr);
const STEP_LENGTHS = Float64Array.from(STEPS, ([, , step]) => step);

interface Priced {
  readonly columns: number;
  readonly rows: number;
  /** Cost of a step into the cell, 1 or more; Infinity: none. */
  readonly price: Float32Array;
}

/**
 * The shortest ways from one cell of a grid: Dijkstra, which goes on only as far as it is asked. As no step costs less than 1, cells in
 * buckets one wide come out in order well enough (Denardo and Fox, "Shortest-Route Methods: 1. Reaching, Pruning, and Buckets", 1979).
 */
export class Flood {
  /** Cost from the start per cell, in cells of open water; good for cells that it `reaches`. */
  readonly cost: Float64Array;
  /** The cell before, per cell; -1: none. */
  readonly before: Int32Array;
  private buckets: (number[] | undefined)[];
  /** Cells that cost less are done. */
  private at = 0;

  constructor(
    private readonly grid: Priced,
    readonly start: number,
    private readonly maxCost: number,
  ) {
    this.cost = new Float64Array(grid.price.length).fill(Number.POSITIVE_INFINITY);
    this.before = new Int32Array(grid.price.length).fill(-1);
    this.cost[start] = 0;
    this.buckets = [[start]];
  }

  /** True where there is a way to the cell within the cost allowed; it is found then. */
  reaches(cell: number): boolean {
    const { cost, buckets, maxCost } = this;
    while ((cost[cell] as number) >= this.at && this.at < buckets.length && this.at <= maxCost) this.spread();
    return Number.isFinite(cost[cell]);
  }

  /** Takes the next bucket. */
  private spread(): void {
    const { cost, before, buckets, at, maxCost } = this;
    const { columns, rows, price } = this.grid;
    const cells = buckets[at] ?? [];
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as number;
      const here = cost[cell] as number;
      // it has come out of a lower bucket already
      if (here < at || here > maxCost) continue;
      const column = cell % columns;
      const row = (cell - column) / columns;
      const isInside = column > 0 && row > 0 && column < columns - 1 && row < rows - 1;
      for (let n = 0; n < 8; n++) {
        const dc = STEP_COLUMNS[n] as number;
        const dr = STEP_ROWS[n] as number;
        if (!isInside && (column + dc < 0 || row + dr < 0 || column + dc >= columns || row + dr >= rows)) continue;
        const next = cell + dr * columns + dc;
        const there = here + (STEP_LENGTHS[n] as number) * (price[next] as number);
        if (there >= (cost[next] as number)) continue;
        cost[next] = there;
        before[next] = cell;
        const bucket = Math.floor(there);
        const open = buckets[bucket];
        if (open === undefined) buckets[bucket] = [next];
        else open.push(next);
      }
    }
    buckets[at] = undefined;
    this.at = at + 1;
  }
}
