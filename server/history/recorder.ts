import { NOT_SENT, POSITION_FLAG, Positions } from '../domain/history/positions.ts';
import { aisTrackKey, radarTrackKey } from '../domain/history/track-key.ts';
import type { Fix } from '../domain/track/change.ts';
import type { Identity } from '../domain/track/identity.ts';
import type { TrackTable } from '../domain/track/track-table.ts';
import { NONE_16 } from '../domain/track/track-table.ts';
import { type Batch, type FeedRow, GONE, type IdentityRow, type StateRow } from './batch.ts';

/** What the recorder reads of the picture. */
export interface Recorded {
  readonly table: TrackTable;
  /** 1 for the first craft on its MMSI, 2 for the second, ... */
  ordinalOf(row: number): number;
  /** Number of a track that radar alone sees; 0: it is on AIS. */
  radarNumberOf(row: number): number;
  identity(row: number): Identity | null;
}

interface Change {
  readonly row: number;
  readonly what: 'appeared' | 'fix' | 'late' | 'identity' | 'state' | 'gone';
  readonly fix: Fix | null;
}

/** Positions held between two batches at most: whoever takes them is stuck, and the memory must not fill. */
const MOST = 500_000;
const FIRST_CAPACITY = 4_096;

/** Copies every change of the picture until the next batch is made of it. Hot path: `take`. */
export class Recorder {
  private keys = new Float64Array(FIRST_CAPACITY);
  private positions = new Positions(FIRST_CAPACITY);
  private sources: { feed: string; station: string }[] = [];
  private readonly sourceNumbers = new Map<string, Map<string, number>>();
  private identities: IdentityRow[] = [];
  private states: StateRow[] = [];
  private feeds: FeedRow[] = [];
  /** Kind (code) told last of each row + 1; 0: none. */
  private kinds = new Uint8Array(1_024);
  /** Positions not taken because too many were held. */
  lost = 0;

  constructor(private readonly picture: Recorded) {}

  /** A change of the picture; `nowMs`: our clock, epoch ms. */
  take({ row, what, fix }: Change, nowMs: number): void {
    if (fix !== null) {
      if (this.kinds[row] !== (this.picture.table.kind[row] ?? 0) + 1) this.tellIdentity(row, nowMs);
      this.addFix(row, fix);
    } else if (what === 'appeared' || what === 'identity') {
      this.tellIdentity(row, nowMs);
      if (what === 'appeared') this.tellState(row, this.picture.table.state[row] ?? 0, nowMs);
    } else if (what === 'state') {
      this.tellState(row, this.picture.table.state[row] ?? 0, nowMs);
    } else if (what === 'gone') {
      this.tellState(row, GONE, nowMs);
      this.kinds[row] = 0;
    }
  }

  feed(row: FeedRow): void {
    this.feeds.push(row);
  }

  /** What was heard since the last batch; null: nothing. */
  batch(nowMs: number): Batch | null {
    const isEmpty = this.positions.size + this.identities.length + this.states.length + this.feeds.length === 0;
    if (isEmpty) return null;
    const { positions, sources, identities, states, feeds } = this;
    const keys = this.keys.subarray(0, positions.size);
    const capacity = Math.max(FIRST_CAPACITY, positions.size);
    this.keys = new Float64Array(capacity);
    this.positions = new Positions(capacity);
    this.sources = [];
    this.sourceNumbers.clear();
    this.identities = [];
    this.states = [];
    this.feeds = [];
    return { atMs: nowMs, keys, positions, sources, identities, states, feeds };
  }

  private addFix(row: number, fix: Fix): void {
    const { positions } = this;
    const i = positions.size;
    if (i >= MOST) {
      this.lost++;
      return;
    }
    if (i === this.keys.length) {
      const wider = new Float64Array(i * 2);
      wider.set(this.keys);
      this.keys = wider;
      positions.reserve(i * 2);
    }
    this.keys[i] = this.keyOf(row);
    positions.atMs[i] = Math.round(fix.fixMs);
    positions.lon[i] = fix.lon;
    positions.lat[i] = fix.lat;
    positions.sog[i] = fix.sog === NONE_16 ? NOT_SENT : fix.sog;
    positions.cog[i] = fix.cog === NONE_16 ? NOT_SENT : fix.cog;
    positions.heading[i] = fix.heading === NONE_16 ? NOT_SENT : fix.heading;
    positions.rot[i] = fix.rot;
    positions.navStatus[i] = fix.navStatus;
    positions.source[i] = this.sourceOf(fix.feed, fix.station);
    positions.flags[i] =
      (fix.accurate ? POSITION_FLAG.accurate : 0) |
      (fix.coarse ? POSITION_FLAG.coarse : 0) |
      (fix.late ? POSITION_FLAG.late : 0) |
      (fix.suspect ? POSITION_FLAG.suspect : 0);
    positions.size = i + 1;
  }

  private sourceOf(feed: string, station: string): number {
    let stations = this.sourceNumbers.get(feed);
    if (stations === undefined) {
      stations = new Map();
      this.sourceNumbers.set(feed, stations);
    }
    let number = stations.get(station);
    if (number === undefined) {
      number = this.sources.length;
      this.sources.push({ feed, station });
      stations.set(station, number);
    }
    return number;
  }

  private tellIdentity(row: number, atMs: number): void {
    const kind = this.picture.table.kind[row] ?? 0;
    if (row >= this.kinds.length) {
      const wider = new Uint8Array(Math.max(row + 1, this.kinds.length * 2));
      wider.set(this.kinds);
      this.kinds = wider;
    }
    this.kinds[row] = kind + 1;
    const identity = this.picture.identity(row);
    this.identities.push({ key: this.keyOf(row), atMs, kind, identity: identity?.facts() ?? null });
  }

  private tellState(row: number, state: number, atMs: number): void {
    this.states.push({ key: this.keyOf(row), atMs, state, flags: this.picture.table.flags[row] ?? 0 });
  }

  private keyOf(row: number): number {
    const radar = this.picture.radarNumberOf(row);
    return radar > 0
      ? radarTrackKey(radar)
      : aisTrackKey(this.picture.table.mmsi[row] ?? 0, this.picture.ordinalOf(row));
  }
}
