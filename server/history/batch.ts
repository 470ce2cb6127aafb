import { crc32 } from 'node:zlib';
import { Positions } from '../domain/history/positions.ts';
import type { IdentityFacts } from '../domain/track/identity.ts';

/** From `atMs` (epoch ms) a track was of this kind (code) and said to be this; null: it had said nothing. */
export interface IdentityRow {
  readonly key: number;
  readonly atMs: number;
  readonly kind: number;
  readonly identity: IdentityFacts | null;
}

/** Code of a state: as in the track table, or this one. */
export const GONE = 3;

/** From `atMs` (epoch ms) a track was in this state. `flags`: see FLAG of domain/track. */
export interface StateRow {
  readonly key: number;
  readonly atMs: number;
  readonly state: number;
  readonly flags: number;
}

/** From `atMs` (epoch ms) a feed gave something, or nothing. */
export interface FeedRow {
  readonly feed: string;
  readonly atMs: number;
  readonly up: boolean;
}

/** What the recorder heard in about a second: what is written to the database as one. */
export interface Batch {
  /** Our clock at its end, epoch ms. */
  readonly atMs: number;
  /** Key of the track of each position. */
  readonly keys: Float64Array;
  /** `source` of each: index in `sources`. */
  readonly positions: Positions;
  readonly sources: readonly { readonly feed: string; readonly station: string }[];
  readonly identities: readonly IdentityRow[];
  readonly states: readonly StateRow[];
  readonly feeds: readonly FeedRow[];
}

const MAGIC = 'MHB1';
const HEAD_BYTES = 8;
const CRC_BYTES = 4;

const columnsOf = ({ keys, positions: p }: Pick<Batch, 'keys' | 'positions'>, size: number) =>
  [keys, p.atMs, p.lon, p.lat, p.source, p.sog, p.cog, p.heading, p.rot, p.navStatus, p.flags].map((column) =>
    column.subarray(0, size),
  );

/** The batch as a file: magic, length of the JSON head, head, columns, CRC-32. */
export function encodeBatch(batch: Batch): Buffer {
  const { atMs, sources, identities, states, feeds, positions } = batch;
  const head = Buffer.from(JSON.stringify({ atMs, size: positions.size, sources, identities, states, feeds }));
  const start = Buffer.alloc(HEAD_BYTES);
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(head.length, 4);
  const columns = columnsOf(batch, positions.size).map((column) =>
    Buffer.from(column.buffer, column.byteOffset, column.byteLength),
  );
  const body = Buffer.concat([start, head, ...columns, Buffer.alloc(CRC_BYTES)]);
  body.writeUInt32LE(crc32(body.subarray(0, -CRC_BYTES)), body.length - CRC_BYTES);
  return body;
}

/** What `encodeBatch` made. Throws an Error when the bytes are not whole: a file cut by a power failure. */
export function decodeBatch(bytes: Buffer): Batch {
  if (bytes.length < HEAD_BYTES + CRC_BYTES || bytes.toString('latin1', 0, 4) !== MAGIC) throw new Error('not a batch');
  const sum = bytes.readUInt32LE(bytes.length - CRC_BYTES);
  if (crc32(bytes.subarray(0, -CRC_BYTES)) !== sum) throw new Error('its checksum is wrong');
  const headEnd = HEAD_BYTES + bytes.readUInt32LE(4);
  const { size, ...head } = JSON.parse(bytes.toString('utf8', HEAD_BYTES, headEnd)) as Omit<
    Batch,
    'keys' | 'positions'
  > & { size: number };
  const positions = new Positions(Math.max(1, size));
  positions.size = size;
  const keys = new Float64Array(size);
  let at = headEnd;
  for (const column of columnsOf({ keys, positions }, size)) {
    const target = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    bytes.copy(target, 0, at, at + target.length);
    at += target.length;
  }
  return { ...head, keys, positions };
}
