import { randomBytes } from 'node:crypto';
import type { Received } from '../../feeds/received.ts';
import { reasonOf } from '../../platform/start-error.ts';
import { FeedLog } from './feed-log.ts';
import type { Backlog } from './open-block.ts';
import type { BlockName } from './raw-files.ts';

/** Bytes of all feeds that may wait for the disk. */
const MOST_BACKLOG = 64 << 20;
/** More than this is written at once, not at the next tick. */
const FLUSH_BYTES = 1 << 20;

type Work = 'write' | 'close';

export interface RawLogOptions {
  /** Directory of raw sentences. */
  readonly root: string;
  readonly clock: { nowMs(): number; readonly rate: number };
  /** The traffic is not real. */
  readonly simulation: boolean;
  /** Makes a closed block of the part of that name. */
  readonly seal: (name: BlockName) => Promise<void>;
  readonly warn: (text: string) => void;
  readonly mostBacklog?: number;
}

/** Keeps what the feeds receive: in memory at once, in the parts within a second, in closed blocks when their bucket is over. */
export class RawLog {
  private readonly feeds = new Map<string, FeedLog>();
  private readonly backlog: Backlog = { bytes: 0 };
  private readonly run = randomBytes(4).toString('hex');
  private readonly mostBacklog: number;
  /** Why the disk refused the last time; null: it did not. */
  private readonly errors: Record<Work, string | null> = { write: null, close: null };
  private order = 0;
  private isFlushing = false;
  /** Nothing is written: what comes waits in memory, and is lost and counted when there is too much of it. */
  isHalted = false;
  private sealing: Promise<void> | null = null;
  private warnedLost = 0;

  constructor(private readonly options: RawLogOptions) {
    this.mostBacklog = options.mostBacklog ?? MOST_BACKLOG;
  }

  /** Copies it. Hot path: one call a chunk. */
  take(received: Received): void {
    this.order++;
    this.of(received.feed).take(received, this.order);
    if (this.backlog.bytes > FLUSH_BYTES && !this.isFlushing && this.errors.write === null) void this.flush();
  }

  /** To be called once a second. */
  tick(): void {
    const nowMs = this.options.clock.nowMs();
    for (const feed of this.feeds.values()) feed.tick(nowMs);
    if (!this.isFlushing) void this.flush();
    void this.seal();
    this.warnOfLost();
  }

  /** The clock goes on otherwise than the present blocks say: what comes next goes into new ones. */
  endBlocks(): void {
    for (const feed of this.feeds.values()) feed.endBlock();
  }

  /** Writes what waits; never rejects, see `error`. */
  async flush(): Promise<void> {
    if (this.isHalted) return;
    this.isFlushing = true;
    const results = await Promise.allSettled([...this.feeds.values()].map((feed) => feed.flush()));
    this.isFlushing = false;
    const refused = results.find((result) => result.status === 'rejected');
    this.note('write', refused ? reasonOf(refused.reason) : null);
  }

  /** Closes the blocks that have ended, one at a time; never rejects. */
  seal(): Promise<void> {
    this.sealing ??= this.sealAll().finally(() => {
      this.sealing = null;
    });
    return this.sealing;
  }

  /** Ends every block and closes it. */
  async close(): Promise<void> {
    await this.sealing;
    this.endBlocks();
    await this.flush();
    await this.seal();
  }

  /** Why the disk refuses; null: it does not. */
  get error(): string | null {
    return this.errors.write ?? this.errors.close;
  }

  /** Bytes that wait for the disk. */
  get backlogBytes(): number {
    return this.backlog.bytes;
  }

  /** Bytes not kept since the start because the disk did not follow. */
  get lostBytes(): number {
    return [...this.feeds.values()].reduce((sum, feed) => sum + feed.lostBytes, 0);
  }

  /** Bytes on disk in blocks that are not closed. */
  get partBytes(): number {
    return [...this.feeds.values()].reduce((sum, feed) => sum + feed.partBytes, 0);
  }

  private of(feed: string): FeedLog {
    const known = this.feeds.get(feed);
    if (known) return known;
    const { root, clock, simulation } = this.options;
    const { run, backlog, mostBacklog } = this;
    const made = new FeedLog(feed, { root, run, clock, simulation, backlog, mostBacklog });
    this.feeds.set(feed, made);
    return made;
  }

  private async sealAll(): Promise<void> {
    let refused: string | null = null;
    for (const feed of this.feeds.values()) {
      try {
        await feed.sealEnded(this.options.seal);
      } catch (error) {
        refused = reasonOf(error);
      }
    }
    this.note('close', refused);
  }

  /** Tries go on every second: only a change is worth a line in the log. */
  private note(work: Work, error: string | null): void {
    const before = this.errors[work];
    this.errors[work] = error;
    const what = work === 'write' ? 'raw sentences' : 'blocks of raw sentences';
    const verb = work === 'write' ? 'written' : 'closed';
    if (error !== null && before === null) this.options.warn(`${what} cannot be ${verb}: ${error}`);
    if (error === null && before !== null) this.options.warn(`${what} are ${verb} again`);
  }

  private warnOfLost(): void {
    const { lostBytes } = this;
    if (lostBytes === this.warnedLost) return;
    this.options.warn(`${lostBytes - this.warnedLost} bytes received were not kept: the disk does not follow`);
    this.warnedLost = lostBytes;
  }
}
