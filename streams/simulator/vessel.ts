import type { AisClass, Craft } from './craft.ts';
import type { Group } from './groups.ts';
import type { Pose, Stage } from './leg.ts';
import type { Voyage } from './plan.ts';
import type { Said } from './story/hearing.ts';

/** A vessel at a moment: as she is, and what her AIS says of her. */
export interface Vessel extends Said {
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
