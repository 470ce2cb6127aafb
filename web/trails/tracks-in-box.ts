import { isTrackId } from '../../server/domain/history/track-key.ts';
import { KINDS, type Kind } from '../../server/domain/track/kind.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import type { PictureStore } from '../net/picture-store.ts';

/** As many as the server answers for at once. */
const MOST_IN_BOX = 200;

export interface GeoBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The tracks of a box, as they were when it was dragged. */
export interface BoxChoice {
  /** At most `MOST_IN_BOX`: all of them, or those nearest to its middle. */
  readonly trackIds: readonly string[];
  /** How many there were. */
  readonly found: number;
}

/** They stay where they are, or have no records: a trail of theirs would say nothing. */
const STILL: readonly Kind[] = ['base-station', 'aton', 'aton-virtual'];

type Rows = Pick<PictureStore, 'size' | 'key' | 'trackIds' | 'kind' | 'lon' | 'lat'>;

/** Vessels whose last position lies in a box. */
export function tracksInBox(rows: Rows, { west, south, east, north }: GeoBox, most = MOST_IN_BOX): BoxChoice {
  const inside: { trackId: string; square: number }[] = [];
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2];
  const narrow = Math.cos((midLat * Math.PI) / 180);
  for (let row = 0; row < rows.size; row++) {
    if (rows.key[row] === 0 || rows.lon[row] === NO_POSITION) continue;
    const trackId = rows.trackIds[row] ?? '';
    const lon = (rows.lon[row] ?? 0) / UNITS_PER_DEGREE;
    const lat = (rows.lat[row] ?? 0) / UNITS_PER_DEGREE;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (STILL.includes(KINDS[rows.kind[row] ?? 0] ?? 'vessel-a') || !isTrackId(trackId)) continue;
    inside.push({ trackId, square: ((lon - midLon) * narrow) ** 2 + (lat - midLat) ** 2 });
  }
  if (inside.length > most) inside.sort((a, b) => a.square - b.square);
  return { trackIds: inside.slice(0, most).map(({ trackId }) => trackId), found: inside.length };
}
