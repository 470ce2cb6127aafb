import { statfs } from 'node:fs/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../platform/clock.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { LOG } from '../platform/log/log.ts';
import { HistoryService } from './history.service.ts';
import { HoldStore } from './hold.store.ts';
import { Keeper } from './keeper.ts';
import { RawService } from './raw/raw.service.ts';
import { RetentionStore } from './retention.store.ts';

const WATCH_EVERY_MS = 10_000;
const EXPIRE_EVERY_WATCHES = 30;

/** Looks at the space every ten seconds, and every five minutes at what is old enough to go. */
@Injectable()
export class KeeperService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly keeper: Keeper;
  private timer: NodeJS.Timeout | undefined;
  private watches = 0;
  private working: Promise<void> = Promise.resolve();
  private isBusy = false;
  private hasFailed = false;

  constructor(
    history: HistoryService,
    raw: RawService,
    holds: HoldStore,
    store: RetentionStore,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.keeper = new Keeper({
      ...{ history: config.history, store, raw, log },
      holds: (thing, nowMs) => holds.inForce(thing, nowMs),
      space: async () => {
        const { blocks, bavail, bsize } = await statfs(config.dataDir);
        return { total: blocks * bsize, free: bavail * bsize };
      },
      isDatabaseHere: config.databaseUrl === null,
      stopWriting: (stop) => {
        history.writer.halt(stop);
        raw.halt(stop);
      },
      tell: (disk) => history.tellDisk(disk),
    });
  }

  onApplicationBootstrap(): void {
    this.begin();
    this.timer = setInterval(() => this.begin(), WATCH_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private begin(): void {
    if (this.isBusy) return;
    this.isBusy = true;
    this.working = this.work().finally(() => {
      this.isBusy = false;
    });
  }

  /** Never rejects: the database may be away, which is said elsewhere. */
  private async work(): Promise<void> {
    const nowMs = this.clock.nowMs();
    try {
      await this.keeper.watch(nowMs);
      if (this.watches % EXPIRE_EVERY_WATCHES === 0) await this.keeper.expire(nowMs);
      this.watches++;
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.log.warn({ err: error }, 'space and age of history cannot be looked after');
      this.hasFailed = true;
    }
  }
}
