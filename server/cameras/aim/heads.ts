import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { type Aim, aimOf, type PtzMount } from '../../domain/camera/ptz.ts';
import type { CameraSite } from '../camera-sources.ts';
import { Sites } from '../sites.ts';
import { OnvifDoor } from './onvif-door.ts';

/** A head is asked where it stands: at rest, while it turns or is steered, and after it did not answer; ms. */
const REST_MS = 2_000;
const MOVING_MS = 200;
const LOST_MS = 5_000;
const CLOCK_MS = 600_000;
/** Moved or steered so lately counts as moving, ms. */
const LATELY_MS = 1_500;

/** The head of one camera that turns, as it was last told. */
export class Head {
  readonly door: OnvifDoor;
  aim: Aim;
  isMoving = false;
  /** Why it does not answer; null: it does. */
  trouble: string | null = 'not asked yet';
  /** Its clock minus ours, ms; null: not known. */
  clockOffsetMs: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private touchedMs = Number.NEGATIVE_INFINITY;
  private clockMs = Number.NEGATIVE_INFINITY;
  private isStopped = false;

  constructor(
    readonly url: string,
    readonly mount: PtzMount,
    home: Aim,
  ) {
    this.door = new OnvifDoor(url);
    this.aim = home;
    this.timer = setTimeout(() => void this.look(), 0);
  }

  /** It was told to move: it is asked at once where it stands. */
  touch(): void {
    this.touchedMs = performance.now();
    this.isMoving = true;
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(() => void this.look(), MOVING_MS);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    try {
      const { isMoving, ...position } = await this.door.status();
      this.aim = aimOf(this.mount, position);
      this.isMoving = isMoving;
      this.trouble = null;
      if (performance.now() - this.clockMs > CLOCK_MS) {
        this.clockMs = performance.now();
        this.clockOffsetMs = await this.door.clockOffsetMs();
      }
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      this.isMoving = false;
    }
    if (this.isStopped) return;
    const isLively = this.isMoving || performance.now() - this.touchedMs < LATELY_MS;
    clearTimeout(this.timer);
    const pauseMs = this.trouble !== null ? LOST_MS : isLively ? MOVING_MS : REST_MS;
    this.timer = setTimeout(() => void this.look(), pauseMs);
  }
}

/** The heads of all cameras that turn. */
@Injectable()
export class Heads implements OnModuleInit, OnModuleDestroy {
  private readonly heads = new Map<string, Head>();

  private readonly ends = new Subscription();

  constructor(private readonly sites: Sites) {}

  onModuleInit(): void {
    this.ends.add(this.sites.all$.subscribe((sites) => this.follow(sites)));
  }

  onModuleDestroy(): void {
    this.ends.unsubscribe();
    for (const head of this.heads.values()) head.stop();
  }

  of(cameraId: string): Head | undefined {
    return this.heads.get(cameraId);
  }

  /** A camera that is set up otherwise has a new head. */
  private follow(sites: readonly CameraSite[]): void {
    for (const [id, head] of this.heads) {
      const site = sites.find((one) => one.id === id);
      if (site?.onvifUrl === head.url && JSON.stringify(site.ptz) === JSON.stringify(head.mount)) continue;
      head.stop();
      this.heads.delete(id);
    }
    for (const { id, onvifUrl, ptz, panDeg, tiltDeg, fovDeg } of sites) {
      if (onvifUrl === null || ptz === null || this.heads.has(id)) continue;
      this.heads.set(id, new Head(onvifUrl, ptz, { panDeg, tiltDeg, fovDeg }));
    }
  }
}
