import type { LonLat } from '../../../server/domain/geo/geodesy.ts';

/** Slots of the ocean table whose ships have a part in the story. */
export const CAST = {
  /** The mother ship, first of the table. */
  mother: 0,
  /** A coaster from the ocean that MARTIS has wait before the Uraga traffic route. */
  held: 3,
  /** A container ship for Honmoku, who takes her pilot on the way in. */
  piloted: 12,
  /** A large tanker who leaves Sodegaura with two tugs. */
  tugged: 20,
} as const;

/** What looks like something and is nothing. The first twelve must stay quiet, the last two may raise a caution. */
export const DECOYS = [
  'decoy-pilot-alongside',
  'decoy-tugs-on-tanker',
  'decoy-bunker-barge',
  'decoy-purse-seine-pair',
  'decoy-crew-launch',
  'decoy-conger-boats',
  'decoy-martis-held',
  'decoy-ais-shadow',
  'decoy-ferry-crossing',
  'decoy-dredger-reversing',
  'decoy-sailing-race',
  'decoy-name-typo',
  'decoy-angler',
  'decoy-gnss-jump',
] as const;
export type DecoyRole = (typeof DECOYS)[number];
/** Roles keep their names on every night, whatever the ship is called. */
export type Role = 'sea-lantern' | 'k-17' | DecoyRole;

/** Highest level that an alert about a decoy may have; 'none': no alert at all. */
export type AlertAllowed = 'none' | 'caution';
export const allowedOf = (role: DecoyRole): AlertAllowed =>
  role === 'decoy-angler' || role === 'decoy-gnss-jump' ? 'caution' : 'none';

/** A decoy as the night has it: epoch ms, who takes part, who else is there. */
export interface Decoy {
  readonly role: DecoyRole;
  readonly fromMs: number;
  readonly toMs: number;
  /** About where. */
  readonly place: LonLat;
  /** Whose behaviour it is. */
  readonly slots: readonly number[];
  /** Ships they are with, for those alongside or near. */
  readonly hosts: readonly number[];
}

/** One vessel's part. */
export interface Part {
  readonly role: Role;
  readonly slot: number;
  /** Nine digits; null: she has none. */
  readonly mmsi: string | null;
}
