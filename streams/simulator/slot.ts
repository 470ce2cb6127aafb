import type { AisClass } from './craft.ts';
import type { Group } from './groups.ts';
import type { Plan } from './plan.ts';

export { STORY_MS } from '../../server/domain/story/night.ts';

/**
 * A vessel's place in the bay through all time: visit after visit of equal length, each with its own plan. For harbour craft every
 * visit has the same vessel; for ships of the sea trades each has another, so that one who leaves is replaced.
 */
export class Slot {
  private readonly plans = new Map<number, Plan>();

  constructor(
    readonly index: number,
    readonly group: Group,
    readonly ais: AisClass,
    readonly periodMs: number,
    /** Epoch ms at which visit 0 begins. */
    readonly originMs: number,
    private readonly planOf: (visit: number) => Plan,
  ) {}

  visitAt(tMs: number): number {
    return Math.floor((tMs - this.originMs) / this.periodMs);
  }

  beginMs(visit: number): number {
    return this.originMs + visit * this.periodMs;
  }

  /** The plan of a visit; the last few are kept, they are the same whenever they are made. */
  plan(visit: number): Plan {
    let plan = this.plans.get(visit);
    if (!plan) {
      plan = this.planOf(visit);
      if (this.plans.size >= 3) this.plans.delete(this.plans.keys().next().value ?? 0);
      this.plans.set(visit, plan);
    }
    return plan;
  }
}
