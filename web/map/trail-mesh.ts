import { NONE_16, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import type { TrailRow } from './trail-rows.ts';

/** One stroke: f32 x0, y0, x1, y1 (mercator, from the origin), f32 t0, t1 (seconds from the epoch), u8 speed at both ends, gap. */
export const STROKE_BYTES = 28;
/** One dot: f32 x, y, t, u8 speed, mark (1: its time is written). */
export const DOT_BYTES = 16;
/** A speed that was not sent. */
export const NO_SPEED = 255;
/** Round times are those of Japan. */
const JST_OFFSET_MS = 9 * 3_600_000;

/** Half knots, 0-254; what is faster counts as 127 kn. */
export const speedCode = (sog: number): number => (sog === NONE_16 ? NO_SPEED : Math.min(254, Math.round(sog / 5)));

export interface MeshDetail {
  /** Strokes shorter than this are joined, in shares of the world. */
  readonly finest: number;
  readonly dotMs: number;
  readonly markMs: number;
}

export interface MeshOrigin {
  readonly x: number;
  readonly y: number;
  readonly epochMs: number;
}

/** A growing list of records of one size. */
class Records {
  count = 0;
  bytes = new ArrayBuffer(0);
  f32 = new Float32Array(0);
  u8 = new Uint8Array(0);

  constructor(private readonly size: number) {}

  add(): number {
    const need = (this.count + 1) * this.size;
    if (need > this.bytes.byteLength) {
      const bytes = new ArrayBuffer(Math.max(64 * this.size, need * 2));
      new Uint8Array(bytes).set(this.u8);
      this.bytes = bytes;
      this.f32 = new Float32Array(bytes);
      this.u8 = new Uint8Array(bytes);
    }
    return this.count++ * this.size;
  }
}

/** The trail of one track as the graphics card takes it. Positions added at the end only add to it. */
export class TrailMesh {
  readonly strokes = new Records(STROKE_BYTES);
  readonly dots = new Records(DOT_BYTES);
  /** Row of the position nearest in time to each dot, and the dot's own time, epoch ms. */
  readonly dotRows: number[] = [];
  readonly dotsMs: number[] = [];
  /** Raised at every change: the card's copy is old. */
  version = 0;
  /** Smallest box around it, mercator from the origin. */
  readonly box = { west: 0, north: 0, east: 0, south: 0 };
  private xy = new Float32Array(0);
  private placed = 0;
  private revision = -1;
  private detail: MeshDetail | null = null;
  /** Next row to look at, the row where the last stroke for good ends, and whether another stroke for now follows. */
  private next = 0;
  private joint = 0;
  private loose = false;

  constructor(
    readonly row: TrailRow,
    private readonly origin: MeshOrigin,
  ) {}

  isUpToDate(detail: MeshDetail): boolean {
    return this.detail === detail && this.revision === this.row.revision && this.next === this.row.size;
  }

  update(detail: MeshDetail): void {
    if (this.isUpToDate(detail)) return;
    if (this.revision !== this.row.revision) this.placed = 0;
    if (this.revision !== this.row.revision || this.detail !== detail) this.begin();
    this.revision = this.row.revision;
    this.detail = detail;
    this.place();
    if (this.loose) this.strokes.count--;
    for (; this.next < this.row.size; this.next++) this.join(this.next, detail);
    const last = this.row.size - 1;
    this.loose = last > this.joint;
    if (this.loose) this.stroke(this.joint, last, false);
    this.version++;
  }

  private begin(): void {
    this.strokes.count = this.dots.count = 0;
    this.dotRows.length = this.dotsMs.length = 0;
    this.next = this.joint = 0;
    this.loose = false;
  }

  /** Mercator of the positions not yet placed: worked out once, whatever the scale. */
  private place(): void {
    const { row, origin, box } = this;
    if (this.xy.length < row.size * 2) {
      const wider = new Float32Array(row.size * 4);
      wider.set(this.xy.subarray(0, this.placed * 2));
      this.xy = wider;
    }
    if (this.placed === 0) Object.assign(box, { west: 9, north: 9, east: -9, south: -9 });
    for (let i = this.placed; i < row.size; i++) {
      const x = mercatorX((row.lon[i] ?? 0) / UNITS_PER_DEGREE) - origin.x;
      const y = mercatorY((row.lat[i] ?? 0) / UNITS_PER_DEGREE) - origin.y;
      this.xy[i * 2] = x;
      this.xy[i * 2 + 1] = y;
      box.west = Math.min(box.west, x);
      box.east = Math.max(box.east, x);
      box.north = Math.min(box.north, y);
      box.south = Math.max(box.south, y);
    }
    this.placed = row.size;
  }

  private join(i: number, detail: MeshDetail): void {
    if (i === 0) return;
    if (this.row.gapBefore[i] === 1) {
      if (this.joint < i - 1) this.stroke(this.joint, i - 1, false);
      this.stroke(i - 1, i, true);
      this.joint = i;
      this.alone(i - 1);
      return;
    }
    this.dotsBetween(i, detail);
    const dx = this.x(i) - this.x(this.joint);
    const dy = this.y(i) - this.y(this.joint);
    if (dx * dx + dy * dy < detail.finest * detail.finest) return;
    this.stroke(this.joint, i, false);
    this.joint = i;
  }

  /** A position between two gaps has no line: it is a dot whatever its time. */
  private alone(i: number): void {
    const { gapBefore, atMs } = this.row;
    if (i === 0 || gapBefore[i] === 1) this.dot(i, { atMs: atMs[i] ?? 0, x: this.x(i), y: this.y(i), mark: false });
  }

  /** Dots at round times after position i - 1 up to position i, straight between both. */
  private dotsBetween(i: number, { dotMs, markMs }: MeshDetail): void {
    const { atMs } = this.row;
    const [fromMs, toMs] = [atMs[i - 1] ?? 0, atMs[i] ?? 0];
    for (let t = (Math.floor(fromMs / dotMs) + 1) * dotMs; t <= toMs; t += dotMs) {
      const share = (t - fromMs) / (toMs - fromMs);
      const x = this.x(i - 1) + (this.x(i) - this.x(i - 1)) * share;
      const y = this.y(i - 1) + (this.y(i) - this.y(i - 1)) * share;
      this.dot(share < 0.5 ? i - 1 : i, { atMs: t, x, y, mark: (t + JST_OFFSET_MS) % markMs === 0 });
    }
  }

  private dot(nearest: number, { atMs, x, y, mark }: { atMs: number; x: number; y: number; mark: boolean }): void {
    const { dots } = this;
    const at = dots.add();
    dots.f32[at / 4] = x;
    dots.f32[at / 4 + 1] = y;
    dots.f32[at / 4 + 2] = (atMs - this.origin.epochMs) / 1000;
    dots.u8[at + 12] = speedCode(this.row.sog[nearest] ?? NONE_16);
    dots.u8[at + 13] = mark ? 1 : 0;
    this.dotRows.push(nearest);
    this.dotsMs.push(atMs);
  }

  private stroke(from: number, to: number, gap: boolean): void {
    const { strokes, row, origin } = this;
    const at = strokes.add();
    const f = at / 4;
    strokes.f32[f] = this.x(from);
    strokes.f32[f + 1] = this.y(from);
    strokes.f32[f + 2] = this.x(to);
    strokes.f32[f + 3] = this.y(to);
    strokes.f32[f + 4] = ((row.atMs[from] ?? 0) - origin.epochMs) / 1000;
    strokes.f32[f + 5] = ((row.atMs[to] ?? 0) - origin.epochMs) / 1000;
    strokes.u8[at + 24] = speedCode(row.sog[from] ?? NONE_16);
    strokes.u8[at + 25] = speedCode(row.sog[to] ?? NONE_16);
    strokes.u8[at + 26] = gap ? 1 : 0;
  }

  private x(i: number): number {
    return this.xy[i * 2] ?? 0;
  }

  private y(i: number): number {
    return this.xy[i * 2 + 1] ?? 0;
  }
}
