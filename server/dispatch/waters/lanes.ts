import { initialBearingDeg, type LonLat, turnDeg } from '../../domain/geo/geodesy.ts';
import { isInRings, type Ring } from '../../domain/geo/land.ts';
import { alongLane } from '../../domain/intercept/motion.ts';

/** A vessel keeps to a lane when her course is so near to its direction, degrees. */
const ALONG_DEG = 35;

/** A lane of a traffic route: its outline, and its line in the direction in which it is used. */
export interface Lane {
  readonly rings: readonly Ring[];
  readonly line: readonly LonLat[];
}

interface Feature {
  readonly properties: { readonly id?: string; readonly kind: string; readonly dir?: string };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** Lanes with the centre line of their route (`uraga-n` and `uraga-centre`), southbound ones turned round. */
export function lanesOf(features: readonly Feature[]): Lane[] {
  return features.flatMap(({ properties: { id = '', kind, dir }, geometry }) => {
    if (kind !== 'lane' || geometry.type !== 'Polygon') return [];
    const route = id.split('-')[0];
    const centre = features.find(({ properties }) => properties.id === `${route}-centre`);
    if (centre === undefined) return [];
    const line = (centre.geometry.coordinates as [number, number][]).map(([lon, lat]) => ({ lon, lat }));
    return [{ rings: geometry.coordinates as Ring[], line: dir === 'S' ? line.reverse() : line }];
  });
}

/** The way of a vessel that follows the lane she is in; null: she is in none, or crosses it. */
export function wayInLane(lanes: readonly Lane[], at: LonLat, courseDeg: number): LonLat[] | null {
  for (const { rings, line } of lanes) {
    if (!isInRings(rings, at)) continue;
    const way = alongLane(at, line);
    const next = way[1];
    if (next !== undefined && Math.abs(turnDeg(courseDeg, initialBearingDeg(at, next))) <= ALONG_DEG) return way;
  }
  return null;
}
