import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AimOrder, CameraCandidate, CameraHead, CandidatesQuery } from '../../contract/camera-aim.ts';
import type { Office } from '../../contract/rights.ts';
import { aimAt, rankCameras } from '../../domain/camera/aim-at.ts';
import { type Aim, canPanTo, positionOf, stepOf } from '../../domain/camera/ptz.ts';
import { destination, type LonLat, turnDeg } from '../../domain/geo/geodesy.ts';
import { knotsToMps } from '../../domain/units.ts';
import { PictureService } from '../../picture/picture.service.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Clock } from '../../platform/clock.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { CamerasService } from '../cameras.service.ts';
import { type Head, Heads } from './heads.ts';
import { Holders } from './holds.ts';

/** The Customs Surveillance and Control Center supports all offices. */
const CENTER: Office = 'yokohama';
const FOLLOW_MS = 500;
/** A camera that follows is turned when what it follows is so far from the middle, part of its field. */
const OFF_CENTRE = 0.04;
/** Between an order and the picture that shows it lies so much, ms. */
const LAG_MS = 400;
/** How fast heads turn, about, degrees a second: for how far to lead. */
const TURN_DEG_S = 45;
/** How wrong a place on the chart may be, metres. */
const PLACE_ERROR_M = 30;
const TRACK_ERROR_M = 15;
/** A track not heard for so long is not followed further, ms. */
const LOST_MS = 300_000;

interface Target extends LonLat {
  readonly sogKn: number;
  readonly cogDeg: number;
  readonly lengthM: number | null;
  readonly errorM: number;
}

/** Turns cameras: at a place, at a track and on with it, by hand; one hand at a time. */
@Injectable()
export class AimService implements OnModuleInit, OnModuleDestroy {
  private readonly holders = new Holders(() => Date.now());
  private readonly following = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly cameras: CamerasService,
    private readonly heads: Heads,
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.followAll(), FOLLOW_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** null: the camera is fixed. */
  headOf(cameraId: string): CameraHead | null {
    const head = this.heads.of(cameraId);
    if (head === undefined) return null;
    const holder = this.holders.of(cameraId);
    return {
      ...{ isMoving: head.isMoving, trouble: head.trouble, clockOffsetMs: head.clockOffsetMs },
      ...{ heldBy: holder?.who ?? null, heldUntilMs: holder?.untilMs ?? null },
      following: this.following.get(cameraId) ?? null,
    };
  }

  /** Cameras for a track or a place, the best first. */
  candidates(query: CandidatesQuery, who: Principal): CameraCandidate[] {
    const { trackId, lon = 0, lat = 0 } = query;
    const target = trackId === undefined ? { lon, lat } : this.target(trackId);
    const ranked = rankCameras(
      this.cameras.candidates().map((camera) => ({
        ...camera,
        isUp: camera.isUp && this.heads.of(camera.id)?.trouble == null,
        isHeld: this.holders.inTheWay(camera.id, who.username) !== null,
        isBusy: this.following.has(camera.id) && this.following.get(camera.id) !== trackId,
      })),
      target,
    );
    return ranked.map(({ id, rangeM, ...rest }) => ({ cameraId: id, rangeM: Math.round(rangeM), ...rest }));
  }

  /** Throws where it is fixed, held by another, does not answer, or cannot look there. */
  async order(cameraId: string, order: AimOrder, who: Principal): Promise<void> {
    const head = this.free(cameraId, who);
    if (order.to === 'track' && order.follow) this.mayLook(head, cameraId, this.target(order.trackId));
    this.following.delete(cameraId);
    if (order.to === 'release') this.holders.release(cameraId);
    else this.holders.touch(cameraId, who.username);
    await this.move(cameraId, head, order).catch((error: unknown) => {
      if (error instanceof CodedError) throw error;
      throw new CodedError('unavailable', `${cameraId} does not answer: ${(error as Error).message}`, {
        body: { why: 'camera-silent' },
      });
    });
    if (order.to === 'track' && order.follow) this.following.set(cameraId, order.trackId);
    head.touch();
  }

  presets(cameraId: string): Promise<{ name: string; token: string }[]> {
    return this.headIn(cameraId).door.presets();
  }

  async setPreset(cameraId: string, name: string, who: Principal): Promise<void> {
    await this.free(cameraId, who).door.setPreset(name);
  }

  private move(cameraId: string, head: Head, order: AimOrder): Promise<void> {
    switch (order.to) {
      case 'place':
        return this.lookAt(cameraId, head, { ...order, sogKn: 0, cogDeg: 0, lengthM: null, errorM: PLACE_ERROR_M });
      case 'track':
        return this.lookAt(cameraId, head, this.target(order.trackId));
      case 'turn': {
        const { pan: x, tilt: y, zoom } = order;
        return x === 0 && y === 0 && zoom === 0 ? head.door.stop() : head.door.turn({ x, y, zoom });
      }
      case 'preset':
        return head.door.goToPreset(order.token);
      case 'by':
        return head.door.moveBy(stepOf(head.mount, order));
      case 'home':
        return head.door.moveTo(positionOf(head.mount, this.cameras.site(cameraId)));
      case 'release':
        return Promise.resolve();
    }
  }

  private lookAt(cameraId: string, head: Head, target: Target): Promise<void> {
    this.mayLook(head, cameraId, target);
    return head.door.moveTo(positionOf(head.mount, this.aimFor(cameraId, head, target)));
  }

  /** Where to look to have it in the middle when the head has come there: it goes on meanwhile. */
  private aimFor(cameraId: string, head: Head, target: Target): Aim {
    const site = this.cameras.site(cameraId);
    const now = aimAt(site, target, target);
    const wayDeg = Math.abs(turnDeg(head.aim.panDeg, now.panDeg));
    const leadS = (LAG_MS / 1000 + wayDeg / TURN_DEG_S) * this.clock.rate;
    return aimAt(site, destination(target, target.cogDeg, knotsToMps(target.sogKn) * leadS), target);
  }

  private mayLook(head: Head, cameraId: string, target: LonLat): void {
    const { panDeg } = aimAt(this.cameras.site(cameraId), target, { lengthM: null, errorM: 0 });
    if (!canPanTo(head.mount, panDeg))
      throw new CodedError('conflict', `${cameraId} cannot turn to ${Math.round(panDeg)} degrees`, {
        body: { why: 'camera-cannot-turn', deg: Math.round(panDeg) },
      });
  }

  private headIn(cameraId: string): Head {
    this.cameras.site(cameraId);
    const head = this.heads.of(cameraId);
    if (head === undefined)
      throw new CodedError('conflict', `${cameraId} cannot be turned: it is fixed`, { body: { why: 'camera-fixed' } });
    return head;
  }

  /** Its head, where nobody else has it; who may manage others takes it. */
  private free(cameraId: string, who: Principal): Head {
    const head = this.headIn(cameraId);
    if (who.office !== CENTER && who.office !== this.cameras.site(cameraId).office)
      throw new CodedError('forbidden', `office: ${cameraId} belongs to another office than ${who.office}`, {
        body: { why: 'camera-office' },
      });
    const other = this.holders.inTheWay(cameraId, who.username);
    if (other !== null && !who.rights.includes('cameras:take'))
      throw new CodedError('conflict', `${cameraId} is steered by ${other.who}`, {
        body: { why: 'camera-held', heldBy: other.who },
      });
    return head;
  }

  private followAll(): void {
    for (const [cameraId, trackId] of this.following) {
      const head = this.heads.of(cameraId);
      const target = this.heard(trackId);
      if (head === undefined || target === null) {
        this.following.delete(cameraId);
        continue;
      }
      const { panDeg } = aimAt(this.cameras.site(cameraId), target, target);
      if (!canPanTo(head.mount, panDeg)) continue;
      const aim = this.aimFor(cameraId, head, target);
      const off = Math.max(Math.abs(turnDeg(head.aim.panDeg, aim.panDeg)), Math.abs(head.aim.tiltDeg - aim.tiltDeg));
      if (off < head.aim.fovDeg * OFF_CENTRE) continue;
      head.door.moveTo(positionOf(head.mount, aim)).then(
        () => head.touch(),
        () => undefined, // the head's own look tells that it does not answer
      );
    }
  }

  private target(trackId: string): Target {
    const target = this.heard(trackId);
    if (target === null)
      throw new CodedError('not-found', `no track ${JSON.stringify(trackId)} with a place in the picture`, {
        body: { why: 'track-gone' },
      });
    return target;
  }

  /** Where a track is now by its last report; null: it is not in the picture, or not heard for long. */
  private heard(trackId: string): Target | null {
    const row = this.picture.rowOf(trackId);
    if (row < 0) return null;
    const { lon, lat, sogKn, cogDeg, lengthM, fixMs } = this.picture.detail(row);
    const ageMs = this.clock.nowMs() - fixMs;
    if (lon === null || lat === null || ageMs > LOST_MS) return null;
    const motion = { sogKn: sogKn ?? 0, cogDeg: cogDeg ?? 0 };
    const at = destination({ lon, lat }, motion.cogDeg, knotsToMps(motion.sogKn) * Math.max(0, ageMs / 1000));
    return { ...at, ...motion, lengthM, errorM: TRACK_ERROR_M };
  }
}
