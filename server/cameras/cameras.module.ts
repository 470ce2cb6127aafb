import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { HistoryModule } from '../history/history.module.ts';
import { PictureModule } from '../picture/picture.module.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { LOG } from '../platform/log/log.ts';
import { mediaSockets, openMediaKey } from '../platform/media/media-key.ts';
import { AimController } from './aim/aim.controller.ts';
import { AimService } from './aim/aim.service.ts';
import { Heads } from './aim/heads.ts';
import { InView } from './aim/in-view.ts';
import { CAMERA_SOURCES, type CameraSources } from './camera-sources.ts';
import { CamerasController } from './cameras.controller.ts';
import { CamerasService } from './cameras.service.ts';
import { connectPeer, forkPeer } from './media-peer.ts';
import { MediaProcess } from './media-process.ts';
import { BookmarkController } from './recording/bookmark.controller.ts';
import { BookmarkStore } from './recording/bookmark.store.ts';
import { ClipController } from './recording/clip.controller.ts';
import { RecordingController } from './recording/recording.controller.ts';
import { RecordingService } from './recording/recording.service.ts';
import { RecordingStore } from './recording/recording.store.ts';
import { CameraStore } from './registry/camera.store.ts';
import { RegistryController } from './registry/registry.controller.ts';
import { RegistryService } from './registry/registry.service.ts';
import { Sites } from './sites.ts';

@Module({})
export class CamerasModule {
  static on(sources: CameraSources): DynamicModule {
    const media = {
      provide: MediaProcess,
      useFactory: (log: Logger, { dataDir, media: { isApart, key } }: Config) =>
        new MediaProcess({
          log,
          reach: isApart
            ? (hear) => connectPeer(mediaSockets(dataDir).control, openMediaKey(dataDir, key), hear)
            : (hear) => forkPeer(sources.entry, join(dataDir, 'video'), log, hear),
        }),
      inject: [LOG, CONFIG],
    };
    return {
      module: CamerasModule,
      imports: [HistoryModule, PictureModule],
      controllers: [
        RegistryController,
        AimController,
        CamerasController,
        RecordingController,
        BookmarkController,
        ClipController,
      ],
      providers: [
        { provide: CAMERA_SOURCES, useValue: sources },
        ...[
          media,
          Sites,
          CameraStore,
          RegistryService,
          Heads,
          CamerasService,
          AimService,
          InView,
          RecordingService,
          RecordingStore,
          BookmarkStore,
        ],
      ],
      exports: [CamerasService],
    };
  }
}
