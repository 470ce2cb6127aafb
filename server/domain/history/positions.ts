/** Bits of `flags` of a position in history. */
export const POSITION_FLAG = {
  /** Position of high accuracy (better than 10 m). */
  accurate: 1,
  /** By a type 27: 1/10 minute. */
  coarse: 2,
  /** Older than the position shown when it came. */
  late: 4,
  /** An implausible jump: was not shown, and not confirmed then. */
  suspect: 8,
} as const;

/** Stands for "not available" in `sog`, `cog` and `heading`. */
export const NOT_SENT = -1;

/** One position as kept. */
export interface Position {
  /** Message time by our clock, epoch ms, whole. */
  readonly atMs: number;
  /** 1/600,000 degree. */
  readonly lon: number;
  readonly lat: number;
  /** Tenths of a knot; -1: not sent. */
  readonly sog: number;
  /** Tenths of a degree true, 0-3599; -1: not sent. */
  readonly cog: number;
  /** Degrees true, 0-359; -1: not sent. */
  readonly heading: number;
  /** AIS rate-of-turn indicator -127..127; -128: not sent. */
  readonly rot: number;
  /** AIS navigational status 0-15; 15: not defined. */
  readonly navStatus: number;
  /** Number of the source (feed and station) that heard it. */
  readonly source: number;
  /** See POSITION_FLAG. */
  readonly flags: number;
}

type Column = Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** Positions, a column a property. Grows by `push`; a position is told by its index. */
export class Positions {
  size = 0;
  atMs = new Float64Array(0);
  lon = new Int32Array(0);
  lat = new Int32Array(0);
  sog = new Int16Array(0);
  cog = new Int16Array(0);
  heading = new Int16Array(0);
  rot = new Int8Array(0);
  navStatus = new Uint8Array(0);
  source = new Int32Array(0);
  flags = new Uint8Array(0);
  private capacity = 0;

  constructor(capacity = 64) {
    this.reserve(Math.max(1, capacity));
  }

  /** Hot: adds one. */
  push(position: Position): void {
    const i = this.size;
    if (i === this.capacity) this.reserve(this.capacity * 2);
    this.atMs[i] = position.atMs;
    this.lon[i] = position.lon;
    this.lat[i] = position.lat;
    this.sog[i] = position.sog;
    this.cog[i] = position.cog;
    this.heading[i] = position.heading;
    this.rot[i] = position.rot;
    this.navStatus[i] = position.navStatus;
    this.source[i] = position.source;
    this.flags[i] = position.flags;
    this.size = i + 1;
  }

  /** Adds those of another list from `from` to `to` (exclusive). */
  append(other: Positions, from: number, to: number): void {
    const { size } = this;
    const more = to - from;
    if (size + more > this.capacity) this.reserve(Math.max(this.capacity * 2, size + more));
    this.atMs.set(other.atMs.subarray(from, to), size);
    this.lon.set(other.lon.subarray(from, to), size);
    this.lat.set(other.lat.subarray(from, to), size);
    this.sog.set(other.sog.subarray(from, to), size);
    this.cog.set(other.cog.subarray(from, to), size);
    this.heading.set(other.heading.subarray(from, to), size);
    this.rot.set(other.rot.subarray(from, to), size);
    this.navStatus.set(other.navStatus.subarray(from, to), size);
    this.source.set(other.source.subarray(from, to), size);
    this.flags.set(other.flags.subarray(from, to), size);
    this.size = size + more;
  }

  /** A copy of one. */
  at(i: number): Position {
    if (!(i >= 0 && i < this.size)) throw new RangeError(`index must be 0 to ${this.size - 1}, got ${i}`);
    return {
      atMs: this.atMs[i] ?? 0,
      lon: this.lon[i] ?? 0,
      lat: this.lat[i] ?? 0,
      sog: this.sog[i] ?? NOT_SENT,
      cog: this.cog[i] ?? NOT_SENT,
      heading: this.heading[i] ?? NOT_SENT,
      rot: this.rot[i] ?? -128,
      navStatus: this.navStatus[i] ?? 15,
      source: this.source[i] ?? 0,
      flags: this.flags[i] ?? 0,
    };
  }

  /** All, oldest first, each once: what stands twice at one time and place came twice. */
  inOrder(): Positions {
    if (this.isInOrder()) return this;
    const order = Array.from({ length: this.size }, (_, i) => i);
    const { atMs, lon, lat } = this;
    order.sort(
      (a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0) || (lon[a] ?? 0) - (lon[b] ?? 0) || (lat[a] ?? 0) - (lat[b] ?? 0),
    );
    const sorted = new Positions(this.size);
    let before = -1;
    for (const i of order) {
      const again = before >= 0 && atMs[i] === atMs[before] && lon[i] === lon[before] && lat[i] === lat[before];
      if (!again) sorted.push(this.at(i));
      before = i;
    }
    return sorted;
  }

  private isInOrder(): boolean {
    for (let i = 1; i < this.size; i++) if ((this.atMs[i] ?? 0) <= (this.atMs[i - 1] ?? 0)) return false;
    return true;
  }

  clear(): void {
    this.size = 0;
  }

  /** Room for so many without growing. */
  reserve(capacity: number): void {
    if (capacity <= this.capacity) return;
    const wider = <T extends Column>(old: T): T => {
      const column = new (old.constructor as new (length: number) => T)(capacity);
      column.set(old as never);
      return column;
    };
    this.capacity = capacity;
    this.atMs = wider(this.atMs);
    this.lon = wider(this.lon);
    this.lat = wider(this.lat);
    this.sog = wider(this.sog);
    this.cog = wider(this.cog);
    this.heading = wider(this.heading);
    this.rot = wider(this.rot);
    this.navStatus = wider(this.navStatus);
    this.source = wider(this.source);
    this.flags = wider(this.flags);
  }
}
