import { KINDS, type Kind } from '../../../server/domain/track/kind.ts';
import { TrackTable, UNITS_PER_DEGREE } from '../../../server/domain/track/track-table.ts';
import type { RowRange, TrackSource } from '../track-rows.ts';

/** A track of the testbed; what is left out is a cargo ship of 180 m heard now, lying still. */
export interface MadeUpTrack {
  readonly name?: string;
  readonly lon: number;
  readonly lat: number;
  readonly kind?: Kind;
  readonly state?: number;
  readonly flags?: number;
  readonly sogKn?: number;
  readonly cogDeg?: number;
  readonly headingDeg?: number;
  readonly rot?: number;
  readonly navStatus?: number;
  readonly shipType?: number;
  readonly lengthM?: number;
  readonly beamM?: number;
  readonly agoS?: number;
}

/** A picture store without a server. */
export class MadeUpTracks extends TrackTable implements TrackSource {
  readonly names: (string | null)[] = [];
  readonly trackIds: string[] = [];
  private readonly listeners = new Set<(change: RowRange) => void>();

  onChange(listener: (change: RowRange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  rowOfTrack(trackId: string): number {
    return this.trackIds.indexOf(trackId);
  }

  tell(range: RowRange = { from: 0, to: this.size }): void {
    for (const listener of this.listeners) listener(range);
  }

  put(track: MadeUpTrack, nowMs: number): number {
    const row = this.add();
    const { lengthM = 180, beamM = 28 } = track;
    this.names[row] = track.name ?? null;
    this.trackIds[row] = `t${row}`;
    this.mmsi[row] = 431_000_000 + row;
    this.lon[row] = Math.round(track.lon * UNITS_PER_DEGREE);
    this.lat[row] = Math.round(track.lat * UNITS_PER_DEGREE);
    this.sog[row] = Math.round((track.sogKn ?? 0) * 10);
    this.cog[row] = Math.round((track.cogDeg ?? 0) * 10) % 3600;
    this.heading[row] = Math.round(track.headingDeg ?? track.cogDeg ?? 511) % 360;
    this.rot[row] = track.rot ?? 0;
    this.navStatus[row] = track.navStatus ?? 0;
    this.shipType[row] = track.shipType ?? 70;
    this.kind[row] = KINDS.indexOf(track.kind ?? 'vessel-a');
    this.state[row] = track.state ?? 0;
    this.flags[row] = track.flags ?? 0;
    this.toBow[row] = Math.round(lengthM * 0.8);
    this.toStern[row] = lengthM - Math.round(lengthM * 0.8);
    this.toPort[row] = this.toStarboard[row] = Math.round(beamM / 2);
    this.heardMs[row] = nowMs - (track.agoS ?? 0) * 1000;
    this.intervalMs[row] = 10_000;
    return row;
  }
}

/** Pseudo-random numbers 0-1, the same ones for a seed (Numerical Recipes' generator). */
export function randomBySeed(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Many moving vessels spread over the bay, for the benchmark. */
export function crowd(count: number, nowMs: number, seed = 7): MadeUpTracks {
  const random = randomBySeed(seed);
  const tracks = new MadeUpTracks(count);
  for (let i = 0; i < count; i++) {
    const cogDeg = random() * 360;
    tracks.put(
      {
        name: `VESSEL ${i}`,
        lon: 139.5 + random() * 0.6,
        lat: 35.2 + random() * 0.36,
        sogKn: 4 + random() * 16,
        cogDeg,
        shipType: 60 + Math.floor(random() * 30),
        lengthM: 40 + Math.floor(random() * 300),
      },
      nowMs,
    );
  }
  return tracks;
}
