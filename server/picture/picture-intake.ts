import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { FeedsService } from '../feeds/feeds.service.ts';
import { PictureService } from './picture.service.ts';

/** Takes in what the feeds hear, and tells them what was known already. */
@Injectable()
export class PictureIntake implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | null = null;

  constructor(
    private readonly feeds: FeedsService,
    private readonly picture: PictureService,
  ) {}

  onModuleInit(): void {
    this.subscription = new Subscription();
    this.subscription.add(this.feeds.plots$.subscribe((plot) => this.picture.see(plot)));
    this.subscription.add(this.hear());
  }

  private hear(): Subscription {
    return this.feeds.observations$.subscribe((observation) => {
      if (this.picture.hear(observation) === 'duplicate') this.feeds.countDuplicate(observation.feed);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
