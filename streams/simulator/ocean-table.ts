import type { Hub } from './bay.ts';
import type { HarbourName } from './berths.ts';
import type { Group } from './groups.ts';

/** An anchorage of tokyo-bay.json: the port its ships wait for. */
export const ANCHORAGES = {
  'anch-yokohama': { hub: 'west', code: 'JP YOK' },
  'anch-kawasaki': { hub: 'north', code: 'JP KWS' },
  'anch-nakanose-w': { hub: 'west', code: 'JP YOK' },
  'anch-tokyo': { hub: 'north', code: 'JP TYO' },
  'anch-chiba': { hub: 'north', code: 'JP CHB' },
  'anch-kisarazu': { hub: 'north', code: 'JP KZU' },
} as const satisfies Record<string, { hub: Hub; code: string }>;
export type AnchorageName = keyof typeof ANCHORAGES;

/** What a ship that comes from the sea does at 01:00 of the story. */
export interface OceanShip {
  readonly group: Group;
  readonly stage: 'in' | 'out' | 'stay';
  readonly berth?: HarbourName;
  readonly anchorage?: AnchorageName;
}

const anchored = (anchorage: AnchorageName, counts: Partial<Record<Group, number>>): OceanShip[] =>
  Object.entries(counts).flatMap(([group, count]) =>
    Array.from({ length: count }, () => ({ group: group as Group, stage: 'stay' as const, anchorage })),
  );
const berthed = (group: Group, counts: Partial<Record<HarbourName, number>>): OceanShip[] =>
  Object.entries(counts).flatMap(([berth, count]) =>
    Array.from({ length: count }, () => ({ group, stage: 'stay' as const, berth: berth as HarbourName })),
  );
const moving = (group: Group, stage: 'in' | 'out', places: readonly (HarbourName | AnchorageName)[]): OceanShip[] =>
  places.map((place) =>
    place in ANCHORAGES
      ? { group, stage, anchorage: place as AnchorageName }
      : { group, stage, berth: place as HarbourName },
  );

/** The 156 ships of the sea trades at 01:00: 84 at anchor, 39 alongside, 33 under way. The first under way is SEA LANTERN. */
export const OCEAN_SHIPS: readonly OceanShip[] = [
  ...moving('general', 'in', ['honmoku', 'anch-tokyo', 'anch-chiba', 'anch-kawasaki', 'chiba', 'anch-yokohama']),
  ...moving('general', 'out', ['tokyo', 'kawasaki', 'anch-yokohama', 'anch-kisarazu', 'ichihara', 'honmoku']),
  ...moving('container', 'in', ['honmoku', 'minami-honmoku']),
  ...moving('container', 'out', ['oi']),
  ...moving('feeder', 'in', ['oi']),
  ...moving('feeder', 'out', ['honmoku']),
  ...moving('bulk', 'in', ['kimitsu', 'anch-nakanose-w']),
  ...moving('bulk', 'out', ['chiba']),
  ...moving('tanker-large', 'out', ['sodegaura']),
  ...moving('tanker', 'in', ['kawasaki', 'ichihara', 'anch-chiba', 'anch-kawasaki']),
  ...moving('tanker', 'out', ['negishi', 'ichihara', 'anch-chiba', 'anch-kisarazu']),
  ...moving('car', 'in', ['daikoku', 'oppama']),
  ...moving('car', 'out', ['oppama']),
  ...moving('passenger', 'in', ['tokyo']),
  ...berthed('container', { honmoku: 2, 'minami-honmoku': 1, oi: 1, aomi: 1 }),
  ...berthed('feeder', { honmoku: 3, daikoku: 1, oi: 2, aomi: 2 }),
  ...berthed('tanker-large', { kawasaki: 1, sodegaura: 1 }),
  ...berthed('bulk', { kimitsu: 2, kawasaki: 1, chiba: 2 }),
  ...berthed('car', { daikoku: 2, oppama: 2 }),
  ...berthed('passenger', { osanbashi: 1, tokyo: 1 }),
  ...berthed('tanker', { kawasaki: 2, negishi: 2, ichihara: 3 }),
  ...berthed('general', { kawasaki: 2, chiba: 1, tokyo: 2, honmoku: 1 }),
  ...anchored('anch-yokohama', { container: 1, feeder: 1, bulk: 1, general: 10, tanker: 3, car: 2 }),
  ...anchored('anch-kawasaki', { 'tanker-large': 1, tanker: 7, general: 6 }),
  ...anchored('anch-nakanose-w', { bulk: 2, general: 5, 'tanker-large': 1, tanker: 1 }),
  ...anchored('anch-tokyo', { feeder: 1, general: 12, tanker: 2 }),
  ...anchored('anch-chiba', { 'tanker-large': 1, tanker: 9, bulk: 2, general: 7 }),
  ...anchored('anch-kisarazu', { bulk: 1, tanker: 4, general: 4 }),
];
