import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  RAW_RECORD_OVERHEAD,
  type RawRecord,
  RawRecordWriter,
  type RawStart,
  rawHeaderLine,
} from '../../domain/history/raw-block.ts';
import { hasCode } from './error-code.ts';
import { fileOf, freeNumber } from './raw-files.ts';

const PIECE_BYTES = 1 << 16;
/** Pieces handed to the system at once. */
const MOST_PIECES = 64;

/** Bytes of all feeds that wait for the disk. */
export interface Backlog {
  bytes: number;
}

/** Where the file of an open block stands. */
export interface PartFile {
  readonly path: string;
  readonly number: number;
  /** Bytes written. */
  readonly bytes: number;
}

/** The block of a feed that is being written: records go to memory at once, and to `*.part` at each flush. */
export class OpenBlock {
  /** Bytes of records so far. */
  bytes = 0;
  private readonly writer: RawRecordWriter;
  private readonly waiting: Uint8Array[] = [];
  private piece: Uint8Array = new Uint8Array(0);
  private used = 0;
  /** What of the piece is handed on already. */
  private taken = 0;
  private file: { handle: FileHandle; path: string; number: number } | null = null;
  private position = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly start: RawStart,
    readonly bucketMs: number,
    private readonly backlog: Backlog,
  ) {
    this.writer = new RawRecordWriter(start.baseMs, start.baseOrder);
    this.append(Buffer.from(rawHeaderLine(start)));
  }

  get part(): PartFile | null {
    return this.file && { path: this.file.path, number: this.file.number, bytes: this.position };
  }

  /** Copies the record. */
  add(record: RawRecord): void {
    const most = record.content.length + RAW_RECORD_OVERHEAD;
    if (this.used + most > this.piece.length) {
      this.handOn();
      this.piece = new Uint8Array(Math.max(PIECE_BYTES, most));
      this.used = this.taken = 0;
    }
    const end = this.writer.write(this.piece, this.used, record);
    this.bytes += end - this.used;
    this.backlog.bytes += end - this.used;
    this.used = end;
  }

  /** Writes what waits. Rejects where the disk refuses; then it still waits, and the next flush tries again. */
  flush(): Promise<void> {
    const before = this.writing;
    this.writing = before.catch(() => {}).then(() => this.write());
    return this.writing;
  }

  /** Writes the rest and closes the file. */
  async close(): Promise<PartFile> {
    await this.flush();
    const { part, file } = this;
    if (!part || !file) throw new Error('a block without a file');
    await file.handle.datasync();
    await file.handle.close();
    return part;
  }

  private append(bytes: Uint8Array): void {
    this.waiting.push(bytes);
    this.backlog.bytes += bytes.length;
  }

  private handOn(): void {
    if (this.used > this.taken) this.waiting.push(this.piece.subarray(this.taken, this.used));
    this.taken = this.used;
  }

  private async write(): Promise<void> {
    this.handOn();
    if (this.waiting.length === 0) return;
    const { handle } = await this.opened();
    while (this.waiting.length > 0) {
      // by position: after a refused write the same bytes go to the same place
      const { bytesWritten } = await handle.writev(this.waiting.slice(0, MOST_PIECES), this.position);
      this.position += bytesWritten;
      this.backlog.bytes -= bytesWritten;
      this.drop(bytesWritten);
    }
  }

  /** Takes written bytes off what waits. */
  private drop(bytes: number): void {
    let left = bytes;
    while (left > 0) {
      const first = this.waiting[0] ?? new Uint8Array(left);
      if (first.length > left) this.waiting[0] = first.subarray(left);
      else this.waiting.shift();
      left -= Math.min(left, first.length);
    }
  }

  private async opened(): Promise<{ handle: FileHandle }> {
    for (let tries = 0; !this.file; tries++) {
      const number = await freeNumber(this.root, this.start.feed, this.bucketMs);
      const name = fileOf({ feed: this.start.feed, bucketMs: this.bucketMs, number, form: 'part' });
      const path = join(this.root, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        this.file = { handle: await open(path, 'wx', 0o600), path, number };
      } catch (error) {
        // the block before, of the same bucket, took the number meanwhile
        if (!hasCode(error, 'EEXIST') || tries > 9) throw error;
      }
    }
    return this.file;
  }
}
