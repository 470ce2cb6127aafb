import { distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Bay } from '../bay.ts';
import type { Pace, Route } from '../route.ts';
import { CAST } from './roles.ts';

/** Before the Uraga traffic route, where MARTIS has ships wait. */
const BEFORE_URAGA: LonLat = { lon: 139.7625, lat: 35.1735 };
const HELD = { speedKn: 2.4, halfM: 815 };
const PILOTED = { speedKn: 3, halfM: 350 };
/** Pilots of Yokohama come on board within this of their points. */
export const PILOT_WITHIN_M = 1300;

/** Where a ship of the cast goes slowly on her way in, on the story's visit. */
export function slowStretches(bay: Bay, index: number, way: Route): NonNullable<Pace['slow']> {
  if (index === CAST.held) return [about(way, BEFORE_URAGA, HELD)];
  if (index === CAST.piloted) return [about(way, pilotPoint(bay, way), PILOTED)];
  return [];
}

function about(way: Route, point: LonLat, { speedKn, halfM }: { speedKn: number; halfM: number }) {
  const atM = way.nearestM(point);
  return { fromM: atM - halfM, toM: atM + halfM, speedKn };
}

function pilotPoint(bay: Bay, way: Route): LonLat {
  const offM = (point: LonLat) => distanceM(point, way.pointAt(way.nearestM(point)));
  const [nearest] = bay.points('pilot').sort((a, b) => offM(a) - offM(b));
  if (!nearest) throw new Error('the bay has no pilot point');
  return nearest;
}
