import type { TrackDetail } from '../contract/picture.ts';
import type { TrackTable } from '../domain/track/track-table.ts';

/** What fan-out reads of the picture. */
export interface LivePicture {
  readonly table: TrackTable;
  trackIdOf(row: number): string;
  /** null: not known. */
  nameOf(row: number): string | null;
  /** Row of a track; -1: there is none. */
  rowOf(trackId: string): number;
  detail(row: number): TrackDetail;
}
