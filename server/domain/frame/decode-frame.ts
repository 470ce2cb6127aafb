import type { FrameHead, FrameIdentity } from './encode-frame.ts';
import {
  FRAME_KINDS,
  FRAME_MAGIC,
  FRAME_VERSION,
  HEADER,
  HEADER_BYTES,
  IDENTITY_BYTES,
  NEVER,
  ROW,
  ROW_BYTES,
} from './frame-layout.ts';

/** Rows of a frame, a column a property; units as in `TrackTable`. */
export interface FrameRows {
  readonly count: number;
  readonly key: Uint32Array;
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  readonly sog: Uint16Array;
  readonly cog: Uint16Array;
  readonly heading: Uint16Array;
  readonly rot: Int8Array;
  readonly navStatus: Uint8Array;
  readonly shipType: Uint8Array;
  readonly kind: Uint8Array;
  readonly state: Uint8Array;
  readonly flags: Uint16Array;
  readonly toBow: Uint16Array;
  readonly toStern: Uint16Array;
  readonly toPort: Uint8Array;
  readonly toStarboard: Uint8Array;
  /** Server's clock when the position was received, epoch ms; 0: never. */
  readonly heardMs: Float64Array;
  /** Server's clock at the last report of any type, epoch ms; 0: never. */
  readonly lastSeenMs: Float64Array;
  /** Milliseconds between reports to be expected. */
  readonly intervalMs: Uint32Array;
}

/** One decoded frame. */
export interface Frame extends FrameHead {
  readonly rows: FrameRows;
  /** Keys of tracks that are gone, unless `rows` has them. */
  readonly gone: Uint32Array;
  readonly identities: readonly FrameIdentity[];
}

const utf8 = new TextDecoder();

/** Decodes a whole frame; throws a RangeError that names the field and its value when it is not one. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { head, rowCount, goneCount, identityCount } = readHead(view);
  const goneAt = HEADER_BYTES + rowCount * ROW_BYTES;
  const gone = new Uint32Array(goneCount);
  for (let i = 0; i < goneCount; i++) gone[i] = view.getUint32(goneAt + i * 4, true);
  return {
    ...head,
    rows: readRows(view, rowCount, head.tickMs),
    gone,
    identities: readIdentities(bytes, goneAt + goneCount * 4, identityCount),
  };
}

function readHead(view: DataView): { head: FrameHead; rowCount: number; goneCount: number; identityCount: number } {
  if (view.byteLength < HEADER_BYTES)
    throw new RangeError(`frame has ${view.byteLength} bytes, at least ${HEADER_BYTES}`);
  const magic = view.getUint32(HEADER.magic, true);
  if (magic !== FRAME_MAGIC)
    throw new RangeError(`magic is 0x${magic.toString(16)}, not 0x${FRAME_MAGIC.toString(16)}`);
  const version = view.getUint8(HEADER.version);
  if (version !== FRAME_VERSION) throw new RangeError(`version is ${version}, not ${FRAME_VERSION}`);
  const kindCode = view.getUint8(HEADER.kind);
  const kind = FRAME_KINDS[kindCode];
  if (kind === undefined) throw new RangeError(`kind is ${kindCode}, not 0 or 1`);
  const u32 = (offset: number): number => view.getUint32(offset, true);
  const [rowCount, goneCount] = [u32(HEADER.rowCount), u32(HEADER.goneCount)];
  const length = HEADER_BYTES + rowCount * ROW_BYTES + goneCount * 4 + u32(HEADER.identityBytes);
  if (length !== view.byteLength) throw new RangeError(`frame has ${view.byteLength} bytes, its header says ${length}`);
  const head: FrameHead = {
    kind,
    tickMs: view.getFloat64(HEADER.tickMs, true),
    sequence: u32(HEADER.sequence),
    inView: u32(HEADER.inView),
    total: u32(HEADER.total),
  };
  return { head, rowCount, goneCount, identityCount: u32(HEADER.identityCount) };
}

/** Columns for `count` rows, all zero. */
function emptyRows(count: number): FrameRows {
  return {
    count,
    key: new Uint32Array(count),
    lon: new Int32Array(count),
    lat: new Int32Array(count),
    sog: new Uint16Array(count),
    cog: new Uint16Array(count),
    heading: new Uint16Array(count),
    rot: new Int8Array(count),
    navStatus: new Uint8Array(count),
    shipType: new Uint8Array(count),
    kind: new Uint8Array(count),
    state: new Uint8Array(count),
    flags: new Uint16Array(count),
    toBow: new Uint16Array(count),
    toStern: new Uint16Array(count),
    toPort: new Uint8Array(count),
    toStarboard: new Uint8Array(count),
    heardMs: new Float64Array(count),
    lastSeenMs: new Float64Array(count),
    intervalMs: new Uint32Array(count),
  };
}

function readRows(view: DataView, count: number, tickMs: number): FrameRows {
  const rows = emptyRows(count);
  for (let i = 0, at = HEADER_BYTES; i < count; i++, at += ROW_BYTES) {
    rows.key[i] = view.getUint32(at + ROW.key, true);
    rows.lon[i] = view.getInt32(at + ROW.lon, true);
    rows.lat[i] = view.getInt32(at + ROW.lat, true);
    rows.heardMs[i] = timeOf(tickMs, view.getUint32(at + ROW.heardAgeMs, true));
    rows.lastSeenMs[i] = timeOf(tickMs, view.getUint32(at + ROW.lastSeenAgeMs, true));
    rows.intervalMs[i] = view.getUint32(at + ROW.intervalMs, true);
    rows.sog[i] = view.getUint16(at + ROW.sog, true);
    rows.cog[i] = view.getUint16(at + ROW.cog, true);
    rows.heading[i] = view.getUint16(at + ROW.heading, true);
    rows.toBow[i] = view.getUint16(at + ROW.toBow, true);
    rows.toStern[i] = view.getUint16(at + ROW.toStern, true);
    rows.rot[i] = view.getInt8(at + ROW.rot);
    rows.navStatus[i] = view.getUint8(at + ROW.navStatus);
    rows.shipType[i] = view.getUint8(at + ROW.shipType);
    rows.kind[i] = view.getUint8(at + ROW.kind);
    rows.state[i] = view.getUint8(at + ROW.state);
    rows.flags[i] = view.getUint16(at + ROW.flags, true);
    rows.toPort[i] = view.getUint8(at + ROW.toPort);
    rows.toStarboard[i] = view.getUint8(at + ROW.toStarboard);
  }
  return rows;
}

const timeOf = (tickMs: number, ageMs: number): number => (ageMs === NEVER ? 0 : tickMs - ageMs);

function readIdentities(bytes: Uint8Array, from: number, count: number): FrameIdentity[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const identities: FrameIdentity[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    const textAt = at + IDENTITY_BYTES;
    const nameAt = textAt > bytes.length ? Number.NaN : textAt + view.getUint8(at + 8);
    const end = nameAt + view.getUint8(Math.min(at + 9, bytes.length - 1));
    if (!(end <= bytes.length)) throw new RangeError(`identity ${i} of ${count} ends outside the frame`);
    identities.push({
      key: view.getUint32(at, true),
      mmsi: view.getUint32(at + 4, true),
      trackId: utf8.decode(bytes.subarray(textAt, nameAt)),
      name: end === nameAt ? null : utf8.decode(bytes.subarray(nameAt, end)),
    });
    at = end;
  }
  if (at !== bytes.length) throw new RangeError(`identities end at byte ${at} of ${bytes.length}`);
  return identities;
}
