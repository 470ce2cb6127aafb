import type { Fusion } from './fusion.ts';
import { Identity, type IdentityFacts, type IdentityStep } from './identity.ts';
import { expectedIntervalMs } from './interval.ts';
import { FLAG, stateCode } from './kind.ts';
import { stateAfter } from './lifetime.ts';

/** A track as it was when it was last heard, in the units of the track table. */
export interface KnownTrack {
  readonly mmsi: number;
  /** 1 for the first craft on its MMSI, 2 for the second, ... */
  readonly ordinal: number;
  /** Code. */
  readonly kind: number;
  /** Message time of the position, epoch ms. */
  readonly fixMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly sog: number;
  readonly cog: number;
  readonly heading: number;
  readonly rot: number;
  readonly navStatus: number;
  readonly accurate: boolean;
  readonly coarse: boolean;
  readonly feed: string;
  readonly station: string;
  /** First ever heard, epoch ms. */
  readonly firstSeenMs: number;
  /** null: it never told who it is. */
  readonly identity: IdentityFacts | null;
  readonly changes: readonly IdentityStep[];
}

const STALE = stateCode('stale');

/**
 * Puts tracks into an empty picture as they were last heard: with their true age, and none live until it is heard again. Those
 * whose MMSI is heard already are left out. Returns how many came in.
 */
export function refill(fusion: Fusion, tracks: readonly KnownTrack[], nowMs: number): number {
  const heard = new Set(tracks.map(({ mmsi }) => mmsi).filter((mmsi) => fusion.roster.head(mmsi) >= 0));
  const missing = tracks.filter(({ mmsi }) => !heard.has(mmsi)).sort((a, b) => a.ordinal - b.ordinal);
  for (const track of missing) put(fusion, track, nowMs);
  return missing.length;
}

function put(fusion: Fusion, track: KnownTrack, nowMs: number): void {
  const { table, memory } = fusion;
  const row = fusion.roster.add(track.mmsi, track.firstSeenMs);
  memory.ordinal[row] = track.ordinal;
  memory.messages[row] = 2; // one alone would make it go early
  const { index } = fusion.sources.of(track.feed, track.station);
  memory.source[row] = index;
  memory.receivedMs[row] = memory.fixMs[row] = track.fixMs;
  memory.heard(row, index, track.fixMs);
  fusion.identities[row] = track.identity === null ? undefined : Identity.from(track.identity, track.changes);
  table.kind[row] = track.kind;
  table.fixMs[row] = table.heardMs[row] = table.lastSeenMs[row] = track.fixMs;
  table.lon[row] = track.lon;
  table.lat[row] = track.lat;
  table.sog[row] = track.sog;
  table.cog[row] = track.cog;
  table.heading[row] = track.heading;
  table.rot[row] = track.rot;
  table.navStatus[row] = track.navStatus;
  table.shipType[row] = track.identity?.shipType ?? 0;
  table.toBow[row] = track.identity?.toBow ?? 0;
  table.toStern[row] = track.identity?.toStern ?? 0;
  table.toPort[row] = track.identity?.toPort ?? 0;
  table.toStarboard[row] = track.identity?.toStarboard ?? 0;
  table.flags[row] =
    ((table.flags[row] ?? 0) & FLAG.sharedMmsi) |
    FLAG.restored |
    (track.accurate ? FLAG.accurate : 0) |
    (track.coarse ? FLAG.coarse : 0);
  const intervalMs = expectedIntervalMs(track);
  table.intervalMs[row] = intervalMs;
  table.state[row] = Math.max(STALE, stateAfter(nowMs - track.fixMs, track.kind, intervalMs));
  fusion.revise(row);
  fusion.emit(row, 'appeared');
}
