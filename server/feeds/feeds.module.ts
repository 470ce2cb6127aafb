import { type DynamicModule, Module } from '@nestjs/common';
import type { FeedPlan } from './feed-url.ts';
import { FeedsController } from './feeds.controller.ts';
import { FEED_PLANS, FeedsService } from './feeds.service.ts';

@Module({})
export class FeedsModule {
  static on(plans: readonly FeedPlan[]): DynamicModule {
    return {
      module: FeedsModule,
      controllers: [FeedsController],
      providers: [{ provide: FEED_PLANS, useValue: plans }, FeedsService],
      exports: [FeedsService],
    };
  }
}
