import type { AisMessage } from '../ais/message.ts';
import { SLOWEST_INTERVAL_MS } from './interval.ts';
import type { Sighting } from './jump.ts';
import { FLAG } from './kind.ts';
import type { Source, Sources } from './source.ts';
import { secondsApart } from './stamp.ts';
import type { TrackMemory } from './track-memory.ts';
import { NO_POSITION, type TrackTable } from './track-table.ts';

/** Stamps of two receivers that differ by less do not tell the order of reports; the UTC seconds in these do, ms. */
const SECONDS_TELL_MS = 5_000;

interface Known {
  readonly table: TrackTable;
  readonly memory: TrackMemory;
  readonly sources: Sources;
}

interface Report {
  readonly message: AisMessage;
  readonly source: Source;
  readonly receivedMs: number;
  readonly fixMs: number;
}

/** Where and when the craft of a row was by its last AIS report, or where radar has it since. */
export function lastSighting({ table, memory, sources }: Known, row: number): Sighting {
  return {
    lon: table.lon[row] ?? 0,
    lat: table.lat[row] ?? 0,
    tagMs: memory.tagMs[row] ?? Number.NaN,
    utcSecond: memory.utcSecond[row] ?? 60,
    receivedMs: memory.receivedMs[row] ?? 0,
    source: sources.list[memory.source[row] ?? 0] as Source,
    coarse: ((table.flags[row] ?? 0) & FLAG.coarse) !== 0,
  };
}

/** True: the report is older than the AIS report that the row has. */
export function isLate({ table, memory }: Known, row: number, { message, source, receivedMs, fixMs }: Report): boolean {
  if (table.lon[row] === NO_POSITION) return false;
  const knownMs = memory.fixMs[row] ?? 0;
  const precise = ((table.flags[row] ?? 0) & FLAG.coarse) === 0;
  if (message.type === 27 && precise) {
    return fixMs - knownMs <= Math.max(SLOWEST_INTERVAL_MS, 3 * (table.intervalMs[row] ?? 0));
  }
  const aheadMs = fixMs - knownMs;
  const untimed = memory.source[row] === source.index && Number.isNaN(message.tagMs);
  if (untimed || Math.abs(aheadMs) < SECONDS_TELL_MS) {
    const order = secondsApart(memory.utcSecond[row] ?? 60, message.utcSecond);
    const soon = receivedMs - (memory.receivedMs[row] ?? 0) < 30_000;
    if (soon && !Number.isNaN(order) && source.pacing.steady) return order < 0;
  }
  return !untimed && aheadMs < 0;
}
