import type { Ring } from '../geo/land.ts';
import { toCells } from './chart-cell.ts';

/** Edges of outlines in cells, by square tiles, so that each part of a chart looks only at its own. */
export class CoastEdges {
  /** ax, ay, bx, by of every edge. */
  private readonly edges: Float64Array;
  /** Numbers of the edges within `reach` cells of a tile, per tile. */
  private readonly near = new Map<number, number[]>();
  /** Numbers of the edges that cross the middles of rows of a band of tiles. */
  private readonly bands = new Map<number, number[]>();

  /** `tile`: cells of a side of a tile; `reach`: cells round a tile whose edges count. */
  constructor(
    rings: readonly Ring[],
    private readonly tile: number,
    private readonly tileColumns: number,
    reach: number,
  ) {
    const flat: number[] = [];
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [lonA = 0, latA = 0] = ring[i - 1] ?? [];
        const [lonB = 0, latB = 0] = ring[i] ?? [];
        const a = toCells({ lon: lonA, lat: latA });
        const b = toCells({ lon: lonB, lat: latB });
        flat.push(a.x, a.y, b.x, b.y);
      }
    }
    this.edges = Float64Array.from(flat);
    for (let i = 0; i < flat.length; i += 4) this.file(i, reach);
  }

  private file(i: number, reach: number): void {
    const [ax = 0, ay = 0, bx = 0, by = 0] = this.edges.subarray(i, i + 4);
    const tileAt = (cells: number): number => Math.floor(cells / this.tile);
    for (let band = tileAt(Math.min(ay, by)); band <= tileAt(Math.max(ay, by)); band++) add(this.bands, band, i);
    for (let ty = tileAt(Math.min(ay, by) - reach); ty <= tileAt(Math.max(ay, by) + reach); ty++) {
      for (let tx = tileAt(Math.min(ax, bx) - reach); tx <= tileAt(Math.max(ax, bx) + reach); tx++)
        if (tx >= 0 && tx < this.tileColumns) add(this.near, ty * this.tileColumns + tx, i);
    }
  }

  /** True where an edge is near a tile. */
  isNear(tile: number): boolean {
    return this.near.has(tile);
  }

  /** Tells each edge near a tile. */
  forEachNear(tile: number, tell: (ax: number, ay: number, bx: number, by: number) => void): void {
    const { edges } = this;
    for (const i of this.near.get(tile) ?? [])
      tell(edges[i] as number, edges[i + 1] as number, edges[i + 2] as number, edges[i + 3] as number);
  }

  /** Where the outlines cross a line of latitude, in cells, from west to east: inside is between the first and second, and so on. */
  crossings(y: number): number[] {
    const { edges } = this;
    const xs: number[] = [];
    for (const i of this.bands.get(Math.floor(y / this.tile)) ?? []) {
      const ay = edges[i + 1] as number;
      const by = edges[i + 3] as number;
      if (ay > y === by > y) continue;
      const ax = edges[i] as number;
      xs.push(ax + ((y - ay) / (by - ay)) * ((edges[i + 2] as number) - ax));
    }
    return xs.sort((a, b) => a - b);
  }
}

function add(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
