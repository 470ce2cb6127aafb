import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.ts';
import { parseFeeds } from './feed-url.ts';
import { FeedsController } from './feeds.controller.ts';
import { FEED_PLANS, FeedsService } from './feeds.service.ts';

@Module({
  controllers: [FeedsController],
  providers: [
    { provide: FEED_PLANS, inject: [CONFIG], useFactory: (config: Config) => parseFeeds(config.aisFeeds ?? '') },
    FeedsService,
  ],
  exports: [FeedsService],
})
export class FeedsModule {}
