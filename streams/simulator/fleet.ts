import { type Night, nightOf } from '../../server/domain/story/night.ts';
import type { Variant } from '../../server/domain/story/variant.ts';
import { Bay } from './bay.ts';
import { Berths } from './berths.ts';
import { ferrySlots } from './ferry.ts';
import type { Pose } from './leg.ts';
import { localSlots } from './local.ts';
import { oceanSlots } from './ocean.ts';
import { OCEAN_SHIPS } from './ocean-table.ts';
import type { Plan } from './plan.ts';
import type { Slot } from './slot.ts';
import { boatSlot } from './story/boat.ts';
import type { Detour } from './story/detour.ts';
import { type Drag, dragged, dragsOf } from './story/drag.ts';
import { type Faults, Hearing } from './story/hearing.ts';
import { CAST, type Decoy, type Part, type Role } from './story/roles.ts';
import { errandsOf, faultsOf } from './story/story.ts';
import type { Vessel } from './vessel.ts';

/** All vessels of the bay, as a pure function of seed and story time. */
export class Fleet {
  readonly bay = new Bay();
  readonly night: Night;
  /** What looks like something on the night and is nothing, in order of time. */
  readonly decoys: readonly Decoy[];
  /** Where what is heard of the vessels is not what is. */
  readonly faults: Faults;
  /** Who drags her anchor, in order of time; nobody does on a calm night. */
  readonly drags: readonly Drag[];
  private readonly slots: Slot[];
  private readonly detours: ReadonlyMap<number, Detour>;
  private readonly hearing: Hearing;
  private readonly dragBySlot: ReadonlyMap<number, Drag>;

  constructor(
    readonly seed: number,
    readonly variant: Variant = 'calm',
  ) {
    const berths = new Berths(this.bay, seed);
    this.night = nightOf(seed);
    const ocean = oceanSlots(this.bay, berths, this.night, 0);
    const ferries = ferrySlots(this.bay, berths, seed, OCEAN_SHIPS.length);
    const first = OCEAN_SHIPS.length + ferries.length;
    const local = localSlots(this.bay, berths, { seed, first, hosts: ocean.hosts });
    const ordinary = [...ocean.slots, ...ferries, ...local];
    this.slots = [...ordinary, boatSlot(this.bay, this.night, ordinary.length)];
    const { bay, size } = this;
    const vessel = (slot: number, tMs: number) => this.vessel(slot, tMs);
    this.detours = new Map();
    this.dragBySlot = new Map();
    this.hearing = new Hearing({ silences: [], jumps: [], misnomers: [] });
    const errands = errandsOf({ bay, size, vessel }, this.night, ordinary.length - 1);
    this.detours = new Map(errands.detours.map((detour) => [detour.slot, detour]));
    const { faults, decoys } = faultsOf({ bay, size, vessel }, this.night, errands.decoys);
    this.faults = faults;
    this.drags = variant === 'typhoon' ? dragsOf({ bay, size, vessel }, this.night) : [];
    this.dragBySlot = new Map(this.drags.map((drag) => [drag.slot, drag]));
    this.decoys = decoys;
    this.hearing = new Hearing(faults);
    this.bay.forgetFloods();
  }

  get size(): number {
    return this.slots.length;
  }

  /** Who plays which part of the story, the two persons first. */
  get parts(): Part[] {
    const part = (role: Role, slot: number, tMs: number): Part => {
      const { mmsi } = this.vessel(slot, tMs).craft;
      return { role, slot, mmsi: mmsi === 0 ? null : String(mmsi).padStart(9, '0') };
    };
    const { drop } = this.night.times;
    return [
      part('sea-lantern', CAST.mother, drop),
      part('k-17', this.size - 1, drop),
      ...this.decoys.flatMap(({ role, slots, fromMs }) => slots.map((slot) => part(role, slot, fromMs))),
    ];
  }

  /** Every vessel at a story time. */
  at(tMs: number): Vessel[] {
    return this.slots.map((_, slot) => this.vessel(slot, tMs));
  }

  /** The vessel of one slot at a story time. */
  vessel(slot: number, tMs: number): Vessel {
    const of = this.slots[slot];
    if (!of) throw new RangeError(`slot ${slot}: want 0 to ${this.slots.length - 1}`);
    const { plan, beginMs } = this.course(slot, of, tMs);
    const { craft, legs } = plan;
    let beganMs = beginMs;
    let at = 0;
    while (at < legs.length - 1 && tMs >= beganMs + (legs[at]?.durationMs ?? 0)) {
      beganMs += legs[at]?.durationMs ?? 0;
      at++;
    }
    const leg = legs[at];
    if (!leg) throw new Error(`slot ${slot} has no plan`);
    const pose = this.posed(slot, leg.pose(tMs, tMs - beganMs), tMs);
    return {
      ...this.hearing.said(slot, tMs, { at: pose, craft, hasAis: of.ais !== 'none' }),
      slot,
      group: of.group,
      ais: of.ais,
      craft,
      voyage: leg.voyage,
      stage: leg.stage,
      navStatus: leg.navStatus,
      pose,
      untilMs: beganMs + leg.durationMs,
    };
  }

  private posed(slot: number, pose: Pose, tMs: number): Pose {
    const drag = this.dragBySlot.get(slot);
    return (drag && dragged(drag, pose, tMs)) ?? pose;
  }

  private course(slot: number, of: Slot, tMs: number): { plan: Plan; beginMs: number } {
    const detour = this.detours.get(slot);
    if (detour && tMs >= detour.beginMs && tMs < detour.endMs) return detour;
    const visit = of.visitAt(tMs);
    return { plan: of.plan(visit), beginMs: of.beginMs(visit) };
  }
}
