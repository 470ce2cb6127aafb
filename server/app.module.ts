import { type DynamicModule, Module } from '@nestjs/common';
import { BoatsModule } from './boats/boats.module.ts';
import { type BoatSeed, BoatsService } from './boats/boats.service.ts';
import type { CameraSources } from './cameras/camera-sources.ts';
import { CamerasModule } from './cameras/cameras.module.ts';
import { CamerasService } from './cameras/cameras.service.ts';
import { DispatchModule } from './dispatch/dispatch.module.ts';
import { DraftsService } from './dispatch/drafts/drafts.service.ts';
import { MessagesService } from './dispatch/messages/messages.service.ts';
import { OrderBook } from './dispatch/order-book.ts';
import { FeedsModule } from './feeds/feeds.module.ts';
import { HistoryModule } from './history/history.module.ts';
import { HistoryService } from './history/history.service.ts';
import { LiveModule } from './live/live.module.ts';
import { PictureModule } from './picture/picture.module.ts';
import { PictureService } from './picture/picture.service.ts';
import { RadarSites } from './picture/radar-sites.ts';
import { DatabaseHealth } from './platform/db/database-health.ts';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.ts';

interface AppModuleOptions extends PlatformOptions {
  /** Build id of the served console. */
  readonly build: string;
  readonly cameras: CameraSources;
  readonly boats: readonly BoatSeed[];
}

/** The stages, in the order in which the data flows. */
@Module({})
export class AppModule {
  static on({ build, cameras, boats, ...platform }: AppModuleOptions): DynamicModule {
    const camerasModule = CamerasModule.on(cameras);
    const boatsModule = BoatsModule.on(boats);
    const dispatchModule = DispatchModule.on(boatsModule);
    const live = LiveModule.on(
      { build, simulation: platform.config.demo },
      {
        imports: [FeedsModule, PictureModule, HistoryModule, camerasModule, boatsModule, dispatchModule],
        ...{ cameras: CamerasService, boats: BoatsService, orders: OrderBook },
        ...{ drafts: DraftsService, messages: MessagesService },
        ...{ picture: PictureService, feeds: RadarSites, database: DatabaseHealth, history: HistoryService },
      },
    );
    return {
      module: AppModule,
      imports: [
        PlatformModule.on(platform),
        FeedsModule,
        PictureModule,
        HistoryModule,
        camerasModule,
        boatsModule,
        dispatchModule,
        live,
      ],
    };
  }
}
