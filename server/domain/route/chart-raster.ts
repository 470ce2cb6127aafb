import type { Ring } from '../geo/land.ts';
import { INSHORE, LAND, OPEN, withClosed, withDepth, withLane } from './cell-class.ts';
import { CELL_HEIGHT_M, COLUMNS, widthM } from './chart-cell.ts';
import { CoastEdges } from './coast-edges.ts';

/** Cells of a side of a tile. */
export const TILE = 128;
export const TILE_COLUMNS = COLUMNS / TILE;
/** Boats keep so far off the shore outside berths, metres: the coast is known to 100-300 m. */
export const OFF_SHORE_M = 300;
/** From the middle of a cell to its corner, at most, metres: what is promised of a cell holds for all of it. */
const HALF_DIAGONAL_M = 42;
const REACH = Math.ceil((OFF_SHORE_M + HALF_DIAGONAL_M) / 48);

/** An area that says something of the water in it. Rings as GeoJSON has them, degrees. */
export type ChartArea =
  | { readonly kind: 'lane' | 'closed'; readonly rings: readonly Ring[] }
  /** `depthM`: least depth in it, metres below chart datum, 0 or more. */
  | { readonly kind: 'depth'; readonly rings: readonly Ring[]; readonly depthM: number };

/** Draws tiles of the chart: what each of 128 x 128 cells is. */
export class ChartRaster {
  private readonly coast: CoastEdges;
  private readonly areas: readonly { readonly area: ChartArea; readonly edges: CoastEdges }[];

  constructor(coast: readonly Ring[], areas: readonly ChartArea[]) {
    for (const area of areas) {
      if (area.kind === 'depth' && !(area.depthM >= 0)) throw new RangeError(`depthM ${area.depthM}: want 0 or more`);
    }
    this.coast = new CoastEdges(coast, TILE, TILE_COLUMNS, REACH);
    this.areas = areas.map((area) => ({ area, edges: new CoastEdges(area.rings, TILE, TILE_COLUMNS, 2) }));
  }

  /** The classes of the cells of a tile, row by row from the south-west. */
  draw(tile: number): Uint8Array {
    const cells = new Uint8Array(TILE * TILE);
    const x0 = (tile % TILE_COLUMNS) * TILE;
    const y0 = Math.floor(tile / TILE_COLUMNS) * TILE;
    const offM = distancesM(this.coast, tile, x0, y0, REACH);
    for (let i = 0; i < cells.length; i++) {
      const off = offM?.[i] ?? Number.POSITIVE_INFINITY;
      cells[i] = off < HALF_DIAGONAL_M ? LAND : off < OFF_SHORE_M + HALF_DIAGONAL_M ? INSHORE : OPEN;
    }
    fill(this.coast, x0, y0, (i) => {
      cells[i] = LAND;
    });
    for (const { area, edges } of this.areas) {
      const mark = (i: number): void => {
        cells[i] = marked(cells[i] as number, area);
      };
      fill(edges, x0, y0, mark);
      if (area.kind === 'lane') continue;
      const edgeM = distancesM(edges, tile, x0, y0, 2);
      edgeM?.forEach((m, i) => {
        if (m < HALF_DIAGONAL_M) mark(i);
      });
    }
    return cells;
  }
}

function marked(cell: number, area: ChartArea): number {
  if (area.kind === 'lane') return withLane(cell);
  return area.kind === 'depth' ? withDepth(cell, area.depthM) : withClosed(cell);
}

/** Tells the cells of a tile whose middles are inside the outlines. */
function fill(edges: CoastEdges, x0: number, y0: number, tell: (i: number) => void): void {
  for (let row = 0; row < TILE; row++) {
    const xs = edges.crossings(y0 + row + 0.5);
    for (let n = 1; n < xs.length; n += 2) {
      const from = Math.max(0, Math.ceil((xs[n - 1] as number) - x0 - 0.5));
      const to = Math.min(TILE - 1, Math.floor((xs[n] as number) - x0 - 0.5));
      for (let column = from; column <= to; column++) tell(row * TILE + column);
    }
  }
}

/** Metres from the middle of each cell of a tile to the nearest edge, Infinity beyond `reach` cells; null: no edge is near. */
function distancesM(edges: CoastEdges, tile: number, x0: number, y0: number, reach: number): Float64Array | null {
  if (!edges.isNear(tile)) return null;
  const squares = new Float64Array(TILE * TILE).fill(Number.POSITIVE_INFINITY);
  edges.forEachNear(tile, (ax, ay, bx, by) => {
    const firstRow = Math.max(0, Math.floor(Math.min(ay, by) - reach) - y0);
    const lastRow = Math.min(TILE - 1, Math.ceil(Math.max(ay, by) + reach) - y0);
    const firstColumn = Math.max(0, Math.floor(Math.min(ax, bx) - reach) - x0);
    const lastColumn = Math.min(TILE - 1, Math.ceil(Math.max(ax, bx) + reach) - x0);
    for (let row = firstRow; row <= lastRow; row++) {
      const k = widthM(y0 + row);
      const y = y0 + row + 0.5;
      const ey = (ay - y) * CELL_HEIGHT_M;
      const dy = (by - ay) * CELL_HEIGHT_M;
      const dx = (bx - ax) * k;
      const square = dx * dx + dy * dy;
      for (let column = firstColumn; column <= lastColumn; column++) {
        const ex = (ax - x0 - column - 0.5) * k;
        const share = square === 0 ? 0 : Math.max(0, Math.min(1, -(ex * dx + ey * dy) / square));
        const px = ex + share * dx;
        const py = ey + share * dy;
        const i = row * TILE + column;
        const away = px * px + py * py;
        if (away < (squares[i] as number)) squares[i] = away;
      }
    }
  });
  return squares.map(Math.sqrt);
}
