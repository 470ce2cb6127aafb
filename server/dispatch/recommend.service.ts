import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { BoatsService } from '../boats/boats.service.ts';
import type { Boat } from '../contract/boat.ts';
import type { RecommendAsk, Recommendation, RecommendedBoat, RecommendGround } from '../contract/dispatch.ts';
import type { Office } from '../contract/rights.ts';
import { cutOffs, shoreAfterS } from '../domain/intercept/meeting.ts';
import { placeAfter, speedOf } from '../domain/intercept/motion.ts';
import {
  type Candidate,
  type Ground,
  inOrder,
  judge,
  type Mission,
  type Ranked,
  team,
} from '../domain/intercept/recommend.ts';
import { METRES_PER_NM } from '../domain/units.ts';
import { Clock } from '../platform/clock.ts';
import { OrderBook } from './order-book.ts';
import { Targets } from './targets.ts';
import { Waters } from './waters/waters.ts';

/** Ranks the boats for a target. */
@Injectable()
export class RecommendService {
  constructor(
    private readonly boats: BoatsService,
    private readonly orders: OrderBook,
    private readonly targets: Targets,
    private readonly waters: Waters,
    private readonly clock: Clock,
  ) {}

  /** Gives way to others after each boat: sixty of them take a third of a second. */
  async recommend(ask: RecommendAsk, office: Office): Promise<Recommendation> {
    const target = this.targets.resolve(ask.target);
    const reckonedMs = this.clock.nowMs();
    const { router } = this.waters;
    const motion = this.targets.motionOf(target, this.targets.doubtOf(target, reckonedMs));
    const mission: Mission = {
      ...{ motion, shoreS: shoreAfterS(router, motion) },
      isEmergency: ask.priority === 'emergency',
      office,
    };
    const candidates = new Map(this.boats.all().map((boat) => [boat.boatId, this.candidate(boat, reckonedMs)]));
    const ranked: Ranked[] = [];
    for (const candidate of candidates.values()) {
      ranked.push(judge(router, candidate, mission));
      await turn();
    }
    const order = inOrder(ranked);
    return {
      target,
      reckonedMs,
      boats: order.map(told),
      cutOffs: order.some(({ isFit }) => isFit) ? [] : await this.cutOffs(mission, order, candidates),
      team: team(router, order, candidates, { ...mission, landing: ask.landing }),
    };
  }

  /** For a target that nobody can meet: who is first at a place where it may land. */
  private async cutOffs(
    { motion, isEmergency }: Mission,
    order: readonly Ranked[],
    candidates: ReadonlyMap<string, Candidate>,
  ): Promise<Recommendation['cutOffs']> {
    const target = { at: placeAfter(motion, 0), speedKn: speedOf(motion) };
    const found: Recommendation['cutOffs'][number][] = [];
    for (const { boatId, against } of order) {
      const boat = candidates.get(boatId);
      if (!boat?.at || against.some((code) => code !== 'no-meeting')) continue;
      const chase = { from: boat.at, speedKn: boat.maxKn, draughtM: boat.draughtM, isEmergency };
      const [first] = cutOffs(this.waters.router, chase, target, this.waters.landings);
      if (first) found.push({ boatId, ...first });
      await turn();
    }
    return found.sort((a, b) => b.targetS - b.boatS - (a.targetS - a.boatS));
  }

  private candidate(boat: Boat, nowMs: number): Candidate {
    const { boatId, position, maxKn, cruiseKn, draughtM, enduranceH, fuel, crew, dutySinceMs, berth, office } = boat;
    return {
      ...{ boatId, maxKn, cruiseKn, draughtM, enduranceH, fuel, berth, office },
      at: position === null ? null : { lon: position.lon, lat: position.lat },
      ageS: position === null ? 0 : Math.max(0, (nowMs - position.fixMs) / 1000),
      crewH: dutySinceMs === null ? 0 : Math.max(0, (nowMs - dutySinceMs) / 3_600_000),
      isManned: crew.length > 0,
      isOutOfService: boat.outOfService !== null,
      isTasked: this.orders.openOf(boatId) !== null,
    };
  }
}

function told({ boatId, isFit, meeting, grounds, against }: Ranked): RecommendedBoat {
  return {
    boatId,
    isFit,
    inS: meeting?.inS ?? null,
    lateS: meeting?.lateS ?? null,
    distanceNm: meeting === null ? null : meeting.route.lengthM / METRES_PER_NM,
    straightNm: meeting === null ? null : meeting.route.straightM / METRES_PER_NM,
    at: meeting === null ? null : [meeting.at.lon, meeting.at.lat],
    route: (meeting?.route.points ?? []).map(({ lon, lat }) => [lon, lat] as const),
    grounds: grounds.map((ground) => toldGround(ground, against.includes(ground.code))),
  };
}

function toldGround({ code, ...values }: Ground, isAgainst: boolean): RecommendGround {
  return { code, values, isAgainst };
}
