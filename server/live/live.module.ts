import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import type { Order } from '../contract/dispatch.ts';
import type { Message } from '../contract/message.ts';
import type { Listed } from './change-book.ts';
import {
  HealthService,
  LIVE_BOATS,
  LIVE_CAMERAS,
  LIVE_DATABASE,
  LIVE_FEEDS,
  LIVE_HISTORY,
  type LiveBoats,
  type LiveCameras,
  type LiveDatabase,
  type LiveFeeds,
  type LiveHistory,
} from './health.service.ts';
import { LIVE_OPTIONS, LiveGateway, type LiveOptions } from './live.gateway.ts';
import { LIVE_MESSAGES, LIVE_ORDERS, LIVE_PICTURE, LiveService } from './live.service.ts';
import { LiveMetrics } from './live-metrics.ts';
import type { LivePicture } from './live-picture.ts';

/** The stages that live listens to, as providers of the modules in `imports`. */
export interface LiveSources {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly picture: SourceOf<LivePicture>;
  readonly feeds: SourceOf<LiveFeeds>;
  readonly database: SourceOf<LiveDatabase>;
  /** Not given: nothing is kept. */
  readonly history?: SourceOf<LiveHistory>;
  /** Not given: there are none. */
  readonly cameras?: SourceOf<LiveCameras>;
  readonly boats?: SourceOf<LiveBoats>;
  readonly orders?: SourceOf<Listed<Order>>;
  readonly messages?: SourceOf<Listed<Message>>;
}
type SourceOf<T> = abstract new (...args: never[]) => T;

@Module({})
export class LiveModule {
  static on(options: LiveOptions, sources: LiveSources): DynamicModule {
    const providers: Provider[] = [
      { provide: LIVE_OPTIONS, useValue: options },
      { provide: LIVE_PICTURE, useExisting: sources.picture },
      { provide: LIVE_FEEDS, useExisting: sources.feeds },
      { provide: LIVE_DATABASE, useExisting: sources.database },
      sources.history
        ? { provide: LIVE_HISTORY, useExisting: sources.history }
        : { provide: LIVE_HISTORY, useValue: null },
      sources.cameras
        ? { provide: LIVE_CAMERAS, useExisting: sources.cameras }
        : { provide: LIVE_CAMERAS, useValue: null },
      sources.boats ? { provide: LIVE_BOATS, useExisting: sources.boats } : { provide: LIVE_BOATS, useValue: null },
      sources.messages
        ? { provide: LIVE_MESSAGES, useExisting: sources.messages }
        : { provide: LIVE_MESSAGES, useValue: null },
      sources.orders ? { provide: LIVE_ORDERS, useExisting: sources.orders } : { provide: LIVE_ORDERS, useValue: null },
      HealthService,
      LiveService,
      LiveGateway,
      LiveMetrics,
    ];
    return { module: LiveModule, imports: sources.imports, providers, exports: [LiveService] };
  }
}
