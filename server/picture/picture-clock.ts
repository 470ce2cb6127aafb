import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { PictureService } from './picture.service.ts';

const TICK_MS = 1_000;

/** Drives the picture once a second. */
@Injectable()
export class PictureClock implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.picture.tick(this.clock.nowMs()), TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
