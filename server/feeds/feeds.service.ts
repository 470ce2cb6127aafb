import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import type { FeedStatus } from '../contract/feeds.ts';
import type { RadarPlot } from '../domain/radar/plot.ts';
import { SiteBook } from '../domain/radar/site-book.ts';
import type { Observation } from '../domain/track/observation.ts';
import { Clock } from '../platform/clock.ts';
import { ReadinessRegistry } from '../platform/health/readiness.ts';
import { StartError } from '../platform/start-error.ts';
import { Feed } from './feed.ts';
import type { FeedPlan } from './feed-url.ts';
import { Intake } from './intake.ts';
import { openSource } from './open-source.ts';
import type { Received } from './received.ts';
import type { Source, SourceContext } from './source.ts';
import { TcpListenSource } from './tcp-listen-source.ts';
import { UdpSource } from './udp-source.ts';

export const FEED_PLANS = Symbol('FEED_PLANS');

const TICK_MS = 1_000;
/** Counters alone are told this often; a change of state at once. */
const TELL_EVERY_TICKS = 5;

/** Opens every feed and tells what they say. Knows nobody who listens. */
@Injectable()
export class FeedsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly observations = new Subject<Observation>();
  private readonly plots = new Subject<RadarPlot>();
  private readonly arrivals = new Subject<Received>();
  private readonly statuses = new Subject<readonly FeedStatus[]>();
  /** Every decoded sentence, in the order of receipt per connection. The object is used again: copy what you keep. */
  readonly observations$: Observable<Observation> = this.observations.asObservable();
  /** Every plot of every radar, lost targets too; in the order of receipt per connection. Used again: copy what you keep. */
  readonly plots$: Observable<RadarPlot> = this.plots.asObservable();
  /** Everything as received, before it is decoded; from each connection in the order of receipt. Used again: copy at once. */
  readonly received$: Observable<Received> = this.arrivals.asObservable();
  /** All feeds, at each change of a state and every 5 s. */
  readonly status$: Observable<readonly FeedStatus[]> = this.statuses.asObservable();
  private readonly feeds = new Map<string, Feed>();
  private readonly sources = new Map<string, Source>();
  private readonly sites: SiteBook;
  private timer: NodeJS.Timeout | null = null;
  private ticks = 0;
  private connections = 0;
  private telling = false;
  private isBound = false;

  constructor(
    @Inject(FEED_PLANS) private readonly plans: readonly FeedPlan[],
    private readonly clock: Clock,
    private readonly readiness: ReadinessRegistry,
  ) {
    this.sites = new SiteBook(plans.flatMap(({ radar }) => (radar ? [radar.site] : [])));
  }

  /** Opens all doors; rejects, naming the feed, when a listening one cannot be bound. */
  async onApplicationBootstrap(): Promise<void> {
    this.readiness.add('feeds', () => (this.isBound ? null : 'its doors are not open yet'));
    for (const plan of this.plans) this.open(plan);
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
    for (const [name, source] of this.sources) {
      await source.bound.catch((error: Error) => {
        throw new StartError(`AIS_FEEDS: the feed "${name}" cannot listen: ${error.message}`);
      });
    }
    this.isBound = true;
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await Promise.all([...this.sources.values()].map((source) => source.close()));
    this.observations.complete();
    this.plots.complete();
    this.arrivals.complete();
    this.statuses.complete();
  }

  status(): readonly FeedStatus[] {
    return [...this.feeds.values()].map((feed) => feed.status());
  }

  /** The picture has found a message of this feed to be one it knew. */
  countDuplicate(feed: string): void {
    const found = this.feeds.get(feed);
    if (found) found.duplicates++;
  }

  /** Port of a listening feed; null: no such feed, or it does not listen. */
  portOf(name: string): number | null {
    const source = this.sources.get(name);
    return source instanceof TcpListenSource || source instanceof UdpSource ? source.port : null;
  }

  private open(plan: FeedPlan): void {
    const feed = new Feed(plan, { nowMs: () => this.clock.nowMs(), elapsedMs: () => performance.now() }, () =>
      this.tellSoon(),
    );
    const into = {
      nowMs: (): number => this.clock.nowMs(),
      leaptToMs: (): number => this.clock.leaptToMs,
      emit: (observation: Observation): void => this.observations.next(observation),
      plot: (plot: RadarPlot): void => this.plots.next(plot),
      sites: this.sites,
      received: (arrival: Received): void => this.arrivals.next(arrival),
    };
    const context: SourceContext = {
      feed,
      intake: (address) => new Intake(feed, { ...into, connection: ++this.connections }, address),
    };
    this.feeds.set(plan.name, feed);
    const source = openSource(plan.source, context);
    source.bound.catch(() => {}); // awaited above, once all are open
    this.sources.set(plan.name, source);
  }

  private tick(): void {
    for (const feed of this.feeds.values()) feed.tick();
    for (const source of this.sources.values()) source.tick?.();
    this.ticks++;
    if (this.ticks % TELL_EVERY_TICKS === 0) this.tellSoon();
  }

  private tellSoon(): void {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      this.statuses.next(this.status());
    });
  }
}
