import type { HistoryConfig } from '../../platform/config.ts';
import { ChainKeys } from './chain-keys.ts';
import { HeadPosts, type PostState } from './head-posts.ts';
import { KeptBlocks } from './kept-blocks.ts';
import { Ledger } from './ledger.ts';
import type { Entry } from './ledger-entry.ts';
import { type BlockFile, type BlockName, dayOf } from './raw-files.ts';
import { type DropOrder, type Dropped, RawRetention } from './raw-retention.ts';
import { leftFiles, recover } from './recovery.ts';
import { type SealOptions, seal } from './seal.ts';
import { TimeCheck, type TimeCheckOptions, type TimeState } from './time-check.ts';

export interface ChainOptions {
  /** Directory of raw sentences. */
  readonly root: string;
  readonly dataDir: string;
  readonly history: Pick<HistoryConfig, 'chainHeadFile' | 'chainHeadUrl' | 'ntpServer'>;
  /** Our clock, epoch ms. */
  readonly nowMs: () => number;
  readonly warn: (text: string) => void;
  /** How a time server is asked, in tests. */
  readonly askTime?: TimeCheckOptions['ask'];
}

/** The chain of raw sentences with all that is entered in it: blocks, checkpoints, heads, the clock. */
export class Chain {
  readonly kept = new KeptBlocks();
  private ledger: Ledger;
  private readonly posts: HeadPosts;
  private readonly time: TimeCheck;
  private readonly sealing: SealOptions;
  private readonly retention: RawRetention;
  /** Files that were ever entered; only until the recovery is done. */
  private entered: Set<string> | null = new Set();
  private left: readonly BlockFile[] = [];
  private lastHeadDay: string | null = null;
  private lastType: Entry['type'] | null = null;
  private ticking = false;

  private constructor(private readonly options: ChainOptions) {
    const { root, history, warn, askTime } = options;
    const enter: SealOptions['enter'] = (draft) => this.ledger.add(draft);
    this.posts = new HeadPosts({ root, file: history.chainHeadFile, url: history.chainHeadUrl, warn });
    this.time = new TimeCheck({ server: history.ntpServer, enter, ...(askTime ? { ask: askTime } : {}) });
    this.sealing = { root, enter, warn };
    this.retention = new RawRetention({ root, kept: this.kept, enter });
  }

  static async open(options: ChainOptions): Promise<Chain> {
    const { root, dataDir, nowMs, warn } = options;
    const chain = new Chain(options);
    const keys = ChainKeys.open(dataDir, warn);
    chain.ledger = await Ledger.open({ root, keys, nowMs, warn, entered: (entry) => chain.took(entry) });
    chain.left = await leftFiles(root);
    return chain;
  }

  /** Closes and enters what the last run has left. Before it is done nothing else is closed. */
  async recover(): Promise<void> {
    const { kept, entered, left, sealing } = this;
    await recover(left, { ...sealing, kept, wasEntered: (file) => entered?.has(file) === true });
    this.left = [];
    this.entered = null;
  }

  seal(name: BlockName): Promise<void> {
    return seal(name, this.sealing);
  }

  drop(order: DropOrder): Promise<Dropped> {
    return this.retention.drop(order);
  }

  /** To be called often: the hourly look at the clock, the daily head, its sending. `elapsedMs` only goes forward. */
  async tick(elapsedMs: number): Promise<void> {
    if (this.ticking) return;
    this.ticking = true;
    try {
      await this.time.tick(elapsedMs);
      if (dayOf(this.options.nowMs()) !== this.lastHeadDay && this.lastType !== 'head') await this.signHead();
      await this.posts.tick(elapsedMs);
    } finally {
      this.ticking = false;
    }
  }

  /** Signs the end of the chain as it is now. */
  async signHead(): Promise<void> {
    await this.ledger.add({ type: 'head' });
  }

  headStates(): PostState[] {
    return this.posts.states();
  }

  timeState(): TimeState | null {
    return this.time.state;
  }

  close(): Promise<void> {
    return this.ledger.close();
  }

  private took(entry: Entry): void {
    this.lastType = entry.type;
    if (entry.type === 'block') {
      this.kept.add(entry);
      this.entered?.add(entry.file);
    } else if (entry.type === 'checkpoint') this.kept.cover(entry);
    else if (entry.type === 'head') {
      this.lastHeadDay = dayOf(entry.atMs);
      this.posts.add(entry);
    }
  }
}
