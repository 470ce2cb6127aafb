import type { Logger } from 'pino';
import type { HistoryState } from '../contract/history.ts';
import type { Batch } from './batch.ts';
import type { Spool, Taken } from './spool.ts';

/** Positions written in one transaction at most. */
const ROWS_AT_ONCE = 50_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
/** Batches that may wait until it is said that they wait; one is made a second. */
const UNSAID_BATCHES = 3;

/** Batches on their way while all is well: the one of this second, and the one before on a slow machine. */
const BATCHES_UNDER_WAY = 2;

/** What the writer needs of the database. */
interface BatchStore {
  write(taken: Taken): Promise<void>;
}

export interface WriterOptions {
  readonly spool: Spool;
  readonly store: BatchStore;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** Brings batches to disk and from there to the database, in order, each once, whatever breaks in between. */
export class HistoryWriter {
  /** Positions that neither disk nor database took. */
  lost = 0;
  /** Positions that reached the database since the start. */
  written = 0;
  private failing = false;
  private losing = false;
  private draining: Promise<void> | null = null;
  private adding: Promise<void> = Promise.resolve();
  private ending = false;
  private halted = false;
  private readonly stopping = new AbortController();

  constructor(private readonly options: WriterOptions) {}

  get state(): HistoryState {
    if (this.losing) return 'losing';
    return this.failing || this.options.spool.batches > UNSAID_BATCHES ? 'waiting' : 'ok';
  }

  /** Positions on their way. */
  get waiting(): number {
    return this.options.spool.rows;
  }

  /** true: it keeps pace; but for the batch of this second nothing waits. */
  get isAbreast(): boolean {
    return this.options.spool.batches <= BATCHES_UNDER_WAY && !this.failing;
  }

  /** true: nothing is written any more, what comes is lost and counted: the space that is left must not be used. */
  halt(halted: boolean): void {
    if (this.halted === halted) return;
    this.halted = halted;
    if (!halted) void this.drain();
  }

  /** Resolves when the batch is on disk, or lost and counted. */
  add(batch: Batch): Promise<void> {
    this.adding = this.adding.then(() => this.addNow(batch));
    return this.adding;
  }

  /** Goes on with what waits; resolves when nothing is left, or when it is told to stop. */
  drain(): Promise<void> {
    this.draining ??= this.drainAll().finally(() => {
      this.draining = null;
    });
    return this.draining;
  }

  /** What is not written yet stays on disk for the next start. */
  async stop(): Promise<void> {
    await this.adding;
    this.ending = true;
    if (this.failing) this.stopping.abort();
    await this.drain();
    this.stopping.abort();
  }

  private async addNow(batch: Batch): Promise<void> {
    if (this.halted) {
      this.lose(batch, 'the disk is full to its reserve (DISK_RESERVE_MIB)');
      return;
    }
    try {
      const isKept = await this.options.spool.add(batch);
      if (!isKept) this.lose(batch, 'the room for what waits for the database is full (SPOOL_MIB)');
      else this.losing = false;
    } catch (error) {
      this.lose(batch, error);
    }
    void this.drain();
  }

  private lose(batch: Batch, why: unknown): void {
    if (!this.losing) this.options.log.error({ why }, 'history is being lost');
    this.losing = true;
    this.lost += batch.positions.size;
  }

  private async drainAll(): Promise<void> {
    const { spool, store, log } = this.options;
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted && !this.halted) {
      try {
        const taken = await spool.take(ROWS_AT_ONCE);
        if (taken === null) return;
        await store.write(taken);
        await spool.done(taken);
        this.written += taken.batches.reduce((sum, { positions }) => sum + positions.size, 0);
        if (this.failing) log.info({ waiting: spool.rows }, 'history is written again');
        this.failing = false;
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (!this.failing) log.error({ err: error, waiting: spool.rows }, 'history waits for the database');
        this.failing = true;
        if (this.ending) return;
        await pause(pauseMs, signal);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
