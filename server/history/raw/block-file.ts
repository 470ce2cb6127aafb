import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { RawBlockReader, type RawRecord } from '../../domain/history/raw-block.ts';
import { type BlockFile, fileOf } from './raw-files.ts';

const PIECE_BYTES = 1 << 16;

/** Content of a block file, decompressed, piece by piece. Throws where it cannot be read. */
export async function* piecesOf(root: string, file: BlockFile): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(join(root, fileOf(file)), { highWaterMark: PIECE_BYTES });
  if (file.form === 'part') {
    yield* stream;
    return;
  }
  const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
  stream.on('error', (error) => unpacked.destroy(error));
  try {
    yield* stream.pipe(unpacked);
  } finally {
    stream.destroy();
    unpacked.destroy();
  }
}

/** Reads a whole block. `finish` is left to the caller: what is still written may end within a record. */
export async function readBlock(
  root: string,
  file: BlockFile,
  onRecord?: (record: RawRecord) => void,
): Promise<RawBlockReader> {
  const reader = new RawBlockReader(onRecord);
  for await (const piece of piecesOf(root, file)) reader.push(piece);
  return reader;
}
