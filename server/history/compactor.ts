import type { Logger } from 'pino';
import { BUCKET_MS } from '../contract/history.ts';
import type { CompactionStore } from './compaction.store.ts';

/** A bucket is closed this long after its end: positions take a while on their way. */
const GRACE_MS = 30_000;
/** Buckets of late positions merged in one go. */
const LATE_AT_ONCE = 50;

export interface CompactorOptions {
  readonly store: CompactionStore;
  readonly log: Pick<Logger, 'error' | 'info' | 'debug'>;
  /** true: no more waits to be written than of this second; a bucket is not closed before. */
  readonly isAbreast: () => boolean;
}

/** Closes buckets of history one after the other and puts late positions into closed ones. */
export class Compactor {
  private running: Promise<void> | null = null;
  private failed = false;

  constructor(private readonly options: CompactorOptions) {}

  /** Does all that is due at `nowMs` (our clock, epoch ms); a call while one is under way joins it. */
  tick(nowMs: number): Promise<void> {
    this.running ??= this.work(nowMs)
      .then(() => {
        this.failed = false;
      })
      .catch((error: unknown) => {
        if (!this.failed) this.options.log.error({ err: error }, 'history cannot be compacted');
        this.failed = true;
      })
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  /** Resolves when what is under way is done. */
  async settle(): Promise<void> {
    await this.running;
  }

  private async work(nowMs: number): Promise<void> {
    const { store } = this.options;
    for (;;) {
      const bounds = await store.bounds();
      if (bounds === null) return;
      const { closedBeforeMs, compactedBeforeMs } = bounds;
      if (compactedBeforeMs < closedBeforeMs) {
        await this.compact(compactedBeforeMs, closedBeforeMs);
        continue;
      }
      const dueMs = nowMs - GRACE_MS;
      if (closedBeforeMs + BUCKET_MS > dueMs || !this.options.isAbreast()) break;
      await store.close(await this.nextBound(closedBeforeMs, dueMs));
    }
    await this.mergeLate();
  }

  /** End of the next bucket; of the last empty one where there are many: the server may have been away for weeks. */
  private async nextBound(fromMs: number, dueMs: number): Promise<number> {
    const firstMs = (await this.options.store.hotFromMs(fromMs)) ?? dueMs;
    const emptyUntilMs = Math.min(firstMs, dueMs);
    return Math.max(fromMs + BUCKET_MS, emptyUntilMs - (emptyUntilMs % BUCKET_MS));
  }

  private async compact(fromMs: number, toMs: number): Promise<void> {
    const { store, log } = this.options;
    // of several buckets closed at once all are empty, but for rows that came in the very moment
    const firstMs = Math.min((await store.hotFromMs(fromMs)) ?? toMs, toMs);
    const bucketMs = Math.max(fromMs, firstMs - (firstMs % BUCKET_MS));
    if (bucketMs >= toMs) {
      await store.compact(toMs - BUCKET_MS, toMs);
      return;
    }
    const positions = await store.compact(bucketMs, bucketMs + BUCKET_MS);
    log.debug({ bucketMs, positions }, 'a bucket of history was compacted');
  }

  private async mergeLate(): Promise<void> {
    const { store, log } = this.options;
    const bounds = await store.bounds();
    if (bounds === null) return;
    const buckets = await store.lateBuckets(bounds.compactedBeforeMs, LATE_AT_ONCE);
    for (const bucketMs of buckets) {
      const late = await store.mergeLate(bucketMs);
      log.debug({ bucketMs, late }, 'late positions were put into their bucket');
    }
  }
}
