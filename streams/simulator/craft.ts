import { GROUPS, type Group, type Range } from './groups.ts';
import { callsignOf, imoOf, mmsiOf, shipName } from './names.ts';
import { between, pick, unit } from './random.ts';

/** How a craft is heard: AIS class A, class B, or by nobody but radar. */
export type AisClass = 'A' | 'B' | 'none';

/** What does not change on a voyage. Metres; `mmsi`, `imo` 0 and an empty name or call sign: none. */
export interface Craft {
  readonly mmsi: number;
  readonly imo: number;
  readonly name: string;
  readonly callsign: string;
  readonly shipType: number;
  readonly lengthM: number;
  readonly toBowM: number;
  readonly toSternM: number;
  readonly toPortM: number;
  readonly toStarboardM: number;
  readonly draughtM: number;
  readonly cruiseKn: number;
}

/** The vessel of a slot in its visit: two of one seed never share an MMSI (but 0) while visits stay within half a year of the story. */
export function craftOf(
  group: Group,
  { seed, slot, visit, lengthM }: { seed: number; slot: number; visit: number; lengthM: number },
): Craft {
  const traits = GROUPS[group];
  const index = slot * 1000 + (((visit % 1000) + 1000) % 1000);
  const roll = (purpose: number, [min, max]: Range) => between(min, max, seed, slot, visit, purpose);
  const flag = pick(traits.flags, seed, slot, visit, 1);
  const long = Math.round(lengthM * (visit === 0 ? 1 : roll(2, [0.93, 1])));
  const beam = Math.max(3, Math.round(long / traits.slender));
  const aft = Math.round(long * (long > 60 ? roll(3, [0.12, 0.22]) : roll(3, [0.3, 0.5])));
  const toPortM = Math.round(beam * roll(4, [0.35, 0.6]));
  const isSmall = long < 60;
  const isNameless = group === 'small';
  const hasImo = !isSmall && (flag !== 'JP' || unit(seed, slot, visit, 6) < 0.6);
  return {
    mmsi: isNameless ? 0 : mmsiOf(flag, index, seed),
    imo: hasImo ? imoOf(index, seed) : 0,
    name: isNameless ? '' : shipName(styleOf(group, flag), slot + 283 * visit, seed),
    callsign: isNameless ? '' : callsignOf(flag, slot * 7 + visit, seed),
    shipType: pick(traits.shipTypes, seed, slot, visit, 5),
    lengthM: long,
    toBowM: long - aft,
    toSternM: aft,
    toPortM,
    toStarboardM: beam - toPortM,
    draughtM: Math.round(roll(7, traits.draughtM) * 10) / 10,
    cruiseKn: roll(8, traits.cruiseKn),
  };
}

function styleOf(group: Group, flag: string): Parameters<typeof shipName>[0] {
  if (group === 'tug' || group === 'pilot' || group === 'ferry' || group === 'pleasure') return group;
  return flag === 'JP' && group !== 'container' ? 'maru' : 'foreign';
}
