import { NONE_16 } from '../../server/domain/track/track-table.ts';
import type { TrailRow } from '../map/trail-rows.ts';

/** One position, units as in `TrailRow`. */
export interface Fix {
  atMs: number;
  lon: number;
  lat: number;
  sog: number;
  cog: number;
}

/** Nobody has told how often it reports: three intervals of a ship at anchor. */
const DEFAULT_SILENCE_MS = 540_000;
/** The same position told twice: by its message time from the records, by the time it was heard from the live picture. */
const SAME_FIX_MS = 2_000;

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** Where one track has been: positions from the records, then those heard since. */
export class Trail implements TrailRow {
  size = 0;
  revision = 0;
  atMs = new Float64Array(0);
  lon = new Int32Array(0);
  lat = new Int32Array(0);
  sog = new Uint16Array(0);
  cog = new Uint16Array(0);
  gapBefore = new Uint8Array(0);
  /** Positions from the records; those after them were heard since and have the time at which they were heard. */
  kept = 0;
  /** Silence after the last position from which on it is a gap, ms. */
  private silenceMs = DEFAULT_SILENCE_MS;
  private readonly fix: Fix = { atMs: 0, lon: 0, lat: 0, sog: NONE_16, cog: NONE_16 };

  constructor(readonly trackId: string) {}

  /** Time of the last position, epoch ms; null: there is none. */
  get lastMs(): number | null {
    return this.size === 0 ? null : (this.atMs[this.size - 1] ?? null);
  }

  /** A position from the records. */
  push(fix: Fix, gap: boolean): void {
    this.add(fix, gap);
    this.kept = this.size;
  }

  /** A position just heard; false: it is known already, or older than what is known. */
  hear(fix: Fix, silenceMs: number): boolean {
    const last = this.size - 1;
    const sinceMs = last < 0 ? Number.POSITIVE_INFINITY : fix.atMs - (this.atMs[last] ?? 0);
    const same = this.lon[last] === fix.lon && this.lat[last] === fix.lat && sinceMs < SAME_FIX_MS;
    if (sinceMs <= 0 || same) return false;
    this.add(fix, last >= 0 && sinceMs > this.silenceMs);
    this.silenceMs = silenceMs;
    return true;
  }

  /** Takes what the records hold from `fromMs` on in place of what was known of that time; what was heard later stays. */
  takeTail(tail: Trail, fromMs: number): void {
    if (tail.size === 0) return;
    const first = this.firstFrom(fromMs);
    const heard = this.heardAfter(tail);
    const joinsGap = this.gapAt(first, tail.atMs[0] ?? 0);
    const later: { fix: Fix; gap: boolean }[] = [];
    for (let i = heard; i < this.size; i++) later.push({ fix: { ...this.at(i) }, gap: this.gapBefore[i] === 1 });
    this.size = first;
    for (let i = 0; i < tail.size; i++) this.push(tail.at(i), i === 0 ? joinsGap : tail.gapBefore[i] === 1);
    for (const { fix, gap } of later) if (fix.atMs > (this.lastMs ?? 0)) this.add(fix, gap);
    this.revision++;
  }

  /** Forgets what is older. */
  dropBefore(atMs: number): void {
    const first = this.firstFrom(atMs);
    if (first === 0) return;
    for (const column of this.columns()) column.copyWithin(0, first, this.size);
    this.size -= first;
    this.kept = Math.max(0, this.kept - first);
    if (this.size > 0) this.gapBefore[0] = 0;
    this.revision++;
  }

  /** The position of a row, in one object that is used again. */
  private at(i: number): Fix {
    const { fix } = this;
    fix.atMs = this.atMs[i] ?? 0;
    fix.lon = this.lon[i] ?? 0;
    fix.lat = this.lat[i] ?? 0;
    fix.sog = this.sog[i] ?? NONE_16;
    fix.cog = this.cog[i] ?? NONE_16;
    return fix;
  }

  /** Whether silence lies before a position of the records that comes to stand at a row. */
  private gapAt(row: number, atMs: number): boolean {
    if (row === 0) return false;
    if (row < this.size && this.atMs[row] === atMs) return this.gapBefore[row] === 1;
    return atMs - (this.atMs[row - 1] ?? 0) > this.silenceMs;
  }

  /** First row that was heard after what the records hold: found by its place, since their times may differ. */
  private heardAfter(tail: Trail): number {
    const last = tail.size - 1;
    for (let i = this.size - 1; i >= this.kept; i--) {
      if (this.lon[i] === tail.lon[last] && this.lat[i] === tail.lat[last]) return i + 1;
    }
    const lastMs = tail.atMs[last] ?? 0;
    let row = this.kept;
    while (row < this.size && (this.atMs[row] ?? 0) <= lastMs) row++;
    return row;
  }

  private firstFrom(atMs: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.atMs[middle] ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private add({ atMs, lon, lat, sog, cog }: Fix, gap: boolean): void {
    if (this.size === this.atMs.length) this.grow(Math.max(64, this.size * 2));
    const i = this.size++;
    this.atMs[i] = atMs;
    this.lon[i] = lon;
    this.lat[i] = lat;
    this.sog[i] = sog;
    this.cog[i] = cog;
    this.gapBefore[i] = gap ? 1 : 0;
  }

  private columns(): Column[] {
    return [this.atMs, this.lon, this.lat, this.sog, this.cog, this.gapBefore];
  }

  private grow(capacity: number): void {
    const wider = <T extends Column>(old: T): T => {
      const column = new (old.constructor as new (length: number) => T)(capacity);
      column.set(old as never);
      return column;
    };
    this.atMs = wider(this.atMs);
    this.lon = wider(this.lon);
    this.lat = wider(this.lat);
    this.sog = wider(this.sog);
    this.cog = wider(this.cog);
    this.gapBefore = wider(this.gapBefore);
  }
}
