import { randomUUID } from 'node:crypto';
import type { BoatEntry } from '../../../server/contract/boat.ts';
import type { Order } from '../../../server/contract/dispatch.ts';
import { distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { WaterRouter } from '../../../server/domain/route/water-route.ts';
import { Helm } from './helm.ts';

/** What a crew does after so long, story ms from when it has the order. */
const SEEN_MS = 6_000;
const ACCEPTED_MS = 14_000;
const CAST_OFF_MS = 45_000;
/** As near as this she is on scene, metres: a basin between piers may be off the chart by so much. */
const NEAR_M = 900;
/** Nobody boards what goes faster, knots. */
const BOARDED_KN = 3;
/** From alongside to on board, and until the report is made. */
const BOARDING_MS = 90_000;
const DONE_MS = 15 * 60_000;

type Answer = 'seen' | 'accepted' | 'under-way' | 'on-scene' | 'boarding' | 'done';
const BOARDED: readonly Order['task'][] = ['board', 'intercept'];
/** These last until the boat is stood down. */
const STAYING: readonly Order['task'][] = ['shadow', 'escort', 'support'];
const NEXT: readonly { readonly after: Answer | null; readonly sinceMs: number; readonly say: Answer }[] = [
  { after: null, sinceMs: SEEN_MS, say: 'seen' },
  { after: 'seen', sinceMs: ACCEPTED_MS, say: 'accepted' },
  { after: 'accepted', sinceMs: CAST_OFF_MS, say: 'under-way' },
];

/** Something to be told to the server, with a time of its own; told again until it is known to have come. */
export interface Told {
  readonly requestId: string;
  readonly orderId: string;
  readonly version: number;
  readonly state: Answer;
  readonly reason: string;
  readonly deviceMs: number;
}

/** The crew of a simulated boat: takes orders, steers, and says what it does. No sockets: it is asked and told. */
export class Crew {
  readonly helm: Helm;
  /** What is still to be told, in order. */
  readonly outbox: Told[] = [];
  private order: Order | null = null;
  private heardMs = 0;
  private said: { readonly state: Answer; readonly atMs: number } | null = null;
  /** The reckoning that she steers by, epoch ms. */
  private steeredMs = 0;

  constructor(
    readonly entry: BoatEntry,
    at: LonLat,
    private readonly router: WaterRouter,
  ) {
    this.helm = new Helm(at, entry.berth);
  }

  /** An order as the server has it now. */
  hear(order: Order, nowMs: number): void {
    if (this.order?.orderId === order.orderId && order.revision < this.order.revision) return;
    const isOver = order.state === 'done' || order.state === 'refused' || order.state === 'stood-down';
    if (isOver) {
      if (this.order?.orderId === order.orderId) this.home();
      return;
    }
    const isNew = this.order?.orderId !== order.orderId || this.order.version !== order.version;
    this.order = order;
    if (!isNew) return;
    this.heardMs = nowMs;
    this.said = null;
  }

  /** Where to meet the target by now. */
  chase(orderId: string, chase: Order['chase']): void {
    if (this.order?.orderId === orderId) this.order = { ...this.order, chase };
  }

  /** Goes on up to `nowMs`, story time. */
  advance(nowMs: number, seconds: number): void {
    const { order } = this;
    if (order !== null) this.follow(order, nowMs);
    this.helm.advance(seconds);
  }

  private follow(order: Order, nowMs: number): void {
    const { state = null, atMs = 0 } = this.said ?? {};
    const next = NEXT.find(({ after }) => after === state);
    if (next && nowMs - this.heardMs >= next.sinceMs) this.say(next.say, nowMs);
    else if (state === 'under-way' || (state === 'on-scene' && this.isMoving(order))) this.steer(order, nowMs);
    else if (state === 'on-scene' && STAYING.includes(order.task)) this.helm.stop();
    else if (state === 'on-scene' && BOARDED.includes(order.task)) {
      if (nowMs - atMs >= BOARDING_MS) this.say('boarding', nowMs);
    } else if ((state === 'boarding' || state === 'on-scene') && nowMs - atMs >= DONE_MS) {
      this.say('done', nowMs);
      this.home();
    }
  }

  /** The target has gone on, or goes on. */
  private isMoving({ chase }: Order): boolean {
    if (!chase?.target) return false;
    const awayM = distanceM(this.helm.at, chase.target);
    return awayM > NEAR_M || (chase.target.sogKn ?? 0) > BOARDED_KN;
  }

  private steer(order: Order, nowMs: number): void {
    const { chase } = order;
    if (chase === null || chase.meeting === null) return;
    if (chase.reckonedMs !== this.steeredMs) {
      this.steeredMs = chase.reckonedMs;
      const speedKn = Math.min(this.entry.maxKn, order.rules.maxKn ?? this.entry.maxKn);
      // the first corner is where she was when it was reckoned
      const ahead = chase.meeting.route.slice(1).map(([lon, lat]) => ({ lon, lat }));
      this.helm.steer(ahead, speedKn);
    }
    const isThere = distanceM(this.helm.at, chase.target) < NEAR_M;
    if (isThere && this.said?.state === 'under-way') this.say('on-scene', nowMs);
  }

  private say(state: Answer, nowMs: number): void {
    const { order } = this;
    if (order === null) return;
    this.said = { state, atMs: nowMs };
    const { orderId, version } = order;
    this.outbox.push({ requestId: randomUUID(), orderId, version, state, reason: '', deviceMs: Math.round(nowMs) });
  }

  /** Back to the berth along the water. */
  private home(): void {
    this.order = null;
    const { cruiseKn: speedKn, draughtM, berth } = this.entry;
    const route = this.router.route({ from: this.helm.at, to: berth, speedKn, draughtM, isEmergency: false });
    if (typeof route === 'string') this.helm.stop();
    else this.helm.steer([...route.points, berth], speedKn);
  }
}
