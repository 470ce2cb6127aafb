import { type DynamicModule, Module } from '@nestjs/common';
import { FeedsModule } from './feeds/feeds.module.ts';
import { PictureModule } from './picture/picture.module.ts';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.ts';

/** The stages, in the order in which the data flows. */
@Module({})
export class AppModule {
  static on(options: PlatformOptions): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.on(options), FeedsModule, PictureModule] };
  }
}
