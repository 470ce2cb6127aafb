import { readFileSync } from 'node:fs';
import { type Box, Land, type Ring } from '../../server/domain/geo/land.ts';

const FILE = new URL('../../server/domain/geo/data/japan-coast.json', import.meta.url);
/** Tokyo Bay and its entrance. */
export const BAY_BOX: Box = [139.48, 34.9, 140.18, 35.72];

/** The land round the bay. */
export function bayLand(): Land {
  const coast = JSON.parse(readFileSync(FILE, 'utf8')) as { geometry: { coordinates: Ring[][] } };
  return new Land(coast.geometry.coordinates.flat(), BAY_BOX);
}
