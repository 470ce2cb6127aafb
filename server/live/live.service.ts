import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { Order } from '../contract/dispatch.ts';
import type { Draft } from '../contract/draft.ts';
import type { ClockState, View } from '../contract/events.ts';
import type { FeedStatus } from '../contract/feeds.ts';
import type { Message } from '../contract/message.ts';
import type { Right } from '../contract/rights.ts';
import { Clock, type ClockChange } from '../platform/clock.ts';
import { ChangeBook, type Listed } from './change-book.ts';
import { ClockWatch } from './clock-watch.ts';
import { FanOut, type FanOutCounts } from './fan-out.ts';
import { HealthService, LIVE_BOATS, type LiveBoats } from './health.service.ts';
import type { LiveLine, LiveList } from './live-line.ts';
import type { LivePicture } from './live-picture.ts';

const TICK_MS = 1000;
/** Feed counters run all the time: they are told this often, a change of state at the next tick. */
const COUNTERS_EVERY_TICKS = 5;

export const LIVE_PICTURE = Symbol('LivePicture');
/** The orders to boats. */
export const LIVE_ORDERS = Symbol('LiveOrders');
/** Orders that are not sent yet. */
export const LIVE_DRAFTS = Symbol('LiveDrafts');
/** What boats and desks say. */
export const LIVE_MESSAGES = Symbol('LiveMessages');

/** The 1 Hz heart: one frame to every console, and what else has changed. */
@Injectable()
export class LiveService implements OnModuleInit, OnModuleDestroy {
  private readonly fanOut: FanOut;
  private readonly lines = new Set<LiveLine>();
  private readonly clockWatch = new ClockWatch();
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;
  private ticks = 0;
  private feeds: readonly FeedStatus[] = [];
  private readonly lists: readonly LiveList[];

  constructor(
    private readonly clock: Clock,
    @Inject(LIVE_PICTURE) private readonly picture: LivePicture,
    private readonly health: HealthService,
    @Inject(LIVE_BOATS) boats: LiveBoats | null,
    @Inject(LIVE_ORDERS) orders: Listed<Order> | null,
    @Inject(LIVE_DRAFTS) drafts: Listed<Draft> | null,
    @Inject(LIVE_MESSAGES) messages: Listed<Message> | null,
  ) {
    this.fanOut = new FanOut(picture);
    this.lists = [
      listOf('boats:changed', 'boats:read', boats, ({ boatId }) => boatId),
      listOf('dispatch:changed', 'dispatch:read', orders, ({ orderId }) => orderId),
      listOf('drafts:changed', 'dispatch:order', drafts, ({ draftId }) => draftId),
      listOf('messages:changed', 'dispatch:read', messages, ({ messageId }) => messageId),
    ].flat();
  }

  onModuleInit(): void {
    for (const { book } of this.lists) book.follow();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.subscription = this.clock.changed$.subscribe((change) => this.tellClock(change));
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
  }

  get counts(): Readonly<FanOutCounts> {
    return this.fanOut.counts;
  }

  get readers(): number {
    return this.lines.size;
  }

  clockState(): ClockState {
    return { nowMs: this.clock.nowMs(), rate: this.clock.rate };
  }

  open(line: LiveLine): void {
    this.lines.add(line);
    this.fanOut.add(line);
  }

  close(line: LiveLine): void {
    this.lines.delete(line);
    this.fanOut.remove(line);
  }

  /** Sets what a console looks at; the same once more brings a snapshot. false: it has not said hello. */
  view(line: LiveLine, view: View): boolean {
    if (!this.lines.has(line)) return false;
    const isOtherTrack = line.trackId !== view.trackId;
    this.fanOut.view(line, view, !isOtherTrack);
    if (isOtherTrack) {
      line.trackId = view.trackId;
      line.toldTrack = null;
      if (!line.isBusy()) this.tellTrack(line);
    }
    return true;
  }

  tick(): void {
    this.ticks++;
    this.fanOut.tick(this.clock.nowMs());
    const clock = this.clockWatch.look(this.clockState(), performance.now());
    const health = this.health.health();
    const feeds = this.feedsToTell();
    for (const line of this.lines) {
      if (clock) line.tellClock(clock);
      if (!line.isListening) continue;
      line.tellHealth(health);
      line.tellFeeds(feeds);
      for (const list of this.lists) line.tellNews(list);
      this.tellTrack(line);
    }
  }

  /** At once, before any frame by the new time; ages of feeds by the old one go with the next tick. */
  private tellClock({ fromMs, nowMs }: ClockChange): void {
    const clock = this.clockState();
    this.clockWatch.look(clock, performance.now());
    this.feeds = [];
    for (const line of this.lines) line.tellClock(clock);
    // what the picture makes of a leap is told with it: no console shows places from before by the new time
    if (nowMs > fromMs) queueMicrotask(() => this.tick());
  }

  private feedsToTell(): readonly FeedStatus[] {
    const now = this.health.feeds();
    const isSame =
      now.length === this.feeds.length &&
      now.every((feed, i) => {
        const told = this.feeds[i];
        return feed.name === told?.name && isTold(feed, told);
      });
    // a copy: the source may go on counting in the objects it gave
    if (!isSame || this.ticks % COUNTERS_EVERY_TICKS === 0) this.feeds = now.map((feed) => ({ ...feed }));
    return this.feeds;
  }

  /** Tells of the selected track when its row has changed, once more when it is gone. */
  private tellTrack(line: LiveLine): void {
    if (line.trackId === null) return;
    const { table } = this.picture;
    const row = this.picture.rowOf(line.trackId);
    const now = row < 0 ? GONE : { row, key: table.key[row] ?? 0, revision: table.revision[row] ?? 0 };
    const told = line.toldTrack;
    if (told && told.key === now.key && told.row === now.row && told.revision === now.revision) return;
    line.toldTrack = now;
    line.tellTrack(row < 0 ? null : this.picture.detail(row));
  }
}

/** True: nothing has changed but counters. */
const isTold = (now: FeedStatus, told: FeedStatus): boolean =>
  now.state === told.state && now.error === told.error && now.radar?.health?.state === told.radar?.health?.state;

const GONE = { row: -1, key: 0, revision: 0 };

/** None where the stage is not there. */
const listOf = <T>(
  event: LiveList['event'],
  right: Right,
  list: Listed<T> | null,
  idOf: (thing: T) => string,
): LiveList[] => (list === null ? [] : [{ event, right, book: new ChangeBook(list, idOf) }]);
