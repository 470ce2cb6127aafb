import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Clock, type ClockChange } from '../platform/clock.ts';
import { PictureService } from './picture.service.ts';
import { VesselSearch } from './vessel-search.ts';

const TICK_MS = 1_000;
/** After the clock was set forward the bay tells all its vessels anew within 3 s; real ms, with time to spare. */
const TOLD_ANEW_MS = 10_000;

/** Drives the picture, and the search over it, once a second; and takes it over a leap of the clock. */
@Injectable()
export class PictureClock implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;
  private settleAtMs: number | null = null;

  constructor(
    private readonly picture: PictureService,
    private readonly vessels: VesselSearch,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.subscription = this.clock.changed$.subscribe((change) => this.leap(change));
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
  }

  /** To be called once a second. */
  tick(): void {
    if (this.settleAtMs !== null && this.clock.realMs() >= this.settleAtMs) {
      this.settleAtMs = null;
      this.picture.settle();
    }
    this.picture.tick(this.clock.arrivedMs());
    this.vessels.catchUp();
  }

  private leap({ fromMs, nowMs }: ClockChange): void {
    if (nowMs <= fromMs) return;
    this.settleAtMs = this.clock.realMs() + TOLD_ANEW_MS;
    this.picture.leap({ fromMs, toMs: nowMs });
  }
}
