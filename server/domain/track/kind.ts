/** Kinds of track in the order of their code on the wire. Append only. */
export const KINDS = [
  'vessel-a',
  'vessel-b',
  'sar-aircraft',
  'base-station',
  'aton',
  'aton-virtual',
  'sart',
  'mob',
  'epirb',
  'auxiliary',
  'radar',
  'own',
] as const;
export type Kind = (typeof KINDS)[number];

/** States of a track in the order of their code on the wire. */
export const STATES = ['live', 'stale', 'lost'] as const;
export type State = (typeof STATES)[number];

/** Code of a kind, 0-11. */
export const kindCode = (kind: Kind): number => KINDS.indexOf(kind);
/** Code of a state, 0-2. */
export const stateCode = (state: State): number => STATES.indexOf(state);

/** Bits of `flags` in the track table and in frames. */
export const FLAG = {
  /** The last jump was implausible; the position shown is the one before. */
  suspect: 1,
  /** Another craft sends under the same MMSI. */
  sharedMmsi: 2,
  /** Its receivers are silent. */
  noReception: 4,
  /** Taken from history after a restart and not heard since. */
  restored: 8,
  /** Position by a system of high accuracy (AIS position accuracy bit, < 10 m). */
  accurate: 16,
  /** Last position by a type 27 (long range, 0.1 minute). */
  coarse: 32,
  /** AtoN off its position. */
  offPosition: 64,
  /** Radar sees it. */
  radar: 128,
  /** Place and motion are from radar: its AIS is silent. */
  byRadar: 256,
  /** It passed another closely and its motion broke: it may be that other one. */
  possibleSwap: 512,
  /** Plotted by an operator. */
  byHand: 1024,
} as const;
