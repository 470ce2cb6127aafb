import type { Frame, FrameRows } from '../../server/domain/frame/decode-frame.ts';
import { NO_POSITION } from '../../server/domain/track/track-table.ts';

/** Rows `from` to before `to` may have changed; `from` = `to`: none. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array;

/**
 * The browser's tracks, a column a property, units as in the server's `TrackTable`. A row belongs to one track as long as that is
 * in the view; a free row has `key` 0 and no position. Columns are replaced when the store grows: read them anew at each change.
 */
export class PictureStore {
  /** Rows ever used; some may be free. */
  size = 0;
  capacity = 0;
  /** Tracks held. */
  count = 0;
  /** Server's clock at the last frame applied, epoch ms; 0: none yet. */
  tickMs = 0;
  /** Tracks in the view as the server counts them, by whole cells. */
  inView = 0;
  /** Tracks of the whole picture, with or without a position. */
  total = 0;

  /** 0: the row is free. */
  key = new Uint32Array(0);
  /** 0: none. */
  mmsi = new Uint32Array(0);
  /** 1/600,000 degree. */
  lon = new Int32Array(0);
  lat = new Int32Array(0);
  sog = new Uint16Array(0);
  cog = new Uint16Array(0);
  heading = new Uint16Array(0);
  rot = new Int8Array(0);
  navStatus = new Uint8Array(0);
  shipType = new Uint8Array(0);
  kind = new Uint8Array(0);
  state = new Uint8Array(0);
  flags = new Uint16Array(0);
  toBow = new Uint16Array(0);
  toStern = new Uint16Array(0);
  toPort = new Uint8Array(0);
  toStarboard = new Uint8Array(0);
  /** Server's clock when the position was received: what motion is reckoned from. */
  heardMs = new Float64Array(0);
  lastSeenMs = new Float64Array(0);
  intervalMs = new Uint32Array(0);
  /** null: not known. */
  readonly names: (string | null)[] = [];
  /** Empty: the row is free. */
  readonly trackIds: string[] = [];

  private readonly rowOf = new Map<number, number>();
  private readonly rowOfId = new Map<string, number>();
  private readonly free: number[] = [];
  private readonly listeners = new Set<(change: RowRange) => void>();
  /** Number of the frame that last had a row of it. */
  private touched = new Uint32Array(0);
  private frames = 0;
  private from = 0;
  private to = 0;

  constructor(capacity = 1024) {
    this.grow(Math.max(1, capacity));
  }

  /** Applies a decoded frame and tells the listeners. */
  apply(frame: Frame): RowRange {
    this.frames++;
    this.from = Number.POSITIVE_INFINITY;
    this.to = 0;
    for (let i = 0; i < frame.rows.count; i++) this.put(frame.rows, i);
    if (frame.kind === 'snapshot') this.dropUntouched();
    else for (const key of frame.gone) this.dropKey(key);
    for (const who of frame.identities) {
      const row = this.rowOf.get(who.key);
      if (row === undefined) continue;
      this.mmsi[row] = who.mmsi;
      this.names[row] = who.name;
      if (this.trackIds[row]) this.rowOfId.delete(this.trackIds[row]);
      this.trackIds[row] = who.trackId;
      this.rowOfId.set(who.trackId, row);
      this.mark(row);
    }
    this.tickMs = frame.tickMs;
    this.inView = frame.inView;
    this.total = frame.total;
    const change = this.to === 0 ? { from: 0, to: 0 } : { from: this.from, to: this.to };
    for (const listener of this.listeners) listener(change);
    return change;
  }

  /** Called after every frame, also an empty one; returns how to stop it. */
  onChange(listener: (change: RowRange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Row of a track by its key; -1: not in the view. */
  rowOfKey(key: number): number {
    return this.rowOf.get(key) ?? -1;
  }

  /** Row of a track; -1: not in the view. */
  rowOfTrack(trackId: string): number {
    return this.rowOfId.get(trackId) ?? -1;
  }

  private put(rows: FrameRows, i: number): void {
    const key = rows.key[i] as number;
    const row = this.rowOf.get(key) ?? this.add(key);
    this.lon[row] = rows.lon[i] as number;
    this.lat[row] = rows.lat[i] as number;
    this.sog[row] = rows.sog[i] as number;
    this.cog[row] = rows.cog[i] as number;
    this.heading[row] = rows.heading[i] as number;
    this.rot[row] = rows.rot[i] as number;
    this.navStatus[row] = rows.navStatus[i] as number;
    this.shipType[row] = rows.shipType[i] as number;
    this.kind[row] = rows.kind[i] as number;
    this.state[row] = rows.state[i] as number;
    this.flags[row] = rows.flags[i] as number;
    this.toBow[row] = rows.toBow[i] as number;
    this.toStern[row] = rows.toStern[i] as number;
    this.toPort[row] = rows.toPort[i] as number;
    this.toStarboard[row] = rows.toStarboard[i] as number;
    this.heardMs[row] = rows.heardMs[i] as number;
    this.lastSeenMs[row] = rows.lastSeenMs[i] as number;
    this.intervalMs[row] = rows.intervalMs[i] as number;
    this.touched[row] = this.frames;
    this.mark(row);
  }

  private add(key: number): number {
    const row = this.free.pop() ?? this.size++;
    if (row >= this.capacity) this.grow(this.capacity * 2);
    this.key[row] = key;
    this.mmsi[row] = 0;
    this.names[row] = null;
    this.trackIds[row] = '';
    this.rowOf.set(key, row);
    this.count++;
    return row;
  }

  /** A track that crossed from one cell to another of the view is named gone by the first and has a row from the second. */
  private dropKey(key: number): void {
    const row = this.rowOf.get(key);
    if (row !== undefined && this.touched[row] !== this.frames) this.drop(row);
  }

  private dropUntouched(): void {
    for (let row = 0; row < this.size; row++) {
      if (this.key[row] !== 0 && this.touched[row] !== this.frames) this.drop(row);
    }
  }

  private drop(row: number): void {
    this.rowOf.delete(this.key[row] as number);
    this.rowOfId.delete(this.trackIds[row] as string);
    this.key[row] = 0;
    this.lon[row] = NO_POSITION;
    this.lat[row] = NO_POSITION;
    this.names[row] = null;
    this.trackIds[row] = '';
    this.free.push(row);
    this.count--;
    this.mark(row);
  }

  private mark(row: number): void {
    if (row < this.from) this.from = row;
    if (row >= this.to) this.to = row + 1;
  }

  private grow(capacity: number): void {
    const wider = <T extends Column>(old: T): T => {
      const column = new (old.constructor as new (length: number) => T)(capacity);
      column.set(old as never);
      return column;
    };
    this.capacity = capacity;
    this.key = wider(this.key);
    this.mmsi = wider(this.mmsi);
    this.lon = wider(this.lon);
    this.lat = wider(this.lat);
    this.sog = wider(this.sog);
    this.cog = wider(this.cog);
    this.heading = wider(this.heading);
    this.rot = wider(this.rot);
    this.navStatus = wider(this.navStatus);
    this.shipType = wider(this.shipType);
    this.kind = wider(this.kind);
    this.state = wider(this.state);
    this.flags = wider(this.flags);
    this.toBow = wider(this.toBow);
    this.toStern = wider(this.toStern);
    this.toPort = wider(this.toPort);
    this.toStarboard = wider(this.toStarboard);
    this.heardMs = wider(this.heardMs);
    this.lastSeenMs = wider(this.lastSeenMs);
    this.intervalMs = wider(this.intervalMs);
    this.touched = wider(this.touched);
  }
}
