import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { migrations } from '../../migrations/all.ts';
import { Clock } from './clock.ts';
import { CONFIG, type Config } from './config.ts';
import { DbPing } from './db/db-ping.ts';
import { HealthController } from './health/health.controller.ts';
import { ReadinessRegistry } from './health/readiness.ts';
import { RefusalFilter } from './http/refusal.filter.ts';

export interface PlatformOptions {
  readonly config: Config;
  /** config.databaseUrl, or the embedded server's. */
  readonly databaseUrl: string;
  readonly clock: Clock;
}

@Global()
@Module({})
export class PlatformModule {
  static on({ config, databaseUrl, clock }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: databaseUrl,
          autoLoadEntities: true,
          migrations,
          migrationsRun: true,
          synchronize: false,
          retryAttempts: 3,
          retryDelay: 500,
        }),
      ],
      controllers: [HealthController],
      providers: [
        DbPing,
        ReadinessRegistry,
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
      exports: [Clock, CONFIG, ReadinessRegistry],
    };
  }
}
