import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { type OwnFix } from '../domain/boat/own-fix.ts';
import { OwnTrack } from '../domain/boat/own-track.ts';
import { Clock } from '../platform/clock.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { LOG } from '../platform/log/log.ts';
import { BoatStore, type PositionRow } from './boat.store.ts';

const WRITE_MS = 2_000;
/** Kept in memory while the database is away: two hours of sixty boats at one in five seconds. */
const MOST_WAITING = 86_400;
const BATCH = 5_000;
const FORGET_MS = 3_600_000;
const DAY_MS = 86_400_000;

type Waiting = PositionRow & { readonly isLate: boolean };

/** Writes where boats have been. While the database is away positions wait, the oldest live ones go first. */
@Injectable()
export class PositionKeeper implements OnModuleInit, OnModuleDestroy {
  private waiting: Waiting[] = [];
  private readonly kept = new Map<string, OwnFix>();
  private timers: NodeJS.Timeout[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly store: BoatStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timers = [
      setInterval(() => void this.write(), WRITE_MS).unref(),
      setInterval(() => void this.forget(), FORGET_MS).unref(),
    ];
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.write();
  }

  /** A live fix of the source that is shown; kept where it says something new. */
  live(boatId: string, fix: OwnFix): void {
    if (!OwnTrack.isKept(this.kept.get(boatId) ?? null, fix)) return;
    this.kept.set(boatId, fix);
    this.add(boatId, fix, false);
  }

  late(boatId: string, fix: OwnFix): void {
    this.add(boatId, fix, true);
  }

  private add(boatId: string, { lon, lat, sogKn, cogDeg, source, fixMs, receivedMs }: OwnFix, isLate: boolean): void {
    if (this.waiting.length >= MOST_WAITING) {
      const oldest = this.waiting.findIndex((row) => !row.isLate);
      this.waiting.splice(Math.max(0, oldest), 1);
    }
    this.waiting.push({ boatId, lon, lat, sogKn, cogDeg, source, fixMs, receivedMs, isLate });
  }

  /** Writes what waits; what cannot be written waits on. True: nothing waits. */
  async write(): Promise<boolean> {
    // one writes at a time: of those that waited for it, the first is the next
    while (this.writing !== null) await this.writing;
    this.writing = this.writeAll().finally(() => {
      this.writing = null;
    });
    await this.writing;
    return this.waiting.length === 0;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, BATCH);
      try {
        await this.store.keep(batch);
      } catch (error) {
        this.log.warn({ waiting: this.waiting.length, error: String(error) }, 'positions of boats wait');
        return;
      }
      this.waiting.splice(0, batch.length);
    }
  }

  private async forget(): Promise<void> {
    await this.store
      .forget(this.clock.nowMs() - this.config.history.days * DAY_MS)
      .catch((error: unknown) => this.log.warn({ error: String(error) }, 'old positions of boats stay'));
  }
}
