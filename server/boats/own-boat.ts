import type { Boat, BoatEntry } from '../contract/boat.ts';
import { type Activity, stateOf } from '../domain/boat/boat-state.ts';
import { OwnTrack, SILENT_MS } from '../domain/boat/own-track.ts';
import type { Duty } from './boat.store.ts';

/** One boat as she is now. */
export class OwnBoat {
  readonly track = new OwnTrack();
  activity: Activity = null;
  /** Tablets connected. */
  links = 0;
  private wasSilent = false;

  constructor(
    public entry: BoatEntry,
    public duty: Duty,
  ) {}

  view(nowMs: number): Boat {
    const { entry, duty, activity } = this;
    const fix = this.track.best(nowMs);
    const position =
      fix === null
        ? null
        : {
            ...{ lon: fix.lon, lat: fix.lat, sogKn: fix.sogKn, cogDeg: fix.cogDeg, headingDeg: fix.headingDeg },
            ...{ source: fix.source, fixMs: fix.fixMs },
          };
    return {
      ...entry,
      state: stateOf({ isOutOfService: duty.outOfService !== null, activity, position, berth: entry.berth }),
      ...{ outOfService: duty.outOfService, crew: duty.crew, dutySinceMs: duty.dutySinceMs, fuel: duty.fuel },
      position,
      sources: this.track.sources(),
      silentSinceMs: this.isSilent(nowMs) ? this.track.lastMs : null,
      isLinked: this.links > 0,
    };
  }

  /** True once, when she has not been heard for three minutes. */
  hasFallenSilent(nowMs: number): boolean {
    const isSilent = this.isSilent(nowMs);
    const hasFallen = isSilent && !this.wasSilent;
    this.wasSilent = isSilent;
    return hasFallen;
  }

  private isSilent(nowMs: number): boolean {
    const { lastMs } = this.track;
    return lastMs !== null && nowMs - lastMs > SILENT_MS;
  }
}
