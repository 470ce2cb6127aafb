import { Bay } from './bay.ts';
import { Berths } from './berths.ts';
import type { AisClass, Craft } from './craft.ts';
import { ferrySlots } from './ferry.ts';
import type { Group } from './groups.ts';
import type { Pose, Stage } from './leg.ts';
import { localSlots } from './local.ts';
import { oceanSlots } from './ocean.ts';
import { OCEAN_SHIPS } from './ocean-table.ts';
import type { Voyage } from './plan.ts';
import type { Slot } from './slot.ts';

/** A vessel at a moment. */
export interface Vessel {
  /** Her place in the fleet, 0 and up, the same at any time; the vessel in it may be another after some hours. */
  readonly slot: number;
  readonly group: Group;
  readonly ais: AisClass;
  readonly craft: Craft;
  readonly voyage: Voyage;
  readonly stage: Stage;
  readonly navStatus: number;
  readonly pose: Pose;
  /** Epoch ms at which this stretch of her plan ends: she changes what she does. */
  readonly untilMs: number;
}

/** All vessels of the bay, as a pure function of seed and story time. */
export class Fleet {
  readonly bay = new Bay();
  private readonly slots: Slot[];

  constructor(readonly seed: number) {
    const berths = new Berths(this.bay, seed);
    const ocean = oceanSlots(this.bay, berths, seed, 0);
    const ferries = ferrySlots(this.bay, berths, seed, OCEAN_SHIPS.length);
    const first = OCEAN_SHIPS.length + ferries.length;
    const local = localSlots(this.bay, berths, { seed, first, hosts: ocean.hosts });
    this.slots = [...ocean.slots, ...ferries, ...local];
    this.bay.forgetFloods();
  }

  get size(): number {
    return this.slots.length;
  }

  /** Every vessel at a story time. */
  at(tMs: number): Vessel[] {
    return this.slots.map((_, slot) => this.vessel(slot, tMs));
  }

  /** The vessel of one slot at a story time. */
  vessel(slot: number, tMs: number): Vessel {
    const of = this.slots[slot];
    if (!of) throw new RangeError(`slot ${slot}: want 0 to ${this.slots.length - 1}`);
    const visit = of.visitAt(tMs);
    const { craft, legs } = of.plan(visit);
    let beganMs = of.beginMs(visit);
    let at = 0;
    while (at < legs.length - 1 && tMs >= beganMs + (legs[at]?.durationMs ?? 0)) {
      beganMs += legs[at]?.durationMs ?? 0;
      at++;
    }
    const leg = legs[at];
    if (!leg) throw new Error(`slot ${slot} has no plan`);
    return {
      slot,
      group: of.group,
      ais: of.ais,
      craft,
      voyage: leg.voyage,
      stage: leg.stage,
      navStatus: leg.navStatus,
      pose: leg.pose(tMs, tMs - beganMs),
      untilMs: beganMs + leg.durationMs,
    };
  }
}
