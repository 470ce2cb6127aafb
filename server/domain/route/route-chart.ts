import type { Ring } from '../geo/land.ts';
import { COLUMNS, ROWS } from './chart-cell.ts';
import { type ChartArea, ChartRaster, TILE, TILE_COLUMNS } from './chart-raster.ts';

/** Largest square, cells of a side. */
const LARGEST = 32;

/**
 * The water as squares of cells of one class, small along the shore and up to 1.8 km wide where there is nothing: what routes are looked for
 * in. Tiles are drawn when first asked for and kept; 1,000 of them take about 70 MB.
 */
export class RouteChart {
  private readonly raster: ChartRaster;
  /** Number of the square of each cell, per tile. */
  private readonly tiles: (Int32Array | undefined)[] = [];
  /** South-west cell, cells of a side and class of each square. */
  x = new Int32Array(4_096);
  y = new Int32Array(4_096);
  size = new Uint8Array(4_096);
  cell = new Uint8Array(4_096);
  /** Squares so far. */
  count = 0;

  /** `coast`: rings of the land, `areas`: what else is known of the water; degrees. Throws RangeError where an area's depth is no depth. */
  constructor(coast: readonly Ring[], areas: readonly ChartArea[] = []) {
    this.raster = new ChartRaster(coast, areas);
  }

  /** The square that a cell is in, by whole cells; -1 outside the chart. */
  squareAt(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= COLUMNS || y >= ROWS) return -1;
    const tile = (y >> 7) * TILE_COLUMNS + (x >> 7);
    const squares = this.tiles[tile] ?? this.draw(tile);
    return squares[((y & 127) << 7) | (x & 127)] as number;
  }

  /** The class of a cell; outside the chart all is land. */
  cellAt(x: number, y: number): number {
    const square = this.squareAt(x, y);
    return square < 0 ? 0 : (this.cell[square] as number);
  }

  /** Tells the squares round a square, those at its corners too. */
  forEachNeighbour(square: number, tell: (near: number) => void): void {
    const x = this.x[square] as number;
    const y = this.y[square] as number;
    const size = this.size[square] as number;
    for (const column of [x - 1, x + size]) {
      for (let row = y; row < y + size; ) {
        const near = this.squareAt(column, row);
        if (near < 0) break;
        tell(near);
        row = (this.y[near] as number) + (this.size[near] as number);
      }
      for (const row of [y - 1, y + size]) {
        const near = this.squareAt(column, row);
        if (near >= 0) tell(near);
      }
    }
    for (const row of [y - 1, y + size]) {
      for (let column = x; column < x + size; ) {
        const near = this.squareAt(column, row);
        if (near < 0) break;
        tell(near);
        column = (this.x[near] as number) + (this.size[near] as number);
      }
    }
  }

  private draw(tile: number): Int32Array {
    const cells = this.raster.draw(tile);
    const squares = new Int32Array(cells.length);
    const x0 = (tile % TILE_COLUMNS) * TILE;
    const y0 = Math.floor(tile / TILE_COLUMNS) * TILE;
    const divide = (column: number, row: number, size: number): void => {
      if (size > 1 && (size > LARGEST || !isUniform(cells, column, row, size))) {
        const half = size >> 1;
        divide(column, row, half);
        divide(column + half, row, half);
        divide(column, row + half, half);
        divide(column + half, row + half, half);
        return;
      }
      const square = this.add(x0 + column, y0 + row, size, cells[row * TILE + column] as number);
      for (let r = row; r < row + size; r++) squares.fill(square, r * TILE + column, r * TILE + column + size);
    };
    divide(0, 0, TILE);
    this.tiles[tile] = squares;
    return squares;
  }

  private add(x: number, y: number, size: number, cell: number): number {
    if (this.count === this.x.length) {
      this.x = grown(this.x, new Int32Array(2 * this.count));
      this.y = grown(this.y, new Int32Array(2 * this.count));
      this.size = grown(this.size, new Uint8Array(2 * this.count));
      this.cell = grown(this.cell, new Uint8Array(2 * this.count));
    }
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.size[this.count] = size;
    this.cell[this.count] = cell;
    return this.count++;
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function isUniform(cells: Uint8Array, column: number, row: number, size: number): boolean {
  const first = cells[row * TILE + column];
  for (let r = row; r < row + size; r++) {
    for (let i = r * TILE + column; i < r * TILE + column + size; i++) if (cells[i] !== first) return false;
  }
  return true;
}
