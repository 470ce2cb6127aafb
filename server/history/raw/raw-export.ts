import { BUCKET_MS } from '../../contract/history.ts';
import { RawBlockReader, type RawRecord } from '../../domain/history/raw-block.ts';
import { RawLines } from '../../domain/history/raw-lines.ts';
import { reasonOf } from '../../platform/start-error.ts';
import { piecesOf } from './block-file.ts';
import { hasCode } from './error-code.ts';
import { type BlockFile, blockFilesOf, bucketOf, fileOf } from './raw-files.ts';

/** A line that began longer than this before the span is cut, ms. */
const LONGEST_LINE_MS = 10_000;
const CHUNK_BYTES = 1 << 16;

/** Lines that one record ended, and when. */
interface Told {
  readonly receivedMs: number;
  readonly run: string;
  readonly order: number;
  readonly text: Uint8Array;
}

export interface RawSpan {
  /** Epoch ms by our time of receipt: from inclusive to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Sentences of the feeds in the order of receipt, as NMEA lines with times. A block that cannot be read is told of and passed over. */
export async function* rawLines(root: string, feeds: readonly string[], span: RawSpan): AsyncGenerator<Uint8Array> {
  let chunk: Uint8Array[] = [];
  let bytes = 0;
  for await (const { text } of merged(feeds.map((feed) => toldBy(root, feed, span)))) {
    chunk.push(text);
    bytes += text.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(chunk);
    chunk = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunk);
}

/** The block files of a feed that may hold lines of the span, each block once, in the order of time. */
async function filesFor(root: string, feed: string, { fromMs, toMs }: RawSpan): Promise<BlockFile[]> {
  const files: BlockFile[] = [];
  const from = bucketOf(Math.max(0, fromMs - LONGEST_LINE_MS));
  for await (const file of blockFilesOf(root, feed, { fromMs: from, toMs: Math.min(toMs, Number.MAX_SAFE_INTEGER) })) {
    const last = files.at(-1);
    if (last?.bucketMs !== file.bucketMs || last.number !== file.number) files.push(file);
    else if (file.form === 'closed') files[files.length - 1] = file; // it is being closed
  }
  return files;
}

async function* toldBy(root: string, feed: string, span: RawSpan): AsyncGenerator<readonly Told[]> {
  let lines = new RawLines({ feed, ...span });
  let run = '';
  for (const file of await filesFor(root, feed, span)) {
    let told: Told[] = [];
    const reader = new RawBlockReader((record: RawRecord) => {
      if (reader.start && reader.start.run !== run) {
        run = reader.start.run;
        lines = new RawLines({ feed, ...span }); // the connections of another run are others
      }
      const text = lines.take(record);
      if (text.length > 0) told.push({ receivedMs: record.receivedMs, order: record.order, run, text });
    });
    try {
      for await (const piece of nowPiecesOf(root, file)) {
        reader.push(piece);
        if (told.length > 0) yield told;
        told = [];
      }
      if (file.form === 'closed') reader.finish();
    } catch (error) {
      yield [...told, complaint(file, reasonOf(error), run, span)];
    }
  }
}

/** Pieces of a block that may be closed at this moment. */
async function* nowPiecesOf(root: string, file: BlockFile): AsyncGenerator<Uint8Array> {
  try {
    yield* piecesOf(root, file);
  } catch (error) {
    if (file.form === 'closed' || !hasCode(error, 'ENOENT')) throw error;
    yield* piecesOf(root, { ...file, form: 'closed' });
  }
}

function complaint(file: BlockFile, why: string, run: string, { fromMs, toMs }: RawSpan): Told {
  const receivedMs = Math.min(toMs - 1, Math.max(fromMs, file.bucketMs + BUCKET_MS - 1));
  const text = Buffer.from(`# ${receivedMs}: ${fileOf(file)} cannot be read: ${why.replaceAll('\n', ' ')}\n`);
  return { receivedMs, run, order: Number.MAX_SAFE_INTEGER, text };
}

/** Brings several sequences, each in order, into one. */
async function* merged(sources: readonly AsyncGenerator<readonly Told[]>[]): AsyncGenerator<Told> {
  const heads: Head[] = [];
  try {
    for (const source of sources) {
      const head = new Head(source);
      if (await head.next()) heads.push(head);
    }
    while (heads.length > 0) {
      const first = heads.reduce((a, b) => (isBefore(b.told, a.told) ? b : a));
      yield first.told;
      if (!(await first.next())) heads.splice(heads.indexOf(first), 1);
    }
  } finally {
    // also where the reader goes away in the middle: every file is closed
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

/** The next of a sequence that comes in batches. */
class Head {
  told: Told;
  private batch: readonly Told[] = [];
  private at = 0;

  constructor(private readonly source: AsyncGenerator<readonly Told[]>) {}

  /** false: there is no more. */
  next(): boolean | Promise<boolean> {
    const told = this.batch[this.at++];
    if (told === undefined) return this.refill();
    this.told = told;
    return true;
  }

  private async refill(): Promise<boolean> {
    const { done, value } = await this.source.next();
    if (done) return false;
    this.batch = value;
    this.at = 0;
    return this.next();
  }
}

/** Within one run the order tells; the clock may have been set back. */
function isBefore(one: Told, two: Told): boolean {
  if (one.run === two.run && one.order !== two.order) return one.order < two.order;
  return one.receivedMs < two.receivedMs;
}
