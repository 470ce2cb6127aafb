import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { FeedsService } from '../../feeds/feeds.service.ts';
import { Clock } from '../../platform/clock.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { reasonOf, StartError } from '../../platform/start-error.ts';
import { Chain } from './chain.ts';
import type { PostState } from './head-posts.ts';
import type { BlockName } from './raw-files.ts';
import { RawLog } from './raw-log.ts';
import type { DropOrder, Dropped } from './raw-retention.ts';
import type { TimeState } from './time-check.ts';

const TICK_MS = 1_000;
/** Blocks larger than this together are closed by the next start: stopping must not take long. */
const CLOSE_AT_STOP_BYTES = 8 << 20;

/** Directory of raw sentences. */
const rawRoot = (dataDir: string): string => join(dataDir, 'raw');

export interface RawStatus {
  /** Bytes that wait for the disk. */
  readonly backlogBytes: number;
  /** Bytes received and not kept since the start. */
  readonly lostBytes: number;
  /** Why the disk refuses; null: it does not. */
  readonly error: string | null;
  /** Where signed heads go. */
  readonly heads: readonly PostState[];
  /** The machine's clock against NTP_SERVER; null: not yet known. */
  readonly time: TimeState | null;
}

/** Sentences as received: kept from the first byte on, in a chain of files under DATA_DIR/raw. */
@Injectable()
export class RawService implements OnModuleInit, BeforeApplicationShutdown {
  readonly root: string;
  private readonly logger = new Logger('history');
  private chain: Chain;
  private log: RawLog;
  private subscription: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private chainError: string | null = null;
  /** What the last run has left is closed and entered. */
  private recovered: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly feeds: FeedsService,
  ) {
    this.root = rawRoot(config.dataDir);
  }

  async onModuleInit(): Promise<void> {
    const { root, config, clock } = this;
    const warn = (text: string): void => this.logger.warn(text);
    try {
      mkdirSync(root, { recursive: true, mode: 0o700 });
      const { dataDir, history } = config;
      this.chain = await Chain.open({ root, dataDir, history, nowMs: () => clock.nowMs(), warn });
    } catch (error) {
      throw new StartError(`cannot keep raw sentences in ${root}: ${reasonOf(error)}`);
    }
    const seal = async (name: BlockName): Promise<void> => {
      await this.recovered;
      await this.chain.seal(name);
    };
    this.log = new RawLog({ root, clock, simulation: config.demo, seal, warn });
    this.recovered = this.chain.recover().catch((error: unknown) => {
      this.logger.error(`what the last run left of raw sentences cannot be closed: ${reasonOf(error)}`);
    });
    this.subscription = this.feeds.received$.subscribe((received) => this.log.take(received));
    this.subscription.add(clock.changed$.subscribe(() => this.log.endBlocks()));
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.timer) return; // it did not start
    this.isStopped = true;
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    await this.log.flush();
    if (this.log.partBytes < CLOSE_AT_STOP_BYTES) await this.log.close();
    await this.chain.close();
  }

  /** To be called once a second. */
  tick(): void {
    this.log.tick();
    this.chain.tick(performance.now()).then(
      () => this.noteChain(null),
      (error: unknown) => this.noteChain(reasonOf(error)),
    );
  }

  /** Has all that was received on disk, as far as the disk takes it. */
  flush(): Promise<void> {
    return this.log.flush();
  }

  /** Has all that was received on disk, and every block that has ended closed. */
  async settle(): Promise<void> {
    await this.recovered;
    await this.log.seal(); // one that goes on may have passed by a block that ends now
    this.log.tick();
    await this.log.flush();
    await this.log.seal();
  }

  /** Bytes on disk; and the first time of receipt that is kept, epoch ms (null: nothing is). */
  usage(): { bytes: number; oldestMs: number | null } {
    const { kept } = this.chain;
    return { bytes: kept.bytes + this.log.partBytes, oldestMs: kept.oldestMs };
  }

  /** true: the space that is left must not be used. */
  halt(halted: boolean): void {
    this.log.isHalted = halted;
  }

  /** Gives up closed blocks of before a time that are not held; a signed checkpoint in the chain says which. */
  async dropBefore(order: DropOrder): Promise<Dropped> {
    await this.recovered;
    return this.chain.drop(order);
  }

  /** What is not kept of what was received. */
  loss(): { lostBytes: number; error: string | null } {
    return { lostBytes: this.log.lostBytes, error: this.log.error ?? this.chainError };
  }

  status(): RawStatus {
    const { backlogBytes, lostBytes } = this.log;
    const error = this.log.error ?? this.chainError;
    return { backlogBytes, lostBytes, error, heads: this.chain.headStates(), time: this.chain.timeState() };
  }

  /** Tries go on every second: only a change is worth a line in the log. */
  private noteChain(error: string | null): void {
    // a look at the clock may still wait for its answer when the chain is closed
    if (error !== null && this.chainError === null && !this.isStopped) {
      this.logger.error(`the chain of raw sentences cannot be added to: ${error}`);
    }
    this.chainError = error;
  }
}
