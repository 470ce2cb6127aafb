import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { RawBlockError, RawBlockReader, type RawHeader, rawHeaderLine } from '../../domain/history/raw-block.ts';
import { piecesOf } from './block-file.ts';
import type { Draft } from './ledger-entry.ts';
import { type BlockName, fileOf } from './raw-files.ts';

export interface SealOptions {
  readonly root: string;
  /** Enters the block in the chain. */
  readonly enter: (draft: Draft) => Promise<unknown>;
  readonly warn: (text: string) => void;
}

/**
 * Makes a closed block of a part: what is whole of it, compressed, under its name, on the disk; then its entry; then the part goes.
 * Killed anywhere in between, the same again at the next start ends alike.
 */
export async function seal(name: BlockName, { root, enter, warn }: SealOptions, isLeft = false): Promise<void> {
  const part = fileOf({ ...name, form: 'part' });
  const { header, headerBytes, wholeBytes, why } = await survey(root, name);
  if (why !== null) {
    await rename(join(root, part), join(root, `${part}.bad`));
    warn(`${part}: ${why}; moved to ${part}.bad, what was whole before it is kept`);
  }
  if (header !== null) {
    const from = join(root, why === null ? part : `${part}.bad`);
    const file = fileOf({ ...name, form: 'closed' });
    const packed = await pack(header, { from, start: headerBytes, end: wholeBytes }, join(root, file));
    const { feed, fromMs, toMs, records, bytes } = header;
    const recovered = isLeft ? { recovered: true as const } : {};
    await enter({ type: 'block', file, feed, fromMs, toMs, records, bytes, ...packed, ...recovered });
  }
  await rm(join(root, part), { force: true });
}

interface Survey {
  /** null: there is no whole record. */
  readonly header: RawHeader | null;
  readonly headerBytes: number;
  readonly wholeBytes: number;
  /** What is wrong with it; null: nothing, or only a record that was being written. */
  readonly why: string | null;
}

async function survey(root: string, name: BlockName): Promise<Survey> {
  const reader = new RawBlockReader();
  let why: string | null = null;
  try {
    for await (const piece of piecesOf(root, { ...name, form: 'part' })) reader.push(piece);
  } catch (error) {
    if (!(error instanceof RawBlockError)) throw error;
    why = error.message;
  }
  const { start, read, headerBytes, wholeBytes } = reader;
  const header = start && read.records > 0 ? { ...start, ...read } : null;
  return { header, headerBytes, wholeBytes, why };
}

interface Packed {
  readonly stored: number;
  readonly sha256: string;
}

async function pack(
  header: RawHeader,
  body: { readonly from: string; readonly start: number; readonly end: number },
  to: string,
): Promise<Packed> {
  const hash = createHash('sha256');
  let stored = 0;
  await pipeline(
    async function* () {
      yield Buffer.from(rawHeaderLine(header));
      yield* createReadStream(body.from, { start: body.start, end: body.end - 1 });
    },
    createGzip(),
    async function* (packed: AsyncIterable<Buffer>) {
      for await (const piece of packed) {
        hash.update(piece);
        stored += piece.length;
        yield piece;
      }
    },
    createWriteStream(`${to}.new`, { mode: 0o600, flush: true }),
  );
  await rename(`${to}.new`, to);
  await syncFolder(dirname(to));
  return { stored, sha256: hash.digest('hex') };
}

/** So that a name survives a power cut too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null); // not every system opens folders
  await folder?.sync().catch(() => {});
  await folder?.close();
}
