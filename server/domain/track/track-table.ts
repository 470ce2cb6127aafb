import { kindCode, stateCode } from './kind.ts';

/** Stands for "not available" in the 16-bit columns. */
export const NONE_16 = 0xffff;
/** Stands for "no position" in `lon` and `lat`. */
export const NO_POSITION = 0x7fffffff;
/** lon and lat are whole 1/600,000 degrees: exact for AIS (1/10,000 minute). */
export const UNITS_PER_DEGREE = 600_000;

/**
 * All tracks, a column a property: the picture writes it, the stages below read it. A row belongs to one track as long as that
 * lives; `key` tells whether it is still the same. 100,000 rows take about 8 MB.
 */
export class TrackTable {
  /** Rows ever used; some may be free (`key` 0). */
  size = 0;
  capacity = 0;
  /** Unique number of the track in this run of the server, from 1; 0: the row is free. */
  key = new Uint32Array(0);
  /** Raised at every change of the row that a console must see. */
  revision = new Uint32Array(0);
  /** 0: none (radar only). */
  mmsi = new Uint32Array(0);
  lon = new Int32Array(0);
  lat = new Int32Array(0);
  /** Tenths of a knot, 0-1022 (1022: that or more); SAR aircraft to 10,220. */
  sog = new Uint16Array(0);
  /** Tenths of a degree true, 0-3599. */
  cog = new Uint16Array(0);
  /** Degrees true, 0-359. */
  heading = new Uint16Array(0);
  /** AIS rate-of-turn indicator -127..127 (4.733 * sqrt(deg/min)); -128: not available. */
  rot = new Int8Array(0);
  /** AIS navigational status; 15: not defined. */
  navStatus = new Uint8Array(0);
  /** AIS ship type; 0: not available. */
  shipType = new Uint8Array(0);
  kind = new Uint8Array(0);
  state = new Uint8Array(0);
  flags = new Uint16Array(0);
  /** Metres from the antenna to bow, stern, port and starboard side; all 0: not available. */
  toBow = new Uint16Array(0);
  toStern = new Uint16Array(0);
  toPort = new Uint8Array(0);
  toStarboard = new Uint8Array(0);
  /** Message time of the position, epoch ms. */
  fixMs = new Float64Array(0);
  /** Our time at which the position was received, epoch ms: what motion is reckoned from. */
  heardMs = new Float64Array(0);
  /** Our time of the last report of any type, epoch ms. */
  lastSeenMs = new Float64Array(0);
  /** Expected milliseconds between reports of its class, speed and status. */
  intervalMs = new Uint32Array(0);

  private readonly free: number[] = [];
  private lastKey = 0;

  constructor(capacity = 1024) {
    this.grow(Math.max(1, capacity));
  }

  /** A fresh row with nothing known; returns its index. */
  add(): number {
    const row = this.free.pop() ?? this.size++;
    if (row >= this.capacity) this.grow(this.capacity * 2);
    this.lastKey++;
    this.key[row] = this.lastKey;
    this.revision[row] = 0;
    this.mmsi[row] = 0;
    this.lon[row] = NO_POSITION;
    this.lat[row] = NO_POSITION;
    this.sog[row] = NONE_16;
    this.cog[row] = NONE_16;
    this.heading[row] = NONE_16;
    this.rot[row] = -128;
    this.navStatus[row] = 15;
    this.shipType[row] = 0;
    this.kind[row] = kindCode('vessel-a');
    this.state[row] = stateCode('live');
    this.flags[row] = 0;
    this.toBow[row] = this.toStern[row] = this.toPort[row] = this.toStarboard[row] = 0;
    this.fixMs[row] = this.heardMs[row] = this.lastSeenMs[row] = 0;
    this.intervalMs[row] = 0;
    return row;
  }

  /** Frees a row; its index will be used again under another key. */
  remove(row: number): void {
    if (row < 0 || row >= this.size || this.key[row] === 0) throw new RangeError(`row ${row} holds no track`);
    this.key[row] = 0;
    this.free.push(row);
  }

  /** Tracks alive. */
  get count(): number {
    return this.size - this.free.length;
  }

  private grow(capacity: number): void {
    const wider = <T extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array>(
      old: T,
    ): T => {
      const column = new (old.constructor as new (length: number) => T)(capacity);
      column.set(old as never);
      return column;
    };
    this.capacity = capacity;
    this.key = wider(this.key);
    this.revision = wider(this.revision);
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
    this.fixMs = wider(this.fixMs);
    this.heardMs = wider(this.heardMs);
    this.lastSeenMs = wider(this.lastSeenMs);
    this.intervalMs = wider(this.intervalMs);
  }
}
