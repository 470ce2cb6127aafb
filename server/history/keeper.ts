import type { Logger } from 'pino';
import type { HistoryStatus, HoldThing } from '../contract/history.ts';
import type { HistoryConfig } from '../platform/config.ts';
import { Growth } from './growth.ts';
import type { HeldSpan } from './hold.store.ts';
import type { Partition, RetentionStore } from './retention.store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1_048_576;
/** Part of the volume from which on it is said that space runs short. */
const WARN_ABOVE_PCT = 80;
/** Space is made until twice the reserve is free, so that it is not made again at once. */
const RESERVES = 2;
/** For lack of space nothing younger than these goes, step by step. */
const SPARED_MS = [7 * DAY_MS, DAY_MS, HOUR_MS] as const;

/** The files of raw sentences, as far as space goes. */
interface RawSpace {
  usage(): { readonly bytes: number; readonly oldestMs: number | null };
  /** Deletes what is wholly before and not held. */
  dropBefore(order: {
    beforeMs: number;
    held: (fromMs: number, toMs: number) => boolean;
    reason: string;
  }): Promise<unknown>;
}

export interface KeeperOptions {
  readonly history: HistoryConfig;
  readonly store: RetentionStore;
  readonly raw: RawSpace;
  readonly holds: (thing: HoldThing, nowMs: number) => Promise<readonly HeldSpan[]>;
  /** Bytes of the volume of the data directory. */
  readonly space: () => Promise<{ readonly total: number; readonly free: number }>;
  /** The database stands on that volume too. */
  readonly isDatabaseHere: boolean;
  /** true: nothing may be written any more, the reserve is reached. */
  readonly stopWriting: (stop: boolean) => void;
  readonly tell: (disk: NonNullable<HistoryStatus['disk']>) => void;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** Lets go of what is older than it must be kept, and of the oldest where space runs out; never of what is held. */
export class Keeper {
  private readonly growth = new Growth();
  private rawHeld: readonly HeldSpan[] = [];
  private positionsHeld: readonly HeldSpan[] = [];
  private wasFull = false;

  constructor(private readonly options: KeeperOptions) {}

  /** What is due by age. To be called every few minutes; `nowMs`: our clock. */
  async expire(nowMs: number): Promise<void> {
    const { store, raw, history } = this.options;
    await this.learnHolds(nowMs);
    await this.dropHot(nowMs - history.hotHours * HOUR_MS);
    const beforeMs = nowMs - history.days * DAY_MS;
    await this.dropChunks(beforeMs);
    // of what is held the names are kept too
    await store.forget(Math.min(beforeMs, ...this.positionsHeld.map(({ fromMs }) => fromMs)));
    const order = { beforeMs: nowMs - history.rawDays * DAY_MS, held: heldBy(this.rawHeld) };
    await raw.dropBefore({ ...order, reason: 'retention' });
  }

  /** Looks at the space and makes some where it must; `nowMs`: our clock. */
  async watch(nowMs: number): Promise<void> {
    const { space, history, stopWriting, tell, log } = this.options;
    const reserve = history.reserveMib * MIB;
    let { total, free } = await space();
    const isFull = free < reserve * RESERVES;
    if (isFull) {
      if (!this.wasFull) log.error({ free, reserve }, 'the disk is full: what is oldest is given up');
      // the database may be away: the reserve is kept all the same
      await this.makeRoom(nowMs, reserve * RESERVES).catch((error: unknown) =>
        log.error({ err: error }, 'no room was made'),
      );
      ({ total, free } = await space());
    }
    this.wasFull = isFull;
    stopWriting(free < reserve);
    this.growth.learn(await this.used(), nowMs);
    const usedPct = Math.round((1 - free / total) * 1_000) / 10;
    tell({
      usedPct,
      freeBytes: free,
      daysLeft: this.growth.daysUntil(Math.max(0, free - reserve * RESERVES)),
      state: isFull ? 'full' : usedPct >= WARN_ABOVE_PCT ? 'warning' : 'ok',
    });
  }

  /** Plain rows that are in chunks too; then the oldest sentences and positions in turn, the younger ones last. */
  private async makeRoom(nowMs: number, wanted: number): Promise<void> {
    const { space, raw } = this.options;
    const isEnough = async (): Promise<boolean> => (await space()).free >= wanted;
    await this.learnHolds(nowMs);
    await this.dropHot(nowMs);
    let beforeMs = raw.usage().oldestMs ?? nowMs;
    for (const sparedMs of SPARED_MS) {
      const limitMs = nowMs - sparedMs;
      for (;;) {
        if (await isEnough()) return;
        const isLast = beforeMs + DAY_MS > limitMs; // the days before may be held: so a day further at each turn
        beforeMs = isLast ? Math.max(beforeMs, limitMs) : beforeMs + DAY_MS;
        await raw.dropBefore({ beforeMs, held: heldBy(this.rawHeld), reason: 'lack of space' });
        const isDropped = await this.dropOldestDay(limitMs);
        if (isLast && !isDropped) break;
      }
    }
  }

  private async dropHot(beforeMs: number): Promise<void> {
    const { store } = this.options;
    const limitMs = Math.min(beforeMs, await store.compactedBeforeMs());
    for (const partition of await store.partitions('position')) {
      if (partition.toMs <= limitMs) await this.drop(partition);
    }
  }

  private async dropChunks(beforeMs: number): Promise<void> {
    for (const partition of await this.freeChunks(beforeMs)) await this.drop(partition);
  }

  private async dropOldestDay(beforeMs: number): Promise<boolean> {
    const [oldest] = await this.freeChunks(beforeMs);
    if (oldest !== undefined) await this.drop(oldest);
    return oldest !== undefined;
  }

  /** Days of chunks that are wholly before, and of which nothing is held. */
  private async freeChunks(beforeMs: number): Promise<Partition[]> {
    const isHeld = heldBy(this.positionsHeld);
    const partitions = await this.options.store.partitions('position_chunk');
    return partitions.filter(({ fromMs, toMs }) => toMs <= beforeMs && !isHeld(fromMs, toMs));
  }

  private async drop(partition: Partition): Promise<void> {
    await this.options.store.drop(partition);
    this.options.log.info({ partition: partition.name, bytes: partition.bytes }, 'let go of old positions');
  }

  private async learnHolds(nowMs: number): Promise<void> {
    this.rawHeld = await this.options.holds('raw', nowMs);
    this.positionsHeld = await this.options.holds('positions', nowMs);
  }

  private async used(): Promise<number> {
    const { store, raw, isDatabaseHere } = this.options;
    return raw.usage().bytes + (isDatabaseHere ? await store.size() : 0);
  }
}

const heldBy =
  (spans: readonly HeldSpan[]) =>
  (fromMs: number, toMs: number): boolean =>
    spans.some((span) => span.fromMs < toMs && span.toMs > fromMs);
