import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Boat } from '../contract/boat.ts';
import type { FeedStatus } from '../contract/feeds.ts';
import type { Health, HealthPart } from '../contract/health.ts';
import type { HistoryStatus } from '../contract/history.ts';
import { Clock } from '../platform/clock.ts';
import type { Listed } from './change-book.ts';
import { healthOf } from './health.ts';

/** The database says within 1.5 s whether it answers: a loss is known within 3.5 s. */
const ASK_EVERY_MS = 2000;

/** What the console must know of the feeds. */
export interface LiveFeeds {
  status(): readonly FeedStatus[];
}
export const LIVE_FEEDS = Symbol('LiveFeeds');

/** The database, as far as health goes: it answers in time, or it is down. */
export interface LiveDatabase {
  answers(): Promise<boolean>;
}
export const LIVE_DATABASE = Symbol('LiveDatabase');

/** Whether what is heard is kept. */
export interface LiveHistory {
  readonly status: HistoryStatus;
}
export const LIVE_HISTORY = Symbol('LiveHistory');

/** How the cameras are, on the whole. */
export interface LiveCameras {
  readonly health: Omit<HealthPart, 'sinceMs'>;
}
export const LIVE_CAMERAS = Symbol('LiveCameras');

/** How the boats are, on the whole, and each of them. */
export interface LiveBoats extends Listed<Boat> {
  readonly health: Omit<HealthPart, 'sinceMs'>;
}
export const LIVE_BOATS = Symbol('LiveBoats');
const ABSENT = { state: 'absent', up: null, total: null } as const;

/** The health of everything, always at hand. */
@Injectable()
export class HealthService implements OnModuleInit, OnModuleDestroy {
  private isDatabaseUp = true;
  private last: Health | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    @Inject(LIVE_FEEDS) private readonly source: LiveFeeds,
    @Inject(LIVE_DATABASE) private readonly database: LiveDatabase,
    @Inject(LIVE_HISTORY) private readonly history: LiveHistory | null,
    @Inject(LIVE_CAMERAS) private readonly cameras: LiveCameras | null,
    @Inject(LIVE_BOATS) private readonly boats: LiveBoats | null,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.ask(), ASK_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The same object as long as nothing has changed. */
  health(): Health {
    const { isDatabaseUp } = this;
    const history = this.history?.status ?? null;
    const cameras = this.cameras?.health ?? ABSENT;
    const boats = this.boats?.health ?? ABSENT;
    const nowMs = this.clock.nowMs();
    this.last = healthOf({ feeds: this.source.status(), isDatabaseUp, history, cameras, boats, nowMs }, this.last);
    return this.last;
  }

  feeds(): readonly FeedStatus[] {
    return this.source.status();
  }

  async ask(): Promise<void> {
    this.isDatabaseUp = await this.database.answers();
  }
}
