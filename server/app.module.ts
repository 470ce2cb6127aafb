import { type DynamicModule, Module } from '@nestjs/common';
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
}

/** The stages, in the order in which the data flows. */
@Module({})
export class AppModule {
  static on({ build, ...platform }: AppModuleOptions): DynamicModule {
    const live = LiveModule.on(
      { build, simulation: platform.config.demo },
      {
        imports: [FeedsModule, PictureModule, HistoryModule],
        ...{ picture: PictureService, feeds: RadarSites, database: DatabaseHealth, history: HistoryService },
      },
    );
    return {
      module: AppModule,
      imports: [PlatformModule.on(platform), FeedsModule, PictureModule, HistoryModule, live],
    };
  }
}
