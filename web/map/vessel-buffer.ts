import { NO_POSITION, NONE_16, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { knotsToMps } from '../../server/domain/units.ts';
import { type Matrix, toScreen } from './clip-space.ts';
import { mercatorPerMetre, mercatorX, mercatorY } from './mercator.ts';
import { BIT, chooseSymbol, SHAPE, type SymbolCode } from './symbol.ts';
import type { RowRange, TrackRows } from './track-rows.ts';

/**
 * One vessel: f32 x, y (mercator, from the origin), f32 vx, vy (mercator a second), f32 t0 (seconds from the epoch), u16 direction
 * (tenths of a degree), u16 limit (seconds), u8 shape, paint, bits, port share of the beam, u16 length (m), u8 beam (m), u8 bow share.
 */
export const STRIDE = 32;
export const AT = { place: 0, velocity: 8, time: 16, course: 20, code: 24, length: 28, beam: 30 } as const;
/** Motion is reckoned for so many expected reporting intervals; then the vessel stands where it was reckoned to be. */
const INTERVALS = 3;
/** Where a track has no expected interval (radar, old servers), as for a ship at anchor: 3 minutes. */
const DEFAULT_LIMIT_S = 180;

/** Seconds as 32-bit floats are good to 2 ms for so long. */
const REBASE_MS = 6 * 3_600_000;

/** The vessels as the graphics card takes them. Hot: no allocation per vessel. */
export class VesselBuffer {
  readonly originX: number;
  readonly originY: number;
  bytes = new ArrayBuffer(0);
  f32 = new Float32Array(0);
  private u16 = new Uint16Array(0);
  u8 = new Uint8Array(0);
  count = 0;
  /** Shares of the world a second of the fastest: what the frame rate is chosen by. */
  topSpeed = 0;
  /** Seconds of the story that reports are on their way: motion is reckoned for that much longer. */
  wayS = 0;
  private readonly code: SymbolCode = { shape: 0, paint: 0, bits: 0 };

  constructor(
    origin: { lon: number; lat: number },
    /** Epoch ms from which times are counted: 32-bit seconds of the epoch itself would be minutes off. */
    public epochMs: number,
  ) {
    this.originX = mercatorX(origin.lon);
    this.originY = mercatorY(origin.lat);
  }

  /** Counts times from `nowMs` on when what they are counted from is far; true: all rows must be taken anew. */
  rebase(nowMs: number): boolean {
    if (Math.abs(nowMs - this.epochMs) < REBASE_MS) return false;
    this.epochMs = nowMs;
    return true;
  }

  /** Takes the rows over; true when the buffer was replaced by a larger one. */
  take(rows: TrackRows, { from, to }: RowRange): boolean {
    const grown = rows.size * STRIDE > this.bytes.byteLength;
    if (grown) this.grow(Math.max(1024, rows.size * 2));
    this.count = rows.size;
    for (let row = from; row < to; row++) this.pack(rows, row);
    return grown;
  }

  private grow(rows: number): void {
    const bytes = new ArrayBuffer(rows * STRIDE);
    new Uint8Array(bytes).set(this.u8);
    this.bytes = bytes;
    this.f32 = new Float32Array(bytes);
    this.u16 = new Uint16Array(bytes);
    this.u8 = new Uint8Array(bytes);
  }

  private pack(rows: TrackRows, row: number): void {
    const at8 = row * STRIDE;
    const lonUnits = rows.lon[row] ?? NO_POSITION;
    if (rows.key[row] === 0 || lonUnits === NO_POSITION) {
      this.u8[at8 + AT.code] = SHAPE.none;
      return;
    }
    const at32 = at8 / 4;
    const at16 = at8 / 2;
    const lat = (rows.lat[row] ?? 0) / UNITS_PER_DEGREE;
    const perMetre = mercatorPerMetre(lat);
    chooseSymbol(rows, row, this.code);
    this.f32[at32] = mercatorX(lonUnits / UNITS_PER_DEGREE) - this.originX;
    this.f32[at32 + 1] = mercatorY(lat) - this.originY;
    this.packMotion(rows, row, perMetre);
    this.f32[at32 + 4] = ((rows.heardMs[row] ?? 0) - this.epochMs) / 1000;
    this.u16[at16 + 10] = directionTenths(rows, row);
    const limitS = Math.round(((rows.intervalMs[row] ?? 0) * INTERVALS) / 1000);
    this.u16[at16 + 11] = Math.min(0xffff, limitS === 0 ? DEFAULT_LIMIT_S : limitS);
    this.u8[at8 + 24] = this.code.shape;
    this.u8[at8 + 25] = this.code.paint;
    this.u8[at8 + 26] = this.code.bits;
    this.packHull(rows, row);
  }

  private packMotion(rows: TrackRows, row: number, perMetre: number): void {
    const at = (row * STRIDE) / 4;
    const sog = rows.sog[row] ?? NONE_16;
    const cog = rows.cog[row] ?? NONE_16;
    const still = sog === NONE_16 || cog === NONE_16 || (this.code.bits & (BIT.quiet | BIT.lost)) !== 0;
    const speed = still ? 0 : knotsToMps(sog / 10) * perMetre;
    const course = (cog / 1800) * Math.PI;
    this.f32[at + 2] = speed * Math.sin(course);
    this.f32[at + 3] = -speed * Math.cos(course);
    if (speed > this.topSpeed) this.topSpeed = speed;
  }

  private packHull(rows: TrackRows, row: number): void {
    const at = row * STRIDE;
    const toBow = rows.toBow[row] ?? 0;
    const toPort = rows.toPort[row] ?? 0;
    const length = toBow + (rows.toStern[row] ?? 0);
    const beam = toPort + (rows.toStarboard[row] ?? 0);
    const bowShare = toBow === 0 ? 0.5 : toBow / length;
    const portShare = toPort === 0 ? 0.5 : toPort / beam;
    // a vessel without a heading must not be drawn lying across the water
    const known = rows.heading[row] !== NONE_16 || (rows.cog[row] !== NONE_16 && !(this.code.bits & BIT.quiet));
    this.u8[at + 27] = Math.round(portShare * 255);
    this.u16[at / 2 + 14] = known && beam > 0 ? length : 0;
    this.u8[at + 30] = Math.min(255, beam);
    this.u8[at + 31] = Math.round(bowShare * 255);
  }

  /** Forgets the fastest: call before all rows are packed anew. */
  resetSpeed(): void {
    this.topSpeed = 0;
  }

  /** Where a row is drawn, CSS pixels, into `out`; false: it has no place. */
  project(row: number, nowMs: number, matrix: Matrix, out: { x: number; y: number }): boolean {
    if (row < 0 || row >= this.count || this.u8[row * STRIDE + 24] === SHAPE.none) return false;
    const at = (row * STRIDE) / 4;
    const f = this.f32;
    const limitS = (this.u16[row * 16 + 11] ?? 0) + this.wayS;
    const dt = Math.min(limitS, Math.max(0, (nowMs - this.epochMs) / 1000 - (f[at + 4] ?? 0)));
    const x = (f[at] ?? 0) + (f[at + 2] ?? 0) * dt;
    const y = (f[at + 1] ?? 0) + (f[at + 3] ?? 0) * dt;
    toScreen(x, y, matrix, out);
    return true;
  }

  /** Row nearest to a point within a radius, CSS pixels; -1: none. A linear scan: 0.1 ms for 10,000. */
  pick(at: { x: number; y: number }, radiusPx: number, nowMs: number, matrix: Matrix): number {
    const place = { x: 0, y: 0 };
    let best = -1;
    let bestSquare = radiusPx * radiusPx;
    for (let row = 0; row < this.count; row++) {
      if (!this.project(row, nowMs, matrix, place)) continue;
      const square = (place.x - at.x) ** 2 + (place.y - at.y) ** 2;
      if (square >= bestSquare) continue;
      best = row;
      bestSquare = square;
    }
    return best;
  }
}

/** Tenths of a degree by heading, else course, else up. */
function directionTenths(rows: TrackRows, row: number): number {
  const heading = rows.heading[row] ?? NONE_16;
  if (heading !== NONE_16) return heading * 10;
  const cog = rows.cog[row] ?? NONE_16;
  return cog === NONE_16 ? 0 : cog;
}
