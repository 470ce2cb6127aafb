import { dropTrack } from './drop-track.ts';
import type { Fusion } from './fusion.ts';
import { FLAG, kindCode, stateCode } from './kind.ts';
import type { RadarFusion } from './radar/radar-fusion.ts';
import { NO_POSITION } from './track-table.ts';

const RADAR = kindCode('radar');
const STALE = stateCode('stale');

/** Our clock was set forward; epoch ms. */
export interface Leap {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Nobody heard anything in the time that was leapt over, so no place from before it is where a craft is now. Those on AIS keep
 * track and identity and have no place until they are heard again, which is then no jump. What radar alone sees begins anew; of it
 * there stays, lost, what an operator has named or plotted. Receivers that were heard count as heard, silent ones as silent.
 */
export function leap(fusion: Fusion, radar: RadarFusion, { fromMs, toMs }: Leap): void {
  for (const source of fusion.sources.list) source.lastMs += toMs - fromMs;
  radar.leap({ fromMs, toMs });
  const { table, roster } = fusion;
  for (let row = 0; row < table.size; row++) {
    if (table.key[row] === 0 || table.kind[row] === RADAR || ((table.flags[row] ?? 0) & FLAG.byHand) !== 0) continue;
    // who of two on one MMSI is heard next cannot be told without their places
    if (roster.head(table.mmsi[row] ?? 0) !== row) dropTrack(fusion, row);
    else displace(fusion, row);
  }
}

/** Who was not heard since `toMs` is no longer there. To be called when all have had time to be heard. */
export function dropUnheard(fusion: Fusion, toMs: number): void {
  const { table } = fusion;
  for (let row = 0; row < table.size; row++) {
    const isPlaced = table.lon[row] !== NO_POSITION;
    if (table.key[row] !== 0 && !isPlaced && (table.lastSeenMs[row] ?? 0) < toMs) dropTrack(fusion, row);
  }
}

function displace(fusion: Fusion, row: number): void {
  const { table, suspicion } = fusion;
  suspicion.forget(row);
  table.lon[row] = table.lat[row] = NO_POSITION;
  table.flags[row] = 0;
  table.state[row] = STALE;
  fusion.revise(row);
}
