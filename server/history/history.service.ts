import { join } from 'node:path';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { BehaviorSubject, type Observable, type Subscription } from 'rxjs';
import type { HistoryStatus } from '../contract/history.ts';
import { FeedsService } from '../feeds/feeds.service.ts';
import { PastDoor } from '../picture/past-door.ts';
import { PictureService } from '../picture/picture.service.ts';
import { Clock, type ClockChange } from '../platform/clock.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { LOG } from '../platform/log/log.ts';
import { CompactionStore } from './compaction.store.ts';
import { Compactor } from './compactor.ts';
import { FeedStore } from './feed.store.ts';
import { HistoryWriter } from './history-writer.ts';
import { PastPicture } from './past-picture.ts';
import { PositionStore } from './position.store.ts';
import { RawService } from './raw/raw.service.ts';
import { Recorder } from './recorder.ts';
import { Spool } from './spool.ts';

const TICK_MS = 1_000;
const COMPACT_EVERY_TICKS = 5;
const MIB = 1_048_576;

/** Keeps what the picture tells: a batch a second to disk and database, buckets closed behind it; and fills a new picture from it. */
@Injectable()
export class HistoryService implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly writer: HistoryWriter;
  readonly compactor: Compactor;
  private readonly recorder: Recorder;
  private readonly spool: Spool;
  private readonly subscriptions: Subscription[] = [];
  private readonly feedsUp = new Map<string, boolean>();
  private readonly statuses: BehaviorSubject<HistoryStatus>;
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;
  private disk: HistoryStatus['disk'] = null;

  constructor(
    private readonly picture: PictureService,
    private readonly feeds: FeedsService,
    private readonly clock: Clock,
    private readonly past: PastPicture,
    private readonly door: PastDoor,
    private readonly feedStore: FeedStore,
    private readonly raw: RawService,
    store: PositionStore,
    compaction: CompactionStore,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const { dataDir, history } = config;
    const dir = join(dataDir, 'spool');
    this.spool = new Spool({ dir, maxBytes: history.spoolMib * MIB, log, machineMs: Date.now() });
    this.writer = new HistoryWriter({ spool: this.spool, store, log });
    this.recorder = new Recorder(picture);
    this.compactor = new Compactor({ store: compaction, log, isAbreast: () => this.writer.isAbreast });
    this.statuses = new BehaviorSubject(this.now({ lostBytes: 0, error: null }));
  }

  /** How it goes, at each change. */
  get status$(): Observable<HistoryStatus> {
    return this.statuses;
  }

  get status(): HistoryStatus {
    return this.statuses.value;
  }

  /** Space on the volume, as the keeper found it. */
  tellDisk(disk: HistoryStatus['disk']): void {
    const is = this.disk;
    const isSame = is?.state === disk?.state && is?.usedPct === disk?.usedPct && is?.daysLeft === disk?.daysLeft;
    if (is === null || !isSame) this.disk = disk;
    this.tell();
  }

  async onModuleInit(): Promise<void> {
    this.door.open((atMs, box) => this.past.at(atMs, box));
    await this.spool.open();
    await this.writer.drain(); // what an earlier run left belongs into the picture that is filled now
    await this.feedStore.endLeft();
    await this.refill();
    this.subscriptions.push(
      this.picture.changes$.subscribe((change) => this.recorder.take(change, this.clock.nowMs())),
      this.clock.changed$.subscribe((change) => this.leap(change)),
      this.feeds.status$.subscribe((feeds) => {
        for (const { name, state } of feeds) this.tellFeed(name, state === 'up');
      }),
    );
    this.timer = setInterval(() => void this.tick(), TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** After the feeds are shut, before the database is left. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    for (const [feed, up] of this.feedsUp) if (up) this.tellFeed(feed, false);
    await this.flush();
    await this.writer.stop();
    await this.compactor.settle();
    this.statuses.complete();
  }

  /** Brings what was heard until now on its way. */
  async flush(): Promise<void> {
    const batch = this.recorder.batch(this.clock.nowMs());
    if (batch !== null) await this.writer.add(batch);
  }

  private async tick(): Promise<void> {
    this.ticks++;
    await this.flush();
    this.tell();
    if (this.ticks % COMPACT_EVERY_TICKS === 0) await this.compactor.tick(this.clock.nowMs());
  }

  private async refill(): Promise<void> {
    const beganMs = performance.now();
    const nowMs = this.clock.nowMs();
    const tracks = this.picture.refill(await this.past.known(nowMs), nowMs);
    if (tracks > 0) this.log.info({ tracks, ms: Math.round(performance.now() - beganMs) }, 'the picture is refilled');
  }

  private tellFeed(feed: string, up: boolean): void {
    if (this.feedsUp.get(feed) === up) return;
    this.feedsUp.set(feed, up);
    this.recorder.feed({ feed, atMs: this.clock.nowMs(), up });
  }

  /** Nothing was heard of the time that the clock has leapt over: every feed has a gap there. */
  private leap({ fromMs, nowMs }: ClockChange): void {
    if (nowMs <= fromMs) return;
    for (const [feed, up] of this.feedsUp) {
      if (!up) continue;
      this.recorder.feed({ feed, atMs: fromMs, up: false });
      this.recorder.feed({ feed, atMs: nowMs, up: true });
    }
  }

  private tell(): void {
    const next = this.now();
    const { value } = this.statuses;
    const isSame =
      next.state === value.state &&
      next.lost === value.lost &&
      next.disk === value.disk &&
      next.raw.lostBytes === value.raw.lostBytes &&
      next.raw.error === value.raw.error &&
      (next.state === 'ok' || next.waiting === value.waiting);
    if (!isSame) this.statuses.next(next);
  }

  private now(raw = this.raw.loss()): HistoryStatus {
    const { state, waiting, lost } = this.writer;
    return { state, waiting, lost: lost + this.recorder.lost, raw, disk: this.disk };
  }
}
