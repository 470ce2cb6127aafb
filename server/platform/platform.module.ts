import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { AuditModule } from './audit/audit.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { Clock } from './clock.ts';
import { CONFIG, type Config } from './config.ts';
import { DatabaseHealth } from './db/database-health.ts';
import { DemoClockController } from './demo/demo-clock.controller.ts';
import { HealthController } from './health/health.controller.ts';
import { ReadinessRegistry } from './health/readiness.ts';
import { RefusalFilter } from './http/refusal.filter.ts';
import { LOG } from './log/log.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { Metrics } from './metrics/metrics.ts';

export interface PlatformOptions {
  readonly config: Config;
  /** config.databaseUrl, or the embedded server's. */
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}

@Global()
@Module({})
export class PlatformModule {
  static on({ config, databaseUrl, clock, log }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: databaseUrl,
          autoLoadEntities: true,
          synchronize: false,
          retryAttempts: 1, // it was reached a moment ago
          extra: { connectionTimeoutMillis: 5_000, keepAlive: true, max: 10, application_name: 'mihari' },
        }),
        AuthModule,
        AuditModule,
      ],
      controllers: [HealthController, MetricsController, DemoClockController],
      providers: [
        DatabaseHealth,
        Metrics,
        ReadinessRegistry,
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: LOG, useValue: log },
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
      exports: [Clock, CONFIG, LOG, ReadinessRegistry, Metrics, DatabaseHealth],
    };
  }
}
