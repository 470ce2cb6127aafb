import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeChunk } from './chunk.ts';
import type { Positions } from './positions.ts';
import { trackIdOfKey } from './track-key.ts';

/** A receiver as positions name it by number. */
export interface BlockSource {
  readonly source: number;
  readonly feed: string;
  /** Empty: the feed names none. */
  readonly station: string;
}

/** All tracks of one bucket of time, as GET /api/v1/history/blocks/{bucketMs} sends it. */
export interface Block {
  /** Begin of the bucket, epoch ms. */
  readonly bucketMs: number;
  /** true: positions may still be added. */
  readonly open: boolean;
  /** Raised whenever late positions change a closed bucket; from 1. */
  readonly revision: number;
  readonly sources: readonly BlockSource[];
  /** `chunk`: see chunk.ts. */
  readonly tracks: readonly { readonly key: number; readonly chunk: Uint8Array }[];
}

/** "MHBK" */
const MAGIC = [0x4d, 0x48, 0x42, 0x4b] as const;
const VERSION = 1;
const OPEN = 1;

export function encodeBlock({ bucketMs, open, revision, sources, tracks }: Block): Uint8Array<ArrayBuffer> {
  const size = tracks.reduce((sum, { chunk }) => sum + chunk.length + 16, 64);
  const out = new ByteWriter(size);
  for (const byte of MAGIC) out.byte(byte);
  out.byte(VERSION);
  out.byte(open ? OPEN : 0);
  out.double(bucketMs);
  out.varint(revision);
  out.varint(sources.length);
  for (const { source, feed, station } of sources) {
    out.varint(source);
    out.text(feed);
    out.text(station);
  }
  out.varint(tracks.length);
  for (const { key, chunk } of tracks) {
    out.varint(key);
    out.varint(chunk.length);
    out.raw(chunk);
  }
  return out.done();
}

/** Throws a RangeError naming what is wrong with the bytes. Chunks are views of `bytes`. */
export function decodeBlock(bytes: Uint8Array): Block {
  const from = new ByteReader(bytes);
  for (const byte of MAGIC)
    if (from.byte() !== byte) throw new RangeError('not a block of history: its first bytes are others');
  const version = from.byte();
  if (version !== VERSION) throw new RangeError(`version of the block must be ${VERSION}, got ${version}`);
  const open = (from.byte() & OPEN) !== 0;
  const bucketMs = from.double();
  const revision = from.varint();
  const sources: BlockSource[] = [];
  for (let n = from.varint(); n > 0; n--) {
    sources.push({ source: from.varint(), feed: from.text(), station: from.text() });
  }
  const tracks: { key: number; chunk: Uint8Array }[] = [];
  for (let n = from.varint(); n > 0; n--) tracks.push({ key: from.varint(), chunk: from.raw(from.varint()) });
  if (from.left !== 0) throw new RangeError(`${from.left} bytes are left over`);
  return { bucketMs, open, revision, sources, tracks };
}

/** The positions of each track of the block. */
export function* tracksOf(block: Block): Generator<{ readonly trackId: string; readonly positions: Positions }> {
  for (const { key, chunk } of block.tracks) {
    yield { trackId: trackIdOfKey(key), positions: decodeChunk(chunk, block.bucketMs) };
  }
}
