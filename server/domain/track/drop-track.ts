import type { Fusion } from './fusion.ts';

/** Takes the track of a row out of the picture and tells of it. */
export function dropTrack(fusion: Fusion, row: number): void {
  fusion.emit(row, 'gone');
  fusion.suspicion.forget(row);
  fusion.identities[row] = undefined;
  const alone = fusion.roster.remove(row);
  if (alone >= 0) fusion.emit(alone, 'state');
}
