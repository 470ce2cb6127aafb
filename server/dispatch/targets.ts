import { Injectable } from '@nestjs/common';
import type { Target, TargetAsk, TargetDoubt } from '../contract/dispatch.ts';
import { destination, type LonLat } from '../domain/geo/geodesy.ts';
import type { Motion } from '../domain/intercept/motion.ts';
import { knotsToMps } from '../domain/units.ts';
import { PictureService } from '../picture/picture.service.ts';
import { TrackActs } from '../picture/track-acts.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { wayInLane } from './waters/lanes.ts';
import { Waters } from './waters/waters.ts';

/** What was seen to drift longer ago is anywhere by now, ms. Ours: a day. */
const OLDEST_MS = 24 * 3_600_000;
/** Slower than this a track lies still: its course says nothing. */
const STILL_KN = 0.5;
/** A track in doubt may have gone on so fast; its circle grows by it. Ours: a laden small craft. */
const UNKNOWN_KN = 10;

/** What boats are sent to: as it was, as it goes on, and whether it still is what it was. */
@Injectable()
export class Targets {
  constructor(
    private readonly picture: PictureService,
    private readonly acts: TrackActs,
    private readonly waters: Waters,
    private readonly clock: Clock,
  ) {}

  /** Throws CodedError where there is no such track, its place is not known, or an area was seen too long ago. */
  resolve(ask: TargetAsk): Target {
    const atMs = this.clock.nowMs();
    if (ask.kind === 'point') return { ...ask, atMs };
    if (ask.kind === 'area') {
      const seenMs = Math.min(atMs, ask.atMs ?? atMs);
      if (atMs - seenMs > OLDEST_MS)
        throw new CodedError('invalid', `target.atMs: ${seenMs} is more than ${OLDEST_MS / 3_600_000} hours ago`);
      return { ...ask, atMs: seenMs };
    }
    const row = this.picture.rowOf(ask.trackId);
    if (row < 0) throw new CodedError('not-found', `target.trackId: ${JSON.stringify(ask.trackId)} is no track`);
    const { name, sogKn, cogDeg, lon, lat, fixMs } = this.picture.detail(row);
    if (lon === null || lat === null)
      throw new CodedError('conflict', `target.trackId: the place of ${ask.trackId} is not known`);
    return { kind: 'track', trackId: ask.trackId, name, lon, lat, sogKn, cogDeg, atMs: fixMs };
  }

  /** What a track is called; null: it is not there, or has no name. */
  nameOf(trackId: string | null): string | null {
    const row = trackId === null ? -1 : this.picture.rowOf(trackId);
    return row < 0 ? null : this.picture.detail(row).name;
  }

  /** The target as it goes on from now. `doubt`: it is taken for an area then, round where it was last. */
  motionOf(target: Target, doubt: TargetDoubt | null): Motion {
    const nowMs = this.clock.nowMs();
    if (target.kind === 'point') return { kind: 'still', at: target };
    if (target.kind === 'area') {
      const hours = Math.max(0, (nowMs - target.atMs) / 3_600_000);
      const at = destination(target, target.setDeg, knotsToMps(target.rateKn) * hours * 3600);
      const radiusM = target.radiusM + target.growthMPerH * hours;
      return { ...{ kind: 'drift', at, setDeg: target.setDeg, rateKn: target.rateKn }, radiusM, growthMps: target.growthMPerH / 3600 }; // biome-ignore format: one line
    }
    const now = this.now(target);
    if (doubt !== null) {
      const ageS = Math.max(0, (nowMs - now.atMs) / 1000);
      const growthMps = knotsToMps(UNKNOWN_KN);
      return { kind: 'drift', at: now, setDeg: 0, rateKn: 0, radiusM: 200 + growthMps * ageS, growthMps };
    }
    const ageS = Math.max(0, Math.min(600, (nowMs - now.atMs) / 1000));
    if (now.sogKn === null || now.cogDeg === null || now.sogKn < STILL_KN) return { kind: 'still', at: now };
    const at = destination(now, now.cogDeg, knotsToMps(now.sogKn) * ageS);
    const points = wayInLane(this.waters.traffic, at, now.cogDeg);
    if (points !== null) return { kind: 'path', points, speedKn: now.sogKn };
    return { kind: 'steady', at, courseDeg: now.cogDeg, speedKn: now.sogKn };
  }

  /** Why a track is not surely what it was; null: it is, or it is no track. `sinceMs`: when somebody last said that it is. */
  doubtOf(target: Target, sinceMs: number): TargetDoubt | null {
    if (target.kind !== 'track') return null;
    const act = this.actOn(target.trackId, sinceMs);
    if (act !== null) return act;
    const row = this.picture.rowOf(target.trackId);
    if (row < 0) return 'gone';
    const { state, possibleSwap } = this.picture.view.properties(row);
    if (state === 'lost') return 'lost';
    return possibleSwap ? 'possible-swap' : null;
  }

  /** What an operator has made of a track since, and not undone: one with another (whichever of the two it was), or two. */
  private actOn(trackId: string, sinceMs: number): 'merged' | 'split' | null {
    const done = this.acts
      .all()
      .find(
        ({ act, of, trackId: now, atMs, undoneBy }) =>
          (act === 'merge' || act === 'split') &&
          (of === trackId || now === trackId) &&
          atMs > sinceMs &&
          undoneBy === null,
      );
    return done === undefined ? null : done.act === 'merge' ? 'merged' : 'split';
  }

  private now(
    target: Target & { kind: 'track' },
  ): LonLat & { sogKn: number | null; cogDeg: number | null; atMs: number } {
    const row = this.picture.rowOf(target.trackId);
    if (row < 0) return target;
    const { lon, lat, sogKn, cogDeg, fixMs } = this.picture.detail(row);
    return lon === null || lat === null ? target : { lon, lat, sogKn, cogDeg, atMs: fixMs };
  }
}
