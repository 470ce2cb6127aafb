import type { TrailGap, TrailGeoJson, TrailRun } from '../contract/history.ts';
import { latDeg, lonDeg } from '../domain/ais/report.ts';
import type { Positions } from '../domain/history/positions.ts';
import { trackIdOfKey } from '../domain/history/track-key.ts';
import { plausible, type Run, runsOf } from '../domain/history/trail.ts';
import type { TrackPositions } from './history.store.ts';

/** Runs of positions and the gaps between them, as the contract shows them. */
export function trailGeoJson(tracks: readonly TrackPositions[]): TrailGeoJson {
  const features: (TrailRun | TrailGap)[] = [];
  for (const { key, kind, positions } of tracks) {
    const trackId = trackIdOfKey(key);
    const shown = plausible(positions);
    let before: Run | null = null;
    for (const run of runsOf(shown, kind)) {
      if (before !== null) features.push(gapOf(trackId, shown, before.to - 1, run.from));
      features.push(runFeature(trackId, shown, run));
      before = run;
    }
  }
  return { type: 'FeatureCollection', features };
}

type Place = readonly [number, number];
const placeOf = ({ lon, lat }: Positions, i: number): Place => [lonDeg(lon[i] ?? 0) ?? 0, latDeg(lat[i] ?? 0) ?? 0];

function runFeature(trackId: string, positions: Positions, { from, to }: Run): TrailRun {
  const coordinates: Place[] = [];
  const timesMs: number[] = [];
  const sogKn: (number | null)[] = [];
  const cogDeg: (number | null)[] = [];
  for (let i = from; i < to; i++) {
    const sog = positions.sog[i] ?? -1;
    const cog = positions.cog[i] ?? -1;
    coordinates.push(placeOf(positions, i));
    timesMs.push(positions.atMs[i] ?? 0);
    sogKn.push(sog < 0 ? null : sog / 10);
    cogDeg.push(cog < 0 ? null : cog / 10);
  }
  const geometry =
    coordinates.length === 1
      ? ({ type: 'Point', coordinates: placeOf(positions, from) } as const)
      : ({ type: 'LineString', coordinates } as const);
  return { type: 'Feature', geometry, properties: { kind: 'run', trackId, timesMs, sogKn, cogDeg } };
}

function gapOf(trackId: string, positions: Positions, last: number, next: number): TrailGap {
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: [placeOf(positions, last), placeOf(positions, next)] },
    properties: { kind: 'gap', trackId, fromMs: positions.atMs[last] ?? 0, toMs: positions.atMs[next] ?? 0 },
  };
}
