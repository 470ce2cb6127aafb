import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import type { Order } from '../contract/dispatch.ts';
import type { Draft } from '../contract/draft.ts';
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
import { LIVE_DRAFTS, LIVE_MESSAGES, LIVE_ORDERS, LIVE_PICTURE, LiveService } from './live.service.ts';
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
  readonly drafts?: SourceOf<Listed<Draft>>;
  readonly messages?: SourceOf<Listed<Message>>;
}
type SourceOf<T> = abstract new (...args: never[]) => T;

/** null where there is none. */
const given = (token: symbol, source: SourceOf<unknown> | undefined): Provider =>
  source ? { provide: token, useExisting: source } : { provide: token, useValue: null };

@Module({})
export class LiveModule {
  static on(options: LiveOptions, sources: LiveSources): DynamicModule {
    const providers: Provider[] = [
      { provide: LIVE_OPTIONS, useValue: options },
      { provide: LIVE_PICTURE, useExisting: sources.picture },
      { provide: LIVE_FEEDS, useExisting: sources.feeds },
      { provide: LIVE_DATABASE, useExisting: sources.database },
      given(LIVE_HISTORY, sources.history),
      given(LIVE_CAMERAS, sources.cameras),
      given(LIVE_BOATS, sources.boats),
      given(LIVE_ORDERS, sources.orders),
      given(LIVE_DRAFTS, sources.drafts),
      given(LIVE_MESSAGES, sources.messages),
      HealthService,
      LiveService,
      LiveGateway,
      LiveMetrics,
    ];
    return { module: LiveModule, imports: sources.imports, providers, exports: [LiveService] };
  }
}
