import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { PictureService } from './picture.service.ts';
import { VesselSearch } from './vessel-search.ts';

const TICK_MS = 1_000;

/** Drives the picture, and the search over it, once a second. */
@Injectable()
export class PictureClock implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly picture: PictureService,
    private readonly vessels: VesselSearch,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.picture.tick(this.clock.nowMs());
      this.vessels.catchUp();
    }, TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
