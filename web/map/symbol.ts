import { FLAG, KINDS, type Kind } from '../../server/domain/track/kind.ts';
import { NONE_16 } from '../../server/domain/track/track-table.ts';
import type { Palette } from '../ui/palettes.ts';
import type { TrackRows } from './track-rows.ts';

/** Shapes the point shader draws; the numbers are known to it. */
export const SHAPE = {
  vessel: 0,
  aircraft: 1,
  base: 2,
  aton: 3,
  virtualAton: 4,
  distress: 5,
  radar: 6,
  own: 7,
  none: 255,
} as const;

/** Colour slots of the shaders; those below 7 are classes of ship and have a detail of shape as well. */
export const PAINT_TOKENS = [
  ...(['unknown', 'cargo', 'tanker', 'passenger', 'fishing', 'service', 'pleasure'] as const),
  ...(['own', 'danger', 'aid', 'target', 'caution', 'focus', 'halo'] as const),
] satisfies readonly (keyof Palette)[];
type PaintToken = (typeof PAINT_TOKENS)[number];
export const paintOf = (token: PaintToken): number => PAINT_TOKENS.indexOf(token);

/** Bits the shaders know. */
export const BIT = {
  quiet: 1,
  stale: 2,
  lost: 4,
  suspect: 8,
  turnPort: 16,
  turnStarboard: 32,
  /** Its heading is known: the heading line is drawn. */
  heading: 64,
  /** Always drawn in full, however many there are: own boats, distress. */
  awake: 128,
} as const;

const SHAPE_OF_KIND: Readonly<Record<Kind, number>> = {
  'vessel-a': SHAPE.vessel,
  'vessel-b': SHAPE.vessel,
  'sar-aircraft': SHAPE.aircraft,
  'base-station': SHAPE.base,
  aton: SHAPE.aton,
  'aton-virtual': SHAPE.virtualAton,
  sart: SHAPE.distress,
  mob: SHAPE.distress,
  epirb: SHAPE.distress,
  auxiliary: SHAPE.vessel,
  radar: SHAPE.radar,
  own: SHAPE.own,
};
const PAINT_OF_SHAPE: Readonly<Record<number, PaintToken>> = {
  [SHAPE.aircraft]: 'service',
  [SHAPE.base]: 'aid',
  [SHAPE.aton]: 'aid',
  [SHAPE.virtualAton]: 'aid',
  [SHAPE.distress]: 'danger',
  [SHAPE.radar]: 'target',
  [SHAPE.own]: 'own',
};

/** Class of ship by the AIS ship type (ITU-R M.1371-5 table 53). */
export function shipClass(shipType: number): PaintToken {
  if (shipType === 30) return 'fishing';
  if (shipType === 36 || shipType === 37) return 'pleasure';
  if ((shipType >= 31 && shipType <= 35) || (shipType >= 50 && shipType <= 59)) return 'service';
  if (shipType >= 40 && shipType <= 49) return 'passenger';
  if (shipType >= 60 && shipType <= 69) return 'passenger';
  if (shipType >= 70 && shipType <= 79) return 'cargo';
  if (shipType >= 80 && shipType <= 89) return 'tanker';
  return 'unknown';
}

/** Below this a fix wanders more than the ship moves. */
const STANDING_TENTHS_KN = 3;
const ANCHORED = 1;
const MOORED = 5;
/** A turn of 10 degrees a minute (4.733 * sqrt(10)): below it the flag would only flutter. */
const TURNING_ROT = 15;

/** At anchor, moored or standing: drawn quieter than what moves. */
export function isQuiet(rows: TrackRows, row: number): boolean {
  const status = rows.navStatus[row];
  const sog = rows.sog[row] ?? NONE_16;
  if ((status === ANCHORED || status === MOORED) && (sog === NONE_16 || sog < 10)) return true;
  return sog < STANDING_TENTHS_KN;
}

/** Shape, colour and bits of a row, written into `out`; nothing is allocated. */
export interface SymbolCode {
  shape: number;
  paint: number;
  bits: number;
}

export function chooseSymbol(rows: TrackRows, row: number, out: SymbolCode): void {
  const kind = KINDS[rows.kind[row] ?? 0] ?? 'vessel-a';
  const shape = SHAPE_OF_KIND[kind];
  out.shape = shape;
  out.paint = paintOf(PAINT_OF_SHAPE[shape] ?? shipClass(rows.shipType[row] ?? 0));
  out.bits = stateBits(rows, row) | motionBits(rows, row, shape);
}

function stateBits(rows: TrackRows, row: number): number {
  const state = rows.state[row] ?? 0;
  const flags = rows.flags[row] ?? 0;
  let bits = 0;
  if (state === 1 || flags & (FLAG.restored | FLAG.noReception)) bits |= BIT.stale;
  if (state === 2) bits |= BIT.stale | BIT.lost;
  if (flags & (FLAG.suspect | FLAG.sharedMmsi | FLAG.offPosition)) bits |= BIT.suspect;
  return bits;
}

function motionBits(rows: TrackRows, row: number, shape: number): number {
  if (shape === SHAPE.own || shape === SHAPE.distress) return BIT.awake;
  if (shape !== SHAPE.vessel && shape !== SHAPE.radar) return 0;
  if (isQuiet(rows, row)) return BIT.quiet;
  const rot = rows.rot[row] ?? -128;
  let bits = rows.heading[row] === NONE_16 ? 0 : BIT.heading;
  if (rot > -128 && rot <= -TURNING_ROT) bits |= BIT.turnPort;
  if (rot >= TURNING_ROT) bits |= BIT.turnStarboard;
  return bits;
}
