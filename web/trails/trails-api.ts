import type { TrailGeoJson } from '../../server/contract/history.ts';
import { NONE_16, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { type Fix, Trail } from './trail.ts';

/** `away`: the records cannot be reached now. `failed`: they were, and answered nothing of use. */
export type TrailsOutcome =
  | { readonly kind: 'found'; readonly trails: ReadonlyMap<string, Trail> }
  | { readonly kind: 'away' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'unauthenticated' };

const TIMEOUT_MS = 30_000;
const AWAY_CODES = [502, 503, 504];

export interface TrailsQuery {
  /** 1 to 200 AIS tracks. */
  readonly trackIds: readonly string[];
  readonly fromMs: number;
  readonly signal: AbortSignal;
}

/** Where tracks have been from a time until now; never throws but when given up by `signal`. */
export async function fetchTrails(
  { trackIds, fromMs, signal }: TrailsQuery,
  fetcher: typeof fetch = fetch,
): Promise<TrailsOutcome> {
  const query = `trackIds=${encodeURIComponent(trackIds.join(','))}&fromMs=${Math.floor(fromMs)}`;
  try {
    const answer = await fetcher(`/api/v1/trails?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (answer.status === 401) return { kind: 'unauthenticated' };
    if (AWAY_CODES.includes(answer.status)) return { kind: 'away' };
    if (!answer.ok) return { kind: 'failed' };
    return { kind: 'found', trails: readTrails((await answer.json()) as TrailGeoJson) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'away' }; // no network, no server, or too late
  }
}

const tenths = (value: number | null | undefined): number =>
  value === null || value === undefined ? NONE_16 : Math.round(value * 10);

/** The trails of an answer by `trackId`. A run that follows another one of its track does so after a gap. */
export function readTrails({ features }: TrailGeoJson): Map<string, Trail> {
  const trails = new Map<string, Trail>();
  const fix: Fix = { atMs: 0, lon: 0, lat: 0, sog: NONE_16, cog: NONE_16 };
  for (const { geometry, properties } of features) {
    if (properties.kind !== 'run') continue;
    const { trackId, timesMs, sogKn, cogDeg } = properties;
    const trail = trails.get(trackId) ?? new Trail(trackId);
    trails.set(trackId, trail);
    const places = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
    const follows = trail.size > 0;
    places.forEach(([lon, lat], i) => {
      fix.atMs = timesMs[i] ?? 0;
      fix.lon = Math.round(lon * UNITS_PER_DEGREE);
      fix.lat = Math.round(lat * UNITS_PER_DEGREE);
      fix.sog = tenths(sogKn[i]);
      fix.cog = tenths(cogDeg[i]);
      trail.push(fix, follows && i === 0);
    });
  }
  return trails;
}
