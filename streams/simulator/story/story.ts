import type { Night } from '../../../server/domain/story/night.ts';
import { anglerAtBulk } from './angler.ts';
import type { Detour, Sea } from './detour.ts';
import { aisShadow, gnssJump, nameTypos } from './faults.ts';
import type { Faults } from './hearing.ts';
import { ordinaryDecoys } from './ordinary.ts';
import { sailingRace } from './race.ts';
import { CAST, type Decoy } from './roles.ts';
import { crewLaunch, pilotAlongside, tugsOnTanker } from './services.ts';

/** What boats do for the story instead of what their slots have for them. */
export interface Errands {
  readonly detours: readonly Detour[];
  readonly decoys: readonly Decoy[];
}

/** The errands of the night over the ordinary bay; `angler` is the slot of the boat that plays the angler. */
export function errandsOf(sea: Sea, night: Night, angler: number): Errands {
  const ordinary = ordinaryDecoys(sea, night);
  const busy = new Set<number>([
    ...Object.values(CAST),
    ...ordinary.flatMap(({ slots, hosts }) => [...slots, ...hosts]),
  ]);
  const made = [
    pilotAlongside(sea, night),
    tugsOnTanker(sea, night),
    crewLaunch(sea, night, busy),
    anglerAtBulk(sea, night, angler, busy),
    sailingRace(sea, night),
  ];
  return {
    detours: made.flatMap(({ detours }) => detours),
    decoys: [...ordinary, ...made.map(({ decoy }) => decoy)],
  };
}

/** What is heard of the bay where that is not what is, over the bay with its errands; all decoys, in order of time. */
export function faultsOf(sea: Sea, night: Night, others: readonly Decoy[]): { faults: Faults; decoys: Decoy[] } {
  const busy = new Set<number>([...Object.values(CAST), ...others.flatMap(({ slots, hosts }) => [...slots, ...hosts])]);
  const [shadow, typos, jump] = [aisShadow(sea, night), nameTypos(sea, night, busy), gnssJump(sea, night, busy)];
  const { dark, back } = night.times;
  const decoys = [...others, shadow.decoy, typos.decoy, jump.decoy];
  return {
    faults: {
      silences: [{ slot: CAST.mother, fromMs: dark, toMs: back, why: 'switched-off' }, ...shadow.faults],
      jumps: jump.faults,
      misnomers: typos.faults,
    },
    decoys: decoys.sort((a, b) => a.fromMs - b.fromMs),
  };
}
