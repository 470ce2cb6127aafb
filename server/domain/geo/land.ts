import type { LonLat } from './geodesy.ts';

/** Rings as GeoJSON has them: each a closed list of [lon, lat] in degrees. */
export type Ring = readonly (readonly [number, number] | readonly number[])[];

/** West, south, east, north in degrees; west < east, south < north. */
export type Box = readonly [number, number, number, number];

const METRES_PER_DEGREE = 111_195;
/** Height of a band of latitude in degrees, about 550 m: a handful of edges of a real coast each. */
const BAND_DEG = 0.005;

/** True where `point` is inside the rings by the even-odd rule, holes being rings of their own. */
export function isInRings(rings: readonly Ring[], point: LonLat): boolean {
  let isIn = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [lonA = 0, latA = 0] = ring[i - 1] ?? [];
      const [lonB = 0, latB = 0] = ring[i] ?? [];
      if (latA > point.lat === latB > point.lat) continue;
      if (point.lon < lonA + ((point.lat - latA) / (latB - latA)) * (lonB - lonA)) isIn = !isIn;
    }
  }
  return isIn;
}

/**
 * The land of a box, indexed by bands of latitude, so that a test looks at a few edges instead of the whole coast of Japan.
 * Outside the box the answers mean nothing and are refused.
 */
export class Land {
  /** Per band: lonA, latA, lonB, latB of every edge that touches it. */
  private readonly bands: Float64Array[];

  constructor(
    rings: readonly Ring[],
    readonly box: Box,
  ) {
    const [west, south, east, north] = box;
    if (!(west < east && south < north))
      throw new RangeError(`box ${box.join(',')}: want west < east and south < north`);
    const lists: number[][] = Array.from({ length: Math.ceil((north - south) / BAND_DEG) + 1 }, () => []);
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [lonA = 0, latA = 0] = ring[i - 1] ?? [];
        const [lonB = 0, latB = 0] = ring[i] ?? [];
        const first = Math.max(0, Math.floor((Math.min(latA, latB) - south) / BAND_DEG));
        const last = Math.min(lists.length - 1, Math.floor((Math.max(latA, latB) - south) / BAND_DEG));
        for (let band = first; band <= last; band++) lists[band]?.push(lonA, latA, lonB, latB);
      }
    }
    this.bands = lists.map((list) => Float64Array.from(list));
  }

  /** True on land (islands too), false on water; `point` within the box. */
  isLand(point: LonLat): boolean {
    const edges = this.bandAt(point);
    let isIn = false;
    for (let i = 0; i < edges.length; i += 4) {
      const latA = edges[i + 1] as number;
      const latB = edges[i + 3] as number;
      if (latA > point.lat === latB > point.lat) continue;
      const lonA = edges[i] as number;
      if (point.lon < lonA + ((point.lat - latA) / (latB - latA)) * ((edges[i + 2] as number) - lonA)) isIn = !isIn;
    }
    return isIn;
  }

  /** Longitudes at which the shore crosses a latitude of the box, from west to east: land lies east of the first, water of the second, ... */
  crossings(lat: number): number[] {
    const edges = this.bandAt({ lon: this.box[0], lat });
    const found: number[] = [];
    for (let i = 0; i < edges.length; i += 4) {
      const latA = edges[i + 1] as number;
      const latB = edges[i + 3] as number;
      if (latA > lat === latB > lat) continue;
      const lonA = edges[i] as number;
      found.push(lonA + ((lat - latA) / (latB - latA)) * ((edges[i + 2] as number) - lonA));
    }
    return found.sort((a, b) => a - b);
  }

  /** Metres from `point` to the nearest shore, on the flat; `limitM` where that is further. */
  shoreDistanceM(point: LonLat, limitM: number): number {
    this.bandAt(point);
    const kLon = METRES_PER_DEGREE * Math.cos((point.lat * Math.PI) / 180);
    const reachDeg = limitM / METRES_PER_DEGREE;
    const first = Math.max(0, Math.floor((point.lat - reachDeg - this.box[1]) / BAND_DEG));
    const last = Math.min(this.bands.length - 1, Math.floor((point.lat + reachDeg - this.box[1]) / BAND_DEG));
    let best = limitM;
    for (let band = first; band <= last; band++) {
      const edges = this.bands[band] as Float64Array;
      for (let i = 0; i < edges.length; i += 4) {
        const ax = ((edges[i] as number) - point.lon) * kLon;
        const ay = ((edges[i + 1] as number) - point.lat) * METRES_PER_DEGREE;
        const bx = ((edges[i + 2] as number) - point.lon) * kLon;
        const by = ((edges[i + 3] as number) - point.lat) * METRES_PER_DEGREE;
        best = Math.min(best, originToSegmentM(ax, ay, bx, by));
      }
    }
    return best;
  }

  /** The edges of the shore with both ends within `radiusM` of `centre`, each once. */
  shoreNear(centre: LonLat, radiusM: number): { a: LonLat; b: LonLat }[] {
    this.bandAt(centre);
    const kLon = METRES_PER_DEGREE * Math.cos((centre.lat * Math.PI) / 180);
    const isNear = (lon: number, lat: number) =>
      Math.hypot((lon - centre.lon) * kLon, (lat - centre.lat) * METRES_PER_DEGREE) <= radiusM;
    const found = new Map<string, { a: LonLat; b: LonLat }>();
    for (const edges of this.bands) {
      for (let i = 0; i < edges.length; i += 4) {
        const [lonA = 0, latA = 0, lonB = 0, latB = 0] = edges.subarray(i, i + 4);
        if (!isNear(lonA, latA) || !isNear(lonB, latB)) continue;
        found.set(`${lonA},${latA},${lonB},${latB}`, { a: { lon: lonA, lat: latA }, b: { lon: lonB, lat: latB } });
      }
    }
    return [...found.values()];
  }

  private bandAt(point: LonLat): Float64Array {
    const [west, south, east, north] = this.box;
    if (!(point.lon >= west && point.lon <= east && point.lat >= south && point.lat <= north))
      throw new RangeError(`point ${point.lon},${point.lat} is outside the box ${this.box.join(',')}`);
    return this.bands[Math.floor((point.lat - south) / BAND_DEG)] ?? new Float64Array(0);
  }
}

/** Metres from the origin to the segment from (ax, ay) to (bx, by). */
function originToSegmentM(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
  return Math.hypot(ax + share * dx, ay + share * dy);
}
