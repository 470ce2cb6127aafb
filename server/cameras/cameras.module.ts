import { type DynamicModule, Module } from '@nestjs/common';
import { CAMERA_SOURCES, type CameraSources } from './camera-sources.ts';
import { CamerasController } from './cameras.controller.ts';
import { CamerasService } from './cameras.service.ts';

@Module({})
export class CamerasModule {
  static on(sources: CameraSources): DynamicModule {
    return {
      module: CamerasModule,
      controllers: [CamerasController],
      providers: [CamerasService, { provide: CAMERA_SOURCES, useValue: sources }],
      exports: [CamerasService],
    };
  }
}
