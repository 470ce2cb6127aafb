import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule } from './platform/platform.module.ts';

/** The stages, in the order in which the data flows. */
@Module({})
export class AppModule {
  static on(databaseUrl: string): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.on(databaseUrl)] };
  }
}
