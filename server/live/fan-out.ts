import type { View } from '../contract/events.ts';
import { type FrameHead, type FrameParts, type IdentityRun, joinFrame } from '../domain/frame/encode-frame.ts';
import { type CellRect, rectsOf, sameRects } from './cell.ts';
import { CellGrid } from './cell-grid.ts';
import type { LivePicture } from './live-picture.ts';
import { TickBlock } from './tick-block.ts';

/** The wire to one reader, as far as frames need it. */
export interface FrameLine {
  /** The last frame is still on its way out: nothing more is given to it. */
  isBusy(): boolean;
  sendFrame(bytes: Buffer): void;
}

/** Counted since the start. */
export interface FanOutCounts {
  frames: number;
  bytes: number;
  snapshots: number;
  /** Ticks not sent to a reader that had not taken the last one. */
  skipped: number;
}

/** One reader's place in the stream. */
class Reader {
  rects: readonly CellRect[] = [];
  sequence = 0;
  inView = 0;
  needsSnapshot = true;
  /** Tick of the last snapshot sent between ticks. */
  askedTick = -1;

  constructor(readonly line: FrameLine) {}
}

const NOTHING: FrameParts = { rows: [], gone: [], identities: [] };
const allocate = (length: number): Buffer => Buffer.allocUnsafe(length);

/**
 * One frame per reader and tick. What changed is encoded once for all; a reader that has not taken its last frame is passed over
 * and gets a snapshot when it has: nothing is ever queued for it. Hot path.
 */
export class FanOut {
  readonly counts: FanOutCounts = { frames: 0, bytes: 0, snapshots: 0, skipped: 0 };
  private readonly readers = new Map<FrameLine, Reader>();
  private readonly grid: CellGrid;
  private tickMs = 0;
  private tickNo = 0;

  constructor(private readonly picture: LivePicture) {
    this.grid = new CellGrid(picture);
  }

  /** From now on it gets a frame at every tick, without tracks until it has a view. */
  add(line: FrameLine): void {
    if (!this.readers.has(line)) this.readers.set(line, new Reader(line));
  }

  remove(line: FrameLine): void {
    this.readers.delete(line);
  }

  get size(): number {
    return this.readers.size;
  }

  /**
   * Sets what a reader sees; `again`: it wants a snapshot even of what it sees already. The snapshot goes at once, but only the
   * first between two ticks: dragging a map costs no more.
   */
  view(line: FrameLine, view: View, again = false): void {
    const reader = this.readers.get(line);
    if (!reader) return;
    const rects = rectsOf(view);
    if (!again && sameRects(rects, reader.rects)) return;
    reader.rects = rects;
    reader.needsSnapshot = true;
    if (this.tickNo === 0 || reader.askedTick === this.tickNo || line.isBusy()) return;
    reader.askedTick = this.tickNo;
    this.sendSnapshot(reader);
  }

  /** Tells every reader what has changed since the last tick; `tickMs` is the server's clock. */
  tick(tickMs: number): void {
    this.tickMs = tickMs;
    this.tickNo++;
    this.grid.scan(tickMs);
    const block = new TickBlock(this.grid, this.picture.table, tickMs);
    for (const reader of this.readers.values()) {
      if (reader.line.isBusy()) {
        this.counts.skipped++;
        reader.needsSnapshot = true;
      } else if (reader.needsSnapshot) this.sendSnapshot(reader);
      else this.sendDelta(reader, block);
    }
  }

  private sendDelta(reader: Reader, block: TickBlock): void {
    const share = reader.rects.length === 0 ? null : block.shareOf(reader.rects);
    if (share) reader.inView += share.growth;
    this.send(reader, 'delta', share ?? NOTHING);
  }

  private sendSnapshot(reader: Reader): void {
    const rows: Uint8Array[] = [];
    const identities: IdentityRun[] = [];
    reader.inView = 0;
    for (const cell of this.grid.cellsOf(reader.rects)) {
      const full = this.grid.fullOf(cell);
      rows.push(full.rows);
      identities.push(full.identities);
      reader.inView += cell.rows.length;
    }
    reader.needsSnapshot = false;
    this.counts.snapshots++;
    this.send(reader, 'snapshot', { rows, gone: [], identities });
  }

  private send(reader: Reader, kind: FrameHead['kind'], parts: FrameParts): void {
    const { inView, sequence } = reader;
    const head = { kind, tickMs: this.tickMs, sequence, inView, total: this.picture.table.count };
    const bytes = joinFrame(head, parts, allocate) as Buffer;
    reader.sequence = (sequence + 1) >>> 0;
    this.counts.frames++;
    this.counts.bytes += bytes.length;
    reader.line.sendFrame(bytes);
  }
}
