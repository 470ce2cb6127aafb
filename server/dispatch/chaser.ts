import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { BoatsService } from '../boats/boats.service.ts';
import type { Chase } from '../contract/dispatch.ts';
import { initialBearingDeg, type LonLat } from '../domain/geo/geodesy.ts';
import { meet } from '../domain/intercept/meeting.ts';
import { type Motion, placeAfter, radiusAfterM, speedOf } from '../domain/intercept/motion.ts';
import { METRES_PER_NM } from '../domain/units.ts';
import { Clock } from '../platform/clock.ts';
import { LOG } from '../platform/log/log.ts';
import type { KeptOrder } from './order.store.ts';
import { OrderBook } from './order-book.ts';
import { OrdersService } from './orders.service.ts';
import { Targets } from './targets.ts';
import { Waters } from './waters/waters.ts';

const EVERY_MS = 5_000;
const PREPARE_MS = 1_000;
/** An order that no tablet has, or nobody has looked at, for so long is brought to the operator's ears. */
const UNDELIVERED_MS = 60_000;
const UNSEEN_MS = 90_000;

/** Every five seconds: when and where each boat meets her target, whether the target still is what it was, and who does not answer. */
@Injectable()
export class Chaser implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  /** The round that runs now. */
  private running: Promise<void> | null = null;

  constructor(
    private readonly book: OrderBook,
    private readonly orders: OrdersService,
    private readonly boats: BoatsService,
    private readonly targets: Targets,
    private readonly waters: Waters,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      // a round that takes longer than the pause is not followed by two
      if (this.running === null) void this.round();
    }, EVERY_MS).unref();
    // the first question should not wait for the chart
    if (this.boats.all().length > 0) setTimeout(() => this.waters.router, PREPARE_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** A whole round from now on, after the one that runs. */
  round(): Promise<void> {
    const mine = (this.running ?? Promise.resolve())
      .then(() => this.lookAll())
      .finally(() => {
        if (this.running === mine) this.running = null;
      });
    this.running = mine;
    return mine;
  }

  private async lookAll(): Promise<void> {
    try {
      this.book.prune(this.clock.nowMs());
      for (const order of this.book.open()) {
        await this.look(order);
        await turn();
      }
    } catch (error) {
      this.log.error({ error: String(error) }, 'orders were not looked after');
    }
  }

  private async look(order: KeptOrder): Promise<void> {
    if (!this.boats.has(order.boatId)) return;
    await this.doubt(order);
    await this.escalate(order);
    this.reckon(this.book.one(order.orderId) ?? order);
  }

  /** What an operator has confirmed is not doubted again for the same cause. */
  private async doubt(order: KeptOrder): Promise<void> {
    const last = order.steps.findLast(({ kind }) => kind === 'target');
    const sure = order.steps.findLast(
      ({ kind, detail }) => kind === 'sent' || kind === 'changed' || detail['confirmed'] !== undefined,
    );
    const found = this.targets.doubtOf(order.target, sure?.atMs ?? order.madeMs);
    if (found === order.doubt) return;
    if (found !== null && found !== 'merged' && found !== 'split' && last?.detail['confirmed'] === found) return;
    // a doubt goes only by an operator's word, but for a track that was lost and is heard again as itself
    if (found === null && order.doubt !== 'lost') return;
    await this.orders.note(order.orderId, 'target', { doubt: found ?? 'none' }, found);
  }

  private async escalate({ orderId, state, stateMs, steps, version }: KeptOrder): Promise<void> {
    const limitMs = state === 'sent' ? UNDELIVERED_MS : state === 'delivered' ? UNSEEN_MS : null;
    if (limitMs === null || this.clock.nowMs() - stateMs < limitMs) return;
    const isTold = steps.some((step) => step.kind === 'escalated' && step.version === version && step.detail['state'] === state); // biome-ignore format: one line
    if (!isTold) await this.orders.note(orderId, 'escalated', { state });
  }

  private reckon(order: KeptOrder): void {
    const { position, maxKn, draughtM } = this.boats.boat(order.boatId);
    if (position === null) return;
    const speedKn = Math.min(maxKn, order.rules.maxKn ?? maxKn);
    const chase = { from: position, speedKn, draughtM, isEmergency: order.priority === 'emergency' };
    const motion = this.targets.motionOf(order.target, order.doubt);
    const found = meet(this.waters.router, chase, motion);
    const target = seen(motion);
    const reckonedMs = this.clock.nowMs();
    if (found.kind === 'none') {
      this.book.setChase(order.orderId, { reckonedMs, meeting: null, why: found.why, target });
      return;
    }
    const { at, inS, lateS, route, isAtShore } = found;
    const meeting = {
      ...{ lon: at.lon, lat: at.lat, atMs: reckonedMs + inS * 1000, lateMs: reckonedMs + lateS * 1000 },
      distanceNm: route.lengthM / METRES_PER_NM,
      steerDeg: steerDeg(route.points, position),
      route: route.points.map(({ lon, lat }) => [lon, lat] as const),
      ...{ isUnsounded: route.unsoundedM > 0, isNarrow: route.isNarrow, isAtShore },
    };
    this.book.setChase(order.orderId, { reckonedMs, meeting, why: null, target });
  }
}

/** The target now. */
function seen(motion: Motion): Chase['target'] {
  const { lon, lat } = placeAfter(motion, 0);
  return { lon, lat, sogKn: speedOf(motion), cogDeg: courseOf(motion), radiusM: radiusAfterM(motion, 0) };
}

/** Where the target goes now, degrees true; null: it lies still. */
function courseOf(motion: Motion): number | null {
  if (motion.kind === 'steady') return motion.courseDeg;
  if (motion.kind === 'drift') return motion.setDeg;
  return motion.kind === 'path' ? initialBearingDeg(placeAfter(motion, 0), placeAfter(motion, 10)) : null;
}

/** To the first corner that is not where the boat is. */
function steerDeg(points: readonly LonLat[], from: LonLat): number {
  const next = points.find(({ lon, lat }) => Math.abs(lon - from.lon) + Math.abs(lat - from.lat) > 1e-4);
  return next === undefined ? 0 : initialBearingDeg(from, next);
}
