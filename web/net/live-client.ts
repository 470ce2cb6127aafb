import type { Boat } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import type { ClockState, View } from '../../server/contract/events.ts';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { Health } from '../../server/contract/health.ts';
import type { Message } from '../../server/contract/message.ts';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { type Freshness, FreshnessWatch, NO_PICTURE, SleepWatch } from './freshness.ts';
import { type LinkState, linkOf, type SocketPhase } from './link.ts';
import type { FromWorker, ToWorker, Welcome } from './live-messages.ts';
import { NewsSignal } from './news-signal.ts';
import { PictureStore } from './picture-store.ts';
import { ServerClock } from './server-clock.ts';
import { Signal } from './signal.ts';
import { wayMs } from './way.ts';

/** How often freshness and link are judged. */
const LOOK_MS = 250;
/** A worker that says nothing for so long, while this page ran, hangs: it is replaced. */
const HUNG_MS = 15_000;
/** A clock that comes so much later than expected was set forward, ms of the story. */
const LEAST_LEAP_MS = 20_000;
/** In this time all vessels are told anew, real ms. */
const TOLD_ANEW_MS = 4_000;
/** Between two changes of view that are told to the server. */
const VIEW_EVERY_MS = 250;

/** A worker, as far as it is used. */
export interface LiveWorker {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  terminate(): void;
}

export interface LiveClientOptions {
  readonly url: string;
  readonly makeWorker: () => LiveWorker;
  /** Real milliseconds that only run forward, shared with the worker. */
  readonly nowMs: () => number;
  /** The wall clock, which also runs while the machine sleeps. */
  readonly wallMs: () => number;
  /** Calls `look` again and again until the function it returns is called. */
  readonly repeat: (look: () => void) => () => void;
}

/** All that the page knows of the live picture: tracks, their freshness, the link, the server's clock, health and feeds. */
export class LiveClient {
  readonly picture = new PictureStore();
  readonly freshness = new Signal<Freshness>(NO_PICTURE);
  readonly link = new Signal<LinkState>('connecting');
  readonly welcome = new Signal<Welcome | null>(null);
  readonly health = new Signal<Health | null>(null);
  readonly feeds = new Signal<readonly FeedStatus[] | null>(null);
  /** Patrol boats and their orders; null: not told yet. */
  readonly boats = new NewsSignal<Boat>(({ boatId }) => boatId);
  readonly orders = new NewsSignal<Order>(({ orderId }) => orderId);
  readonly drafts = new NewsSignal<Draft>(({ draftId }) => draftId);
  readonly messages = new NewsSignal<Message>(({ messageId }) => messageId);
  /** The selected track in full; null: none is selected, or it is gone. */
  readonly track = new Signal<TrackDetail | null>(null);

  /** Server milliseconds per real millisecond: what motion is sped up by. */
  readonly rate = new Signal(1);
  /** Story time that the clock was just set forward to, epoch ms, while the vessels are told anew; null: it was not. */
  readonly leap = new Signal<number | null>(null);

  private readonly clock = new ServerClock();
  private readonly watch = new FreshnessWatch();
  private readonly sleep = new SleepWatch();
  private worker: LiveWorker;
  private readonly rest: () => void;
  private phase: SocketPhase = 'connecting';
  private wasLost = false;
  private resumedAtMs: number | null = null;
  /** Time in which this page ran and the worker said nothing. */
  private silentMs = 0;
  private lookedMs: number;
  private wanted: View | null = null;
  private toldViewMs = Number.NEGATIVE_INFINITY;
  private isViewTold = true;
  private leapOverMs = Number.POSITIVE_INFINITY;

  constructor(private readonly options: LiveClientOptions) {
    this.lookedMs = options.nowMs();
    this.worker = this.startWorker();
    this.rest = options.repeat(() => this.look());
  }

  /** Server's clock now, epoch ms; null: not known yet. */
  serverMs(): number | null {
    return this.clock.nowMs(this.options.nowMs());
  }

  /** What is on the screen and which track is selected. May be called for every frame of a drag. */
  view(view: View): void {
    if (view.trackId === null || view.trackId !== this.wanted?.trackId) this.track.set(null);
    this.wanted = view;
    this.isViewTold = false;
    this.tellView();
  }

  close(): void {
    this.rest();
    this.endWorker();
  }

  /** Judges everything anew. */
  private look(): void {
    const nowMs = this.options.nowMs();
    const gapMs = this.sleep.look(nowMs, this.options.wallMs());
    if (gapMs > 0) {
      this.watch.slept(gapMs);
      this.worker.postMessage({ type: 'resync' });
    }
    // while this page itself stood still the worker's words could not reach it
    this.silentMs += Math.min(nowMs - this.lookedMs, 2 * LOOK_MS);
    this.lookedMs = nowMs;
    if (this.silentMs > HUNG_MS) this.replaceWorker();
    this.tellView();
    if (nowMs > this.leapOverMs) this.leap.set(null);
    this.judge();
  }

  private judge(): void {
    const nowMs = this.options.nowMs();
    const freshness = this.watch.look(nowMs);
    const before = this.freshness.read();
    // listeners are told when what they show changes, not four times a second
    if (freshness.state !== before.state || seconds(freshness) !== seconds(before)) this.freshness.set(freshness);
    const resumedForMs = this.resumedAtMs === null ? null : nowMs - this.resumedAtMs;
    this.link.set(linkOf({ phase: this.phase, resumedForMs, freshness }));
  }

  private hear(message: FromWorker): void {
    this.silentMs = 0;
    if (message.type === 'frame') {
      const lagMs = this.clock.frame(message.frame.tickMs, message.receivedMs);
      this.picture.apply(message.frame);
      this.watch.applied({ receivedMs: message.receivedMs, lagMs });
      this.worker.postMessage({ type: 'applied' });
      this.judge();
    } else if (message.type === 'phase') this.enter(message.phase);
    else if (message.type === 'welcome') {
      this.clock.answered(message.welcome.clock, message);
      this.rate.set(this.clock.speed);
      this.welcome.set(message.welcome);
      this.boats.renew();
      this.orders.renew();
      this.drafts.renew();
      this.messages.renew();
    } else if (message.type === 'clock') this.changeClock(message.clock, message.receivedMs);
    else if (message.type === 'health') this.health.set(message.health);
    else if (message.type === 'feeds') this.feeds.set(message.feeds);
    else if (message.type === 'boats') this.boats.take(message.news);
    else if (message.type === 'orders') this.orders.take(message.news);
    else if (message.type === 'drafts') this.drafts.take(message.news);
    else if (message.type === 'messages') this.messages.take(message.news);
    else if (message.type === 'track') this.track.set(message.track);
  }

  private changeClock(clock: ClockState, receivedMs: number): void {
    const expectedMs = this.clock.nowMs(receivedMs);
    const isLeap = expectedMs !== null && clock.nowMs - expectedMs > LEAST_LEAP_MS + wayMs(this.clock.speed);
    this.clock.changed(clock, receivedMs);
    this.rate.set(clock.rate);
    if (!isLeap) return;
    this.leapOverMs = this.options.nowMs() + TOLD_ANEW_MS;
    this.leap.set(clock.nowMs);
  }

  private enter(phase: SocketPhase): void {
    if (phase === 'lost') this.wasLost = true;
    if (phase === 'up' && this.wasLost) {
      this.wasLost = false;
      this.resumedAtMs = this.options.nowMs();
    }
    this.phase = phase;
    this.judge();
  }

  private tellView(): void {
    const nowMs = this.options.nowMs();
    if (this.isViewTold || this.wanted === null || nowMs - this.toldViewMs < VIEW_EVERY_MS) return;
    this.toldViewMs = nowMs;
    this.isViewTold = true;
    this.worker.postMessage({ type: 'view', view: this.wanted });
  }

  private startWorker(): LiveWorker {
    const worker = this.options.makeWorker();
    worker.onmessage = ({ data }) => this.hear(data);
    worker.postMessage({ type: 'start', url: this.options.url });
    if (this.wanted) worker.postMessage({ type: 'view', view: this.wanted });
    return worker;
  }

  private endWorker(): void {
    this.worker.onmessage = null;
    this.worker.terminate();
  }

  private replaceWorker(): void {
    this.endWorker();
    this.silentMs = 0;
    this.enter('lost');
    this.worker = this.startWorker();
  }
}

const seconds = ({ ageMs }: Freshness): number => (ageMs === null ? -1 : Math.floor(ageMs / 1000));

/** The live picture of a signed-in page, until it is closed. */
export const startLive = (): LiveClient =>
  new LiveClient({
    url: window.location.origin,
    makeWorker: () => new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' }),
    nowMs: () => performance.timeOrigin + performance.now(),
    wallMs: () => Date.now(),
    repeat: (look) => {
      const timer = setInterval(look, LOOK_MS);
      return () => clearInterval(timer);
    },
  });
