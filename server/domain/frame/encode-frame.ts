import type { TrackTable } from '../track/track-table.ts';
import {
  FRAME_KINDS,
  FRAME_MAGIC,
  FRAME_VERSION,
  type FrameKind,
  HEADER,
  HEADER_BYTES,
  IDENTITY_BYTES,
  LONGEST_TEXT,
  NEVER,
  ROW,
  ROW_BYTES,
} from './frame-layout.ts';

/** What a frame says beside its records. */
export interface FrameHead {
  readonly kind: FrameKind;
  /** Server's clock at the tick, epoch ms. */
  readonly tickMs: number;
  /** Number of the frame on its connection, 0 - 2^32-1; a gap means that frames were lost. */
  readonly sequence: number;
  /** Tracks in the reader's view, counted by whole cells. */
  readonly inView: number;
  /** Tracks in the whole picture, with or without a position. */
  readonly total: number;
}

/** Runs of records, each encoded by the functions below. */
export interface FrameParts {
  /** Runs of rows. */
  readonly rows: readonly Uint8Array[];
  /** Runs of gone keys. */
  readonly gone: readonly Uint8Array[];
  /** Runs of identities with the number of records in each. */
  readonly identities: readonly IdentityRun[];
}

export interface IdentityRun {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/** Who a track is. */
export interface FrameIdentity {
  /** Key of the track in this run of the server. */
  readonly key: number;
  /** 0: none (radar only). */
  readonly mmsi: number;
  readonly trackId: string;
  /** null: not known. */
  readonly name: string | null;
}

const utf8 = new TextEncoder();

/** Milliseconds from `thenMs` to `tickMs` as a u32; `NEVER` where `thenMs` is not a time. */
function ageMs(tickMs: number, thenMs: number): number {
  if (!(thenMs > 0)) return NEVER;
  const age = Math.round(tickMs - thenMs);
  if (age <= 0) return 0;
  return age < NEVER ? age : NEVER - 1;
}

/** Rows of a table as they are at `tickMs`, epoch ms. */
export interface RowSource {
  readonly table: TrackTable;
  readonly rows: readonly number[];
  readonly tickMs: number;
}

/** Writes the rows from `offset` on, `ROW_BYTES` each; returns the offset after them. Hot: no allocation. */
export function writeRows(out: DataView, offset: number, { table, rows, tickMs }: RowSource): number {
  let at = offset;
  for (let i = 0; i < rows.length; i++, at += ROW_BYTES) {
    const row = rows[i] as number;
    out.setUint32(at + ROW.key, table.key[row] as number, true);
    out.setInt32(at + ROW.lon, table.lon[row] as number, true);
    out.setInt32(at + ROW.lat, table.lat[row] as number, true);
    out.setUint32(at + ROW.heardAgeMs, ageMs(tickMs, table.heardMs[row] as number), true);
    out.setUint32(at + ROW.lastSeenAgeMs, ageMs(tickMs, table.lastSeenMs[row] as number), true);
    out.setUint32(at + ROW.intervalMs, table.intervalMs[row] as number, true);
    out.setUint16(at + ROW.sog, table.sog[row] as number, true);
    out.setUint16(at + ROW.cog, table.cog[row] as number, true);
    out.setUint16(at + ROW.heading, table.heading[row] as number, true);
    out.setUint16(at + ROW.toBow, table.toBow[row] as number, true);
    out.setUint16(at + ROW.toStern, table.toStern[row] as number, true);
    out.setInt8(at + ROW.rot, table.rot[row] as number);
    out.setUint8(at + ROW.navStatus, table.navStatus[row] as number);
    out.setUint8(at + ROW.shipType, table.shipType[row] as number);
    out.setUint8(at + ROW.kind, table.kind[row] as number);
    out.setUint8(at + ROW.state, table.state[row] as number);
    out.setUint16(at + ROW.flags, table.flags[row] as number, true);
    out.setUint8(at + ROW.toPort, table.toPort[row] as number);
    out.setUint8(at + ROW.toStarboard, table.toStarboard[row] as number);
    out.setUint8(at + ROW.state + 1, 0);
  }
  return at;
}

/** The rows of a table at `tickMs` as one run. */
export function encodeRows(table: TrackTable, rows: readonly number[], tickMs: number): Uint8Array {
  const bytes = new Uint8Array(rows.length * ROW_BYTES);
  writeRows(new DataView(bytes.buffer), 0, { table, rows, tickMs });
  return bytes;
}

/** Keys of tracks that are gone as one run. */
export function encodeGone(keys: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(keys.length * 4);
  const out = new DataView(bytes.buffer);
  for (let i = 0; i < keys.length; i++) out.setUint32(i * 4, keys[i] as number, true);
  return bytes;
}

/** One identity; a name longer than 255 bytes of UTF-8 is cut, a trackId that long is refused. */
export function encodeIdentity(identity: FrameIdentity): Uint8Array {
  const trackId = utf8.encode(identity.trackId);
  if (trackId.length > LONGEST_TEXT)
    throw new RangeError(`trackId has ${trackId.length} bytes, at most ${LONGEST_TEXT}`);
  const name = utf8.encode(shortened(identity.name ?? ''));
  const bytes = new Uint8Array(IDENTITY_BYTES + trackId.length + name.length);
  const out = new DataView(bytes.buffer);
  out.setUint32(0, identity.key, true);
  out.setUint32(4, identity.mmsi, true);
  out.setUint8(8, trackId.length);
  out.setUint8(9, name.length);
  bytes.set(trackId, IDENTITY_BYTES);
  bytes.set(name, IDENTITY_BYTES + trackId.length);
  return bytes;
}

/** As many whole characters as fit. */
function shortened(name: string): string {
  if (name.length * 3 <= LONGEST_TEXT || utf8.encode(name).length <= LONGEST_TEXT) return name;
  let kept = '';
  let length = 0;
  for (const character of name) {
    length += utf8.encode(character).length;
    if (length > LONGEST_TEXT) break;
    kept += character;
  }
  return kept;
}

/** Joins runs into one frame, written to `bytes` made by `allocate` (default: a fresh Uint8Array). */
export function joinFrame(
  head: FrameHead,
  parts: FrameParts,
  allocate: (length: number) => Uint8Array = (length) => new Uint8Array(length),
): Uint8Array {
  const rowBytes = total(parts.rows);
  const goneBytes = total(parts.gone);
  let identityBytes = 0;
  let identityCount = 0;
  for (const run of parts.identities) {
    identityBytes += run.bytes.length;
    identityCount += run.count;
  }
  const bytes = allocate(HEADER_BYTES + rowBytes + goneBytes + identityBytes);
  const out = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  writeHead(out, head);
  out.setUint32(HEADER.rowCount, rowBytes / ROW_BYTES, true);
  out.setUint32(HEADER.goneCount, goneBytes / 4, true);
  out.setUint32(HEADER.identityCount, identityCount, true);
  out.setUint32(HEADER.identityBytes, identityBytes, true);
  let offset = HEADER_BYTES;
  for (const run of parts.rows) {
    bytes.set(run, offset);
    offset += run.length;
  }
  for (const run of parts.gone) {
    bytes.set(run, offset);
    offset += run.length;
  }
  for (const run of parts.identities) {
    bytes.set(run.bytes, offset);
    offset += run.bytes.length;
  }
  return bytes;
}

function writeHead(out: DataView, head: FrameHead): void {
  out.setUint32(HEADER.magic, FRAME_MAGIC, true);
  out.setUint8(HEADER.version, FRAME_VERSION);
  out.setUint8(HEADER.kind, FRAME_KINDS.indexOf(head.kind));
  out.setUint16(HEADER.kind + 1, 0, true);
  out.setFloat64(HEADER.tickMs, head.tickMs, true);
  out.setUint32(HEADER.sequence, head.sequence, true);
  out.setUint32(HEADER.inView, head.inView, true);
  out.setUint32(HEADER.total, head.total, true);
}

function total(runs: readonly Uint8Array[]): number {
  let length = 0;
  for (const run of runs) length += run.length;
  return length;
}
