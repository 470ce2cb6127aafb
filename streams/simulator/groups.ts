import type { Flag } from './names.ts';

export type Range = readonly [number, number];

/** What the vessels of a group have in common. Lengths in metres, speeds in knots, draughts in metres. */
export interface GroupTraits {
  readonly lengthM: Range;
  /** Length over beam. */
  readonly slender: number;
  readonly draughtM: Range;
  readonly cruiseKn: Range;
  readonly shipTypes: readonly number[];
  readonly flags: readonly Flag[];
  /** Metres a second squared at which she gathers way. */
  readonly accelMps2: number;
}

const JAPAN: readonly Flag[] = ['JP'];
const WORLD: readonly Flag[] = ['PA', 'PA', 'LR', 'LR', 'MH', 'SG', 'HK', 'JP'];
const ASIA: readonly Flag[] = ['JP', 'JP', 'PA', 'KR', 'CN', 'HK', 'LR'];
const COASTAL: readonly Flag[] = ['JP', 'JP', 'JP', 'JP', 'JP', 'KR', 'PA', 'CN'];

/** The groups of the night of the scenario. */
export const GROUPS = {
  container: { lengthM: [294, 366], slender: 7.3, draughtM: [10.5, 14.5], cruiseKn: [13, 16], shipTypes: [71, 72, 79], flags: WORLD, accelMps2: 0.007 },
  feeder: { lengthM: [125, 172], slender: 6.1, draughtM: [6.5, 9.2], cruiseKn: [12, 15], shipTypes: [70, 71, 79], flags: ASIA, accelMps2: 0.01 },
  bulk: { lengthM: [178, 292], slender: 6.2, draughtM: [8, 17], cruiseKn: [10.5, 12.5], shipTypes: [70], flags: WORLD, accelMps2: 0.006 },
  general: { lengthM: [66, 110], slender: 5.9, draughtM: [3.1, 5.4], cruiseKn: [10.2, 12.4], shipTypes: [70, 70, 70, 79], flags: COASTAL, accelMps2: 0.015 },
  'tanker-large': { lengthM: [228, 333], slender: 5.6, draughtM: [11, 19.5], cruiseKn: [10.5, 12], shipTypes: [80, 83], flags: WORLD, accelMps2: 0.005 },
  tanker: { lengthM: [62, 118], slender: 6, draughtM: [3.4, 6.6], cruiseKn: [10, 12.2], shipTypes: [80, 81, 82, 84], flags: COASTAL, accelMps2: 0.014 },
  car: { lengthM: [150, 200], slender: 6, draughtM: [7, 9.6], cruiseKn: [13, 16.5], shipTypes: [70, 79], flags: ASIA, accelMps2: 0.01 },
  passenger: { lengthM: [118, 240], slender: 7, draughtM: [5.6, 8.3], cruiseKn: [14, 18], shipTypes: [60, 69], flags: JAPAN, accelMps2: 0.012 },
  ferry: { lengthM: [18, 46], slender: 4.4, draughtM: [1.6, 3.4], cruiseKn: [9, 13], shipTypes: [60, 90], flags: JAPAN, accelMps2: 0.03 },
  tug: { lengthM: [28, 38], slender: 3.4, draughtM: [2.8, 3.8], cruiseKn: [9, 11.5], shipTypes: [52], flags: JAPAN, accelMps2: 0.04 },
  pilot: { lengthM: [15, 20], slender: 3.8, draughtM: [1, 1.4], cruiseKn: [15, 19], shipTypes: [50], flags: JAPAN, accelMps2: 0.08 },
  bunker: { lengthM: [32, 52], slender: 4.6, draughtM: [2, 3.6], cruiseKn: [7, 9], shipTypes: [80, 89, 90], flags: JAPAN, accelMps2: 0.02 },
  dredge: { lengthM: [36, 68], slender: 4.2, draughtM: [2, 4], cruiseKn: [6.5, 8.5], shipTypes: [33, 90], flags: JAPAN, accelMps2: 0.015 },
  conger: { lengthM: [11, 16], slender: 4.2, draughtM: [0.8, 1.2], cruiseKn: [10, 14], shipTypes: [30], flags: JAPAN, accelMps2: 0.1 },
  trawl: { lengthM: [12, 18], slender: 4.2, draughtM: [0.9, 1.4], cruiseKn: [9, 12], shipTypes: [30], flags: JAPAN, accelMps2: 0.1 },
  purse: { lengthM: [17, 22], slender: 4.4, draughtM: [1, 1.6], cruiseKn: [10, 12], shipTypes: [30], flags: JAPAN, accelMps2: 0.1 },
  pleasure: { lengthM: [7, 14], slender: 3.1, draughtM: [0.5, 1], cruiseKn: [12, 20], shipTypes: [36, 37, 37], flags: JAPAN, accelMps2: 0.2 },
  /** Boats without name, number or AIS, that radar alone sees. */
  small: { lengthM: [6, 11], slender: 3, draughtM: [0.4, 0.9], cruiseKn: [9, 16], shipTypes: [37], flags: JAPAN, accelMps2: 0.2 },
  government: { lengthM: [20, 118], slender: 6.4, draughtM: [1.4, 4.4], cruiseKn: [12, 16], shipTypes: [55], flags: JAPAN, accelMps2: 0.05 },
} as const satisfies Record<string, GroupTraits>; // biome-ignore format: a table
export type Group = keyof typeof GROUPS;
