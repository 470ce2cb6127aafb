import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { migrations } from '../../migrations/all.ts';
import { Clock } from './clock.ts';
import { DbPing } from './db/db-ping.ts';
import { HealthController } from './health.controller.ts';

@Global()
@Module({})
export class PlatformModule {
  static on(databaseUrl: string): DynamicModule {
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
      providers: [DbPing, { provide: Clock, useFactory: () => new Clock() }],
      exports: [Clock],
    };
  }
}
