import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Observable, Subject } from 'rxjs';
import type { Boat, BoatDuty, BoatEntry, BoatPositions, PositionsTaken } from '../contract/boat.ts';
import type { HealthPart } from '../contract/health.ts';
import type { Activity } from '../domain/boat/boat-state.ts';
import type { FixSource, OwnFix } from '../domain/boat/own-fix.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { LOG } from '../platform/log/log.ts';
import { BoatStore, type Duty } from './boat.store.ts';
import { OwnBoat } from './own-boat.ts';
import { PositionKeeper } from './position-keeper.ts';

/** A boat of the simulated bay, entered where there are none. */
export interface BoatSeed {
  readonly entry: BoatEntry;
  readonly crew: readonly string[];
}
export const BOAT_SEEDS = Symbol('BoatSeeds');

const TICK_MS = 1_000;
/** Positions from before are shown again after a restart, as old ones, when not older than this. */
const RESTORED_MS = 7 * 86_400_000;
const NEW_DUTY: Duty = { outOfService: null, crew: [], dutySinceMs: null, fuel: 1 };

/** The patrol boats, where they are and what they do. */
@Injectable()
export class BoatsService implements OnModuleInit, OnModuleDestroy {
  private readonly boats = new Map<string, OwnBoat>();
  private readonly changes = new Subject<string>();
  /** Ids of boats of which anything has changed, as it happens. */
  readonly changes$: Observable<string> = this.changes.asObservable();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: BoatStore,
    private readonly keeper: PositionKeeper,
    private readonly clock: Clock,
    @Inject(BOAT_SEEDS) private readonly seeds: readonly BoatSeed[],
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    let rows = await this.store.all();
    if (rows.length === 0 && this.seeds.length > 0) {
      await this.enterSeeds();
      rows = await this.store.all();
    }
    for (const { entry, duty } of rows) this.boats.set(entry.boatId, new OwnBoat(entry, duty));
    for (const { boatId, ...fix } of await this.store.last(this.clock.nowMs() - RESTORED_MS))
      this.boats.get(boatId)?.track.hear({ ...fix, headingDeg: null });
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.changes.complete();
  }

  all(): Boat[] {
    const nowMs = this.clock.nowMs();
    const ids = [...this.boats.keys()].sort();
    return ids.map((boatId) => this.own(boatId).view(nowMs));
  }

  /** Throws CodedError where there is no such boat. */
  boat(boatId: string): Boat {
    return this.own(boatId).view(this.clock.nowMs());
  }

  has(boatId: string): boolean {
    return this.boats.has(boatId);
  }

  /** The boat on an MMSI; null: it is not ours. */
  idByMmsi(mmsi: string): string | null {
    for (const { entry } of this.boats.values()) if (entry.mmsi === mmsi) return entry.boatId;
    return null;
  }

  get health(): Omit<HealthPart, 'sinceMs'> {
    const serving = this.all().filter(({ state }) => state !== 'out-of-service');
    if (serving.length === 0) return { state: 'absent', up: null, total: null };
    const up = serving.filter(({ position, silentSinceMs }) => position !== null && silentSinceMs === null).length;
    return { state: up === serving.length ? 'ok' : up === 0 ? 'down' : 'degraded', up, total: serving.length };
  }

  async put(entry: BoatEntry, who: string): Promise<void> {
    const taken = [...this.boats.values()].find(
      (other) => entry.mmsi !== null && other.entry.mmsi === entry.mmsi && other.entry.boatId !== entry.boatId,
    );
    if (taken) throw new CodedError('conflict', `mmsi: ${entry.mmsi} is that of ${taken.entry.boatId}`);
    await this.store.put(entry, NEW_DUTY, { who, atMs: this.clock.nowMs() });
    const known = this.boats.get(entry.boatId);
    if (known) known.entry = entry;
    else this.boats.set(entry.boatId, new OwnBoat(entry, NEW_DUTY));
    this.changes.next(entry.boatId);
  }

  async remove(boatId: string): Promise<void> {
    this.own(boatId);
    await this.store.remove(boatId);
    this.boats.delete(boatId);
    this.changes.next(boatId);
  }

  async setDuty(boatId: string, change: BoatDuty): Promise<Boat> {
    const boat = this.own(boatId);
    const duty = dutyAfter(boat.duty, change, this.clock.nowMs());
    await this.store.setDuty(boatId, duty);
    boat.duty = duty;
    this.changes.next(boatId);
    return this.boat(boatId);
  }

  /** What her orders make of her. */
  setActivity(boatId: string, activity: Activity): void {
    const boat = this.boats.get(boatId);
    if (!boat || boat.activity === activity) return;
    boat.activity = activity;
    this.changes.next(boatId);
  }

  /** Her tablets that are connected now. */
  setLinks(boatId: string, links: number): void {
    const boat = this.boats.get(boatId);
    if (!boat || boat.links === links) return;
    boat.links = links;
    this.changes.next(boatId);
  }

  /** Positions of a device on board, with their own times. */
  report(boatId: string, source: FixSource, { positions }: BoatPositions): PositionsTaken {
    this.own(boatId);
    const receivedMs = this.clock.nowMs();
    let [taken, late] = [0, 0];
    for (const position of [...positions].sort((a, b) => a.fixMs - b.fixMs)) {
      const heard = this.hear(boatId, { ...position, source, receivedMs });
      if (heard === 'ahead')
        throw new CodedError('invalid', `positions.fixMs: ${position.fixMs} is after now, ${Math.round(receivedMs)}`);
      if (heard === 'live' || heard === 'late') taken++;
      if (heard === 'late') late++;
    }
    return { taken, late };
  }

  /** The same, told once they are written. Throws CodedError where they are heard and cannot be kept now: the sender keeps them. */
  async take(boatId: string, source: FixSource, positions: BoatPositions): Promise<PositionsTaken> {
    const taken = this.report(boatId, source, positions);
    if (!(await this.keeper.write()))
      throw new CodedError('unavailable', 'positions: heard, and not kept: the database does not answer');
    return taken;
  }

  /** One position of a boat; 'again' where the boat is not in the registry. */
  hear(boatId: string, fix: OwnFix): 'live' | 'late' | 'again' | 'ahead' {
    const boat = this.boats.get(boatId);
    if (!boat) return 'again';
    const heard = boat.track.hear(fix);
    if (heard === 'late') this.keeper.late(boatId, fix);
    else if (heard === 'live' && boat.track.best(fix.receivedMs)?.source === fix.source) this.keeper.live(boatId, fix);
    if (heard === 'live' || heard === 'late') this.changes.next(boatId);
    return heard;
  }

  /** Silence is a change too. */
  private tick(): void {
    const nowMs = this.clock.nowMs();
    for (const [boatId, boat] of this.boats) if (boat.hasFallenSilent(nowMs)) this.changes.next(boatId);
  }

  private own(boatId: string): OwnBoat {
    const boat = this.boats.get(boatId);
    if (!boat) throw new CodedError('not-found', `boatId: ${JSON.stringify(boatId)} is not in the registry`);
    return boat;
  }

  private async enterSeeds(): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const { entry, crew } of this.seeds) {
      const duty = { outOfService: null, crew: [...crew], dutySinceMs: nowMs - 3 * 3_600_000, fuel: 0.9 };
      await this.store.put(entry, duty, { who: 'demo', atMs: nowMs });
    }
    this.log.info({ boats: this.seeds.length }, 'boats of the simulated bay');
  }
}

function dutyAfter(before: Duty, change: BoatDuty, nowMs: number): Duty {
  const crew = change.crew ?? before.crew;
  const boarded = before.dutySinceMs ?? nowMs;
  return {
    outOfService: change.outOfService === undefined ? before.outOfService : change.outOfService,
    crew,
    dutySinceMs: crew.length === 0 ? null : (change.dutySinceMs ?? boarded),
    fuel: change.fuel ?? before.fuel,
  };
}
