import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Batch, decodeBatch, encodeBatch } from './batch.ts';

const FILE = /^(\d{12})-(\d+)\.batch$/;
/** Batches kept in memory as well, so that one that is written at once is not read again. */
const AT_HAND = 8;
const SET_ASIDE_AS = 'bad-';

/** Batches of one run of the server that follow each other. */
export interface Taken {
  /** Run of the server that made them. */
  readonly runId: string;
  /** Number of the first in its run, from 1; the others follow it. */
  readonly firstSeq: number;
  readonly batches: readonly Batch[];
}

interface Entry {
  readonly run: string;
  readonly seq: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface SpoolOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
  /** For the name of this run: runs are written in this order. */
  readonly machineMs: number;
}

/**
 * Batches wait here, on disk, until the database has them: what was heard survives the database being away and the end of this
 * process. A file a batch, in a directory a run.
 */
export class Spool {
  private readonly run: string;
  private readonly queue: Entry[] = [];
  private readonly atHand = new Map<number, Batch>();
  private lastSeq = 0;
  private rowsWaiting = 0;
  private bytesWaiting = 0;
  private hasPlace = false;

  constructor(private readonly options: SpoolOptions) {
    this.run = `${String(options.machineMs).padStart(15, '0')}-${randomUUID()}`;
  }

  /** Positions that wait. */
  get rows(): number {
    return this.rowsWaiting;
  }

  get bytes(): number {
    return this.bytesWaiting;
  }

  get batches(): number {
    return this.queue.length;
  }

  /** Finds what earlier runs left. */
  async open(): Promise<void> {
    const { dir } = this.options;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    for (const run of (await readdir(dir)).filter((name) => /^\d{15}-[\da-f-]{36}$/.test(name)).sort()) {
      for (const name of (await readdir(join(dir, run))).sort()) {
        const parts = FILE.exec(name);
        if (parts === null) continue;
        const { size } = await stat(join(dir, run, name));
        this.note({ run, seq: Number(parts[1]), rows: Number(parts[2]), bytes: size });
      }
      await rmdir(join(dir, run)).catch(() => {}); // not empty: its batches are queued
    }
  }

  /** Resolves with true once the batch is on disk; false: there is no room for it. Rejects when the disk refuses. */
  async add(batch: Batch): Promise<boolean> {
    const bytes = encodeBatch(batch);
    if (this.bytesWaiting + bytes.length > this.options.maxBytes) return false;
    const entry = { run: this.run, seq: this.lastSeq + 1, rows: batch.positions.size, bytes: bytes.length };
    const path = this.pathOf(entry);
    if (!this.hasPlace) await mkdir(join(this.options.dir, this.run), { recursive: true, mode: 0o700 });
    this.hasPlace = true;
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await rename(`${path}.new`, path);
    this.lastSeq = entry.seq;
    this.note(entry);
    this.atHand.set(entry.seq, batch);
    if (this.atHand.size > AT_HAND) this.atHand.delete(this.atHand.keys().next().value ?? 0);
    return true;
  }

  /** The oldest batches of one run, not more than `maxRows` positions unless the first alone has more; null: none waits. */
  async take(maxRows: number): Promise<Taken | null> {
    const batches: Batch[] = [];
    let first: Entry | null = null;
    let rows = 0;
    for (let i = 0; i < this.queue.length; i++) {
      const entry = this.queue[i];
      if (entry === undefined) break;
      if (first !== null && (entry.run !== first.run || entry.seq !== first.seq + batches.length)) break;
      if (first !== null && rows + entry.rows > maxRows) break;
      const batch = await this.read(entry);
      if (batch === null) {
        this.drop(entry);
        if (first !== null) break;
        i--;
        continue;
      }
      first ??= entry;
      rows += entry.rows;
      batches.push(batch);
    }
    return first === null ? null : { runId: first.run.slice(16), firstSeq: first.seq, batches };
  }

  /** They are in the database. */
  async done(taken: Taken): Promise<void> {
    for (const entry of this.queue.slice(0, taken.batches.length)) {
      this.drop(entry);
      await rm(this.pathOf(entry), { force: true });
      if (entry.run !== this.run && this.queue[0]?.run !== entry.run) {
        await rmdir(join(this.options.dir, entry.run)).catch(() => {}); // a damaged batch stays there to be looked at
      }
    }
  }

  private async read(entry: Entry): Promise<Batch | null> {
    const known = entry.run === this.run ? this.atHand.get(entry.seq) : undefined;
    if (known !== undefined) return known;
    const path = this.pathOf(entry);
    try {
      return decodeBatch(await readFile(path));
    } catch (error) {
      this.options.log.error({ err: error, path }, 'a batch of history is damaged; it is set aside');
      await rename(path, join(this.options.dir, entry.run, `${SET_ASIDE_AS}${entry.seq}`)).catch(() => {});
      return null;
    }
  }

  private note(entry: Entry): void {
    this.queue.push(entry);
    this.rowsWaiting += entry.rows;
    this.bytesWaiting += entry.bytes;
  }

  private drop(entry: Entry): void {
    const at = this.queue.indexOf(entry);
    if (at < 0) return;
    this.queue.splice(at, 1);
    if (entry.run === this.run) this.atHand.delete(entry.seq);
    this.rowsWaiting -= entry.rows;
    this.bytesWaiting -= entry.bytes;
  }

  private pathOf({ run, seq, rows }: Entry): string {
    return join(this.options.dir, run, `${String(seq).padStart(12, '0')}-${rows}.batch`);
  }
}
