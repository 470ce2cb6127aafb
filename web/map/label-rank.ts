import { BIT, SHAPE } from './symbol.ts';
import type { TrackRows } from './track-rows.ts';

export interface LabelMoment {
  readonly zoom: number;
  readonly selectedRow: number;
  readonly hoveredRow: number;
}

export interface Rank {
  readonly rank: number;
  readonly must: boolean;
}

const NO_LABEL: Rank = { rank: -1, must: false };
/** Shorter ones are small craft, named only when one looks closely. */
const SHIP_M = 45;

/** How much a track's name is wanted; below 0: not at all at this zoom. */
export function labelRank(
  rows: TrackRows,
  row: number,
  { shape, bits }: { shape: number; bits: number },
  { zoom, selectedRow, hoveredRow }: LabelMoment,
): Rank {
  if (row === selectedRow) return { rank: 1000, must: true };
  if (row === hoveredRow) return { rank: 900, must: true };
  if (shape === SHAPE.distress) return { rank: 800, must: true };
  if (shape === SHAPE.own) return { rank: 700, must: true };
  if (!rows.names[row]) return NO_LABEL;
  if (shape === SHAPE.aircraft) return { rank: 300, must: false };
  if (shape !== SHAPE.vessel) return zoom >= 12.5 ? { rank: 20, must: false } : NO_LABEL;
  const lengthM = (rows.toBow[row] ?? 0) + (rows.toStern[row] ?? 0);
  if (bits & BIT.quiet) return zoom >= 12 ? { rank: 30 + lengthM / 10, must: false } : NO_LABEL;
  if (lengthM < SHIP_M) return zoom >= 11.5 ? { rank: 40, must: false } : NO_LABEL;
  return zoom >= 8.5 || lengthM >= 150 ? { rank: 100 + Math.min(100, lengthM / 4), must: false } : NO_LABEL;
}
