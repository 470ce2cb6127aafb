import { encodeGone, type FrameParts, type IdentityRun, writeRows } from '../domain/frame/encode-frame.ts';
import { ROW_BYTES } from '../domain/frame/frame-layout.ts';
import type { TrackTable } from '../domain/track/track-table.ts';
import { CELLS_WIDE, type CellRect } from './cell.ts';
import type { Cell, CellGrid } from './cell-grid.ts';

/** A reader's share of a tick. */
export interface Share extends FrameParts {
  /** Tracks more (or fewer) in the rectangles than at the tick before. */
  readonly growth: number;
}

/**
 * Everything that changed at a tick, encoded once, in the order of the cells' numbers: the share of a rectangle is at most one slice
 * per row of cells, and one slice in all where the rectangle holds everything. Hot path.
 */
export class TickBlock {
  private readonly ids: Uint32Array;
  /** Offsets of each cell's rows (bytes), gone keys (bytes), identities (bytes, records) and growth, with one more at the end. */
  private readonly rowAt: Uint32Array;
  private readonly goneAt: Uint32Array;
  private readonly identityAt: Uint32Array;
  private readonly identityNo: Uint32Array;
  private readonly growthAt: Int32Array;
  private readonly rows: Uint8Array;
  private readonly gone: Uint8Array;
  private readonly identities: Uint8Array;

  constructor(grid: CellGrid, table: TrackTable, tickMs: number) {
    const cells = [...grid.dirty].sort((a, b) => a.id - b.id);
    const count = cells.length;
    this.ids = new Uint32Array(count);
    this.rowAt = new Uint32Array(count + 1);
    this.goneAt = new Uint32Array(count + 1);
    this.identityAt = new Uint32Array(count + 1);
    this.identityNo = new Uint32Array(count + 1);
    this.growthAt = new Int32Array(count + 1);
    const gone: number[] = [];
    const identities: Uint8Array[] = [];
    cells.forEach((cell, i) => {
      const run = cell.named.length === 0 ? NOBODY : grid.identitiesOf(cell.named);
      this.place(cell, i, run);
      for (const key of cell.gone) gone.push(key);
      if (run.count > 0) identities.push(run.bytes);
    });
    this.rows = Buffer.allocUnsafe(this.rowAt[count] as number);
    const out = new DataView(this.rows.buffer, this.rows.byteOffset, this.rows.byteLength);
    cells.forEach((cell, i) => {
      writeRows(out, this.rowAt[i] as number, { table, rows: cell.changed, tickMs });
    });
    this.gone = encodeGone(gone);
    this.identities = Buffer.concat(identities);
  }

  /** What of it lies in the rectangles. */
  shareOf(rects: readonly CellRect[]): Share {
    const share = { rows: [] as Uint8Array[], gone: [] as Uint8Array[], identities: [] as IdentityRun[], growth: 0 };
    for (const rect of rects) {
      let from = 0;
      let to = 0;
      for (let y = rect.y0; y <= rect.y1 && to < this.ids.length; y++) {
        const first = this.firstFrom(y * CELLS_WIDE + rect.x0, to);
        const end = this.firstFrom(y * CELLS_WIDE + rect.x1 + 1, first);
        if (first === end) continue;
        if (first !== to) {
          this.add(share, from, to);
          from = first;
        }
        to = end;
      }
      this.add(share, from, to);
    }
    return share;
  }

  private place(cell: Cell, i: number, run: IdentityRun): void {
    this.ids[i] = cell.id;
    this.rowAt[i + 1] = (this.rowAt[i] as number) + cell.changed.length * ROW_BYTES;
    this.goneAt[i + 1] = (this.goneAt[i] as number) + cell.gone.length * 4;
    this.identityAt[i + 1] = (this.identityAt[i] as number) + run.bytes.length;
    this.identityNo[i + 1] = (this.identityNo[i] as number) + run.count;
    this.growthAt[i + 1] = (this.growthAt[i] as number) + cell.growth;
  }

  private add(
    share: { rows: Uint8Array[]; gone: Uint8Array[]; identities: IdentityRun[]; growth: number },
    from: number,
    to: number,
  ): void {
    if (from === to) return;
    const [rowFrom, rowTo] = [this.rowAt[from] as number, this.rowAt[to] as number];
    if (rowFrom < rowTo) share.rows.push(this.rows.subarray(rowFrom, rowTo));
    const [goneFrom, goneTo] = [this.goneAt[from] as number, this.goneAt[to] as number];
    if (goneFrom < goneTo) share.gone.push(this.gone.subarray(goneFrom, goneTo));
    const count = (this.identityNo[to] as number) - (this.identityNo[from] as number);
    if (count > 0) {
      const bytes = this.identities.subarray(this.identityAt[from], this.identityAt[to]);
      share.identities.push({ bytes, count });
    }
    share.growth += (this.growthAt[to] as number) - (this.growthAt[from] as number);
  }

  /** Index of the first cell of `id` or above, at or after `from`. */
  private firstFrom(id: number, from: number): number {
    let low = from;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NOBODY: IdentityRun = { bytes: new Uint8Array(0), count: 0 };
