import { readFileSync } from 'node:fs';
import type { LonLat } from '../domain/geo/geodesy.ts';
import { type Box, Land, type Ring } from '../domain/geo/land.ts';
import { LandHorizon } from '../domain/geo/land-horizon.ts';

/** A camera stands on a pier, and the coast is known to some hundred metres: land so near, or on from where it stands, hides nothing. */
const OVERLOOKS_M = 300;
const ASHORE_M = 1_800;
/** Piers are low and lenses stand high. */
const LOOKS_OVER_M = 600;
/** Degrees round a camera in which land is looked for. */
const ROUND_DEG = 0.25;

/** Where land stands in the way of cameras; made once a place, when first asked for. */
export class CameraWaters {
  private rings: readonly Ring[] | undefined;
  private readonly horizons = new Map<string, LandHorizon>();

  horizonOf(site: LonLat & { readonly dayRangeM: number; readonly nightRangeM: number }): LandHorizon {
    const { lon, lat, dayRangeM, nightRangeM } = site;
    const rangeM = Math.max(dayRangeM, nightRangeM);
    const key = `${lon} ${lat} ${rangeM}`;
    let horizon = this.horizons.get(key);
    if (horizon === undefined) {
      const box: Box = [lon - ROUND_DEG, lat - ROUND_DEG, lon + ROUND_DEG, lat + ROUND_DEG];
      const rings = this.coast().filter((ring) => ring.some(([x = 0, y = 0]) => isIn(box, x, y)));
      horizon = new LandHorizon(new Land(rings, box), {
        lon,
        lat,
        rangeM,
        overlooksM: OVERLOOKS_M,
        ashoreM: ASHORE_M,
        looksOverM: LOOKS_OVER_M,
      });
      this.horizons.set(key, horizon);
    }
    return horizon;
  }

  private coast(): readonly Ring[] {
    if (this.rings === undefined) {
      const file = new URL('../domain/geo/data/japan-coast.json', import.meta.url);
      const coast = JSON.parse(readFileSync(file, 'utf8')) as { geometry: { coordinates: Ring[][] } };
      this.rings = coast.geometry.coordinates.flat();
    }
    return this.rings;
  }
}

const isIn = ([west, south, east, north]: Box, x: number, y: number): boolean =>
  x >= west && x <= east && y >= south && y <= north;
