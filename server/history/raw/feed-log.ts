import { RAW_MAGIC, RAW_VERSION, type RawKind } from '../../domain/history/raw-block.ts';
import type { Received } from '../../feeds/received.ts';
import { type Backlog, OpenBlock } from './open-block.ts';
import { type BlockName, bucketOf } from './raw-files.ts';

/** A block is closed above this, bytes. */
const MOST_BLOCK_BYTES = 32 << 20;
const NOTHING = new Uint8Array(0);

export interface FeedLogOptions {
  /** Directory of raw sentences. */
  readonly root: string;
  /** Which run of the server this is. */
  readonly run: string;
  readonly clock: { readonly rate: number };
  readonly simulation: boolean;
  readonly backlog: Backlog;
  /** Bytes of all feeds that may wait for the disk. */
  readonly mostBacklog: number;
}

/** What one feed receives, in blocks: the current one and those that are to be closed. */
export class FeedLog {
  /** Bytes not kept since the disk did not follow. */
  lostBytes = 0;
  private current: OpenBlock | null = null;
  private readonly ended: { readonly block: OpenBlock; number: number | null }[] = [];
  /** Connections that the current block has named. */
  private readonly named = new Set<number>();
  /** Of the lost bytes, those that no block tells of yet. */
  private untold = 0;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    readonly feed: string,
    private readonly options: FeedLogOptions,
  ) {}

  /** Hot path. `order` counts over all feeds. */
  take({ receivedMs, connection, address, what, chunk }: Received, order: number): void {
    const { backlog, mostBacklog } = this.options;
    if (backlog.bytes + chunk.length > mostBacklog) {
      this.lostBytes += chunk.length;
      this.untold += chunk.length;
      return;
    }
    const block = this.blockAt(receivedMs, order);
    const add = (kind: RawKind, of: number, content: Uint8Array): void =>
      block.add({ kind, receivedMs, order, connection: of, content });
    if (this.untold > 0) add('lost', 0, Buffer.from(String(this.untold)));
    this.untold = 0;
    if (!this.named.has(connection)) {
      this.named.add(connection);
      add('connection', connection, address === '' ? NOTHING : Buffer.from(address));
    }
    add(what, connection, chunk);
    if (what === 'end') this.named.delete(connection);
    if (block.bytes >= MOST_BLOCK_BYTES) this.endBlock();
  }

  /** Ends the current block when its bucket is over. */
  tick(nowMs: number): void {
    if (this.current && bucketOf(nowMs) !== this.current.bucketMs) this.endBlock();
  }

  /** No more goes into the current block. */
  endBlock(): void {
    if (this.current) this.ended.push({ block: this.current, number: null });
    this.current = null;
    this.named.clear();
  }

  /** Writes what waits, of one block after the other: the order of blocks is the order of their numbers. */
  flush(): Promise<void> {
    const before = this.flushing;
    this.flushing = before.catch(() => {}).then(() => this.write());
    return this.flushing;
  }

  /** Hands each block that has ended to `seal`, its file being written and closed; what fails is there the next time. */
  async sealEnded(seal: (name: BlockName) => Promise<void>): Promise<void> {
    while (this.ended[0]) {
      const [first] = this.ended;
      const { block } = first;
      if (first.number === null) {
        await this.flush();
        first.number = (await block.close()).number;
      }
      await seal({ feed: this.feed, bucketMs: block.bucketMs, number: first.number });
      this.ended.shift();
    }
  }

  /** Bytes on disk in blocks that are not closed. */
  get partBytes(): number {
    return this.blocks.reduce((sum, block) => sum + (block.part?.bytes ?? 0), 0);
  }

  private get blocks(): OpenBlock[] {
    const ended = this.ended.map(({ block }) => block);
    return this.current ? [...ended, this.current] : ended;
  }

  private async write(): Promise<void> {
    for (const block of this.blocks) await block.flush();
  }

  private blockAt(receivedMs: number, order: number): OpenBlock {
    const bucketMs = bucketOf(receivedMs);
    if (this.current?.bucketMs !== bucketMs) this.endBlock();
    this.current ??= this.begin(bucketMs, receivedMs, order);
    return this.current;
  }

  private begin(bucketMs: number, baseMs: number, baseOrder: number): OpenBlock {
    const { root, run, clock, simulation, backlog } = this.options;
    const what = { magic: RAW_MAGIC, version: RAW_VERSION, feed: this.feed, run } as const;
    const start = { ...what, baseMs, baseOrder, rate: clock.rate, simulation };
    return new OpenBlock(root, start, bucketMs, backlog);
  }
}
