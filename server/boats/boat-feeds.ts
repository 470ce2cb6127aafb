import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { FeedStatus } from '../contract/feeds.ts';
import { latDeg, lonDeg, mmsiText } from '../domain/ais/report.ts';
import { OwnDecoder } from '../domain/boat/own-decoder.ts';
import { Feed } from '../feeds/feed.ts';
import { type FeedPlan, parseBoatFeeds } from '../feeds/feed-url.ts';
import { openSource } from '../feeds/open-source.ts';
import type { Source, Taker } from '../feeds/source.ts';
import { PictureService } from '../picture/picture.service.ts';
import { Clock } from '../platform/clock.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { StartError } from '../platform/start-error.ts';
import { BoatsService } from './boats.service.ts';

const TICK_MS = 1_000;
const NOT_AVAILABLE = 0xffff;

/** Hears the boats: the GPS of each over its feed, and those that send AIS in the picture. */
@Injectable()
export class BoatFeeds implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly feeds: Feed[] = [];
  private readonly sources: { readonly name: string; readonly source: Source }[] = [];
  private readonly plans: readonly FeedPlan[];
  private timer: NodeJS.Timeout | undefined;
  private picture$: Subscription | undefined;

  constructor(
    private readonly boats: BoatsService,
    private readonly picture: PictureService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.plans = parseBoatFeeds(config.boatFeeds ?? '');
  }

  onModuleInit(): void {
    this.picture$ = this.picture.changes$.subscribe(({ row, fix }) => {
      if (fix === null || fix.suspect) return;
      const mmsi = this.picture.table.mmsi[row] ?? 0;
      const boatId = mmsi > 0 ? this.boats.idByMmsi(mmsiText(mmsi)) : null;
      const [lon, lat] = [lonDeg(fix.lon), latDeg(fix.lat)];
      if (boatId === null || lon === null || lat === null) return;
      const { fixMs, receivedMs } = fix;
      const motion = { sogKn: tenths(fix.sog), cogDeg: tenths(fix.cog), headingDeg: known(fix.heading) };
      this.boats.hear(boatId, { source: 'ais', lon, lat, ...motion, fixMs, receivedMs });
    });
  }

  /** Opens all doors; rejects, naming the feed, when a listening one cannot be bound. */
  async onApplicationBootstrap(): Promise<void> {
    for (const plan of this.plans) this.open(plan);
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
    for (const { name, source } of this.sources) {
      await source.bound.catch((error: Error) => {
        throw new StartError(`BOAT_FEEDS: the feed "${name}" cannot listen: ${error.message}`);
      });
    }
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.picture$?.unsubscribe();
    await Promise.all(this.sources.map(({ source }) => source.close()));
  }

  /** State of each feed; its name is the boat's. */
  status(): FeedStatus[] {
    return this.feeds.map((feed) => feed.status());
  }

  private open(plan: FeedPlan): void {
    const clock = { nowMs: () => this.clock.nowMs(), elapsedMs: () => performance.now() };
    const feed = new Feed(plan, clock, () => {});
    this.feeds.push(feed);
    const source = openSource(plan.source, { feed, intake: () => this.taker(feed) });
    source.bound.catch(() => {}); // awaited above, once all are open
    this.sources.push({ name: plan.name, source });
  }

  private taker(feed: Feed): Taker {
    const decoder = new OwnDecoder((fix) => {
      const receivedMs = this.clock.nowMs();
      if (fix.fixMs < this.clock.leaptToMs - TICK_MS) return feed.refuse('overleapt');
      feed.heard(fix.fixMs);
      const heard = this.boats.hear(feed.plan.name, { ...fix, receivedMs });
      if (heard === 'again') feed.duplicates++;
      if (heard === 'ahead') feed.refuse('ahead');
    });
    const uncount = feed.count(() => decoder);
    return {
      take: (chunk) => decoder.feed(chunk, this.clock.nowMs()),
      flush: () => decoder.flush(this.clock.nowMs()),
      end: () => {
        decoder.flush(this.clock.nowMs());
        uncount();
      },
    };
  }

  private tick(): void {
    for (const feed of this.feeds) feed.tick();
    for (const { source } of this.sources) source.tick?.();
  }
}

const known = (value: number): number | null => (value === NOT_AVAILABLE ? null : value);
const tenths = (value: number): number | null => (value === NOT_AVAILABLE ? null : value / 10);
