import { Module } from '@nestjs/common';
import { FeedsModule } from '../feeds/feeds.module.ts';
import { PictureModule } from '../picture/picture.module.ts';
import { CompactionStore } from './compaction.store.ts';
import { FeedStore } from './feed.store.ts';
import { HistoryController } from './history.controller.ts';
import { HistoryService } from './history.service.ts';
import { HistoryStore } from './history.store.ts';
import { HistoryMetrics } from './history-metrics.ts';
import { HoldController } from './hold.controller.ts';
import { HoldStore } from './hold.store.ts';
import { KeeperService } from './keeper.service.ts';
import { PastStore } from './past.store.ts';
import { PastPicture } from './past-picture.ts';
import { PositionStore } from './position.store.ts';
import { RawModule } from './raw/raw.module.ts';
import { RetentionStore } from './retention.store.ts';
import { TrailController } from './trail.controller.ts';

@Module({
  imports: [FeedsModule, PictureModule, RawModule],
  controllers: [TrailController, HistoryController, HoldController],
  providers: [
    HistoryService,
    HistoryMetrics,
    HistoryStore,
    PositionStore,
    CompactionStore,
    FeedStore,
    PastStore,
    PastPicture,
    HoldStore,
    KeeperService,
    RetentionStore,
  ],
  exports: [HistoryService, HoldStore, RawModule],
})
export class HistoryModule {}
