import { destination, distanceM, initialBearingDeg, type LonLat, normalDeg } from '../../server/domain/geo/geodesy.ts';
import type { Ring } from '../../server/domain/geo/land.ts';
import type { Bay, Hub } from './bay.ts';
import { hash32, unit } from './random.ts';

/** A harbour whose quays are found on the coastline round a point. */
export interface Harbour extends LonLat {
  readonly radiusM: number;
  readonly hub: Hub;
  /** UN/LOCODE as ships write it into their destination. */
  readonly code: string;
}

const harbour = (lon: number, lat: number, radiusM: number, hub: Hub, code: string): Harbour => ({
  lon,
  lat,
  radiusM,
  hub,
  code,
});

export const HARBOURS = {
  honmoku: harbour(139.682, 35.432, 2600, 'west', 'JP YOK'),
  daikoku: harbour(139.69, 35.463, 2200, 'west', 'JP YOK'),
  'minami-honmoku': harbour(139.672, 35.405, 2300, 'west', 'JP YOK'),
  osanbashi: harbour(139.648, 35.453, 1300, 'west', 'JP YOK'),
  negishi: harbour(139.645, 35.4, 3000, 'west', 'JP YOK'),
  kawasaki: harbour(139.745, 35.49, 4200, 'north', 'JP KWS'),
  oi: harbour(139.765, 35.6, 3500, 'north', 'JP TYO'),
  aomi: harbour(139.79, 35.612, 3000, 'north', 'JP TYO'),
  tokyo: harbour(139.775, 35.625, 4500, 'north', 'JP TYO'),
  chiba: harbour(140.085, 35.585, 5000, 'north', 'JP CHB'),
  ichihara: harbour(140.05, 35.53, 6000, 'north', 'JP CHB'),
  sodegaura: harbour(139.985, 35.475, 6000, 'north', 'JP ANE'),
  kimitsu: harbour(139.86, 35.36, 5500, 'north', 'JP KZU'),
  futtsu: harbour(139.83, 35.33, 4000, 'north', 'JP KZU'),
  yokosuka: harbour(139.665, 35.295, 3500, 'yokosuka', 'JP YOS'),
  oppama: harbour(139.65, 35.32, 3500, 'yokosuka', 'JP YOS'),
  kanazawa: harbour(139.645, 35.345, 3500, 'west', 'JP YOK'),
  kurihama: harbour(139.721, 35.224, 2500, 'yokosuka', 'JP KRH'),
  kanaya: harbour(139.818, 35.169, 3500, 'yokosuka', 'JP KNY'),
} as const satisfies Record<string, Harbour>;
export type HarbourName = keyof typeof HARBOURS;

/** Where a vessel stays. */
export interface Place extends LonLat {
  readonly kind: 'berth' | 'anchor';
  readonly hub: Hub;
  readonly code: string;
  /** Degrees true along the quay; at anchor the wind decides. */
  readonly headingDeg: number;
}

interface Shore {
  readonly a: LonLat;
  readonly b: LonLat;
}

interface Taken extends LonLat {
  readonly roomM: number;
}

/** Hands out berths and anchor places, each once. */
export class Berths {
  private readonly taken: Taken[] = [];
  private readonly shores = new Map<HarbourName, Shore[]>();

  constructor(
    private readonly bay: Bay,
    private readonly seed: number,
  ) {}

  /** A free berth at a quay of the harbour for a vessel of that length. */
  berth(name: HarbourName, lengthM: number): Place {
    const shore = this.shoreOf(name);
    // another quay for each vessel, else all would lie in one row
    const first = hash32(this.seed, this.taken.length, 13) % shore.length;
    for (let i = 0; i < shore.length; i++) {
      for (const place of this.along(shore[(first + i) % shore.length] as Shore, name, lengthM))
        return this.take(place, lengthM);
    }
    throw new Error(`no free berth of ${lengthM} m at ${name}`);
  }

  /** The free berth of the harbour that is nearest to a point. */
  berthNear(point: LonLat, name: HarbourName, lengthM: number): Place {
    const all = this.shoreOf(name).flatMap((shore) => [...this.along(shore, name, lengthM)]);
    const [nearest] = all.sort((a, b) => distanceM(a, point) - distanceM(b, point));
    if (!nearest) throw new Error(`no free berth of ${lengthM} m at ${name}`);
    return this.take(nearest, lengthM);
  }

  /** Free berths along an edge of the shore. */
  private *along({ a, b }: Shore, name: HarbourName, lengthM: number): Generator<Place> {
    const { hub, code } = HARBOURS[name];
    const edgeM = distanceM(a, b);
    const along = initialBearingDeg(a, b);
    for (let fromM = lengthM / 2 + 10; fromM + lengthM / 2 + 10 <= edgeM; fromM += 25) {
      for (const side of [90, -90]) {
        const spot = destination(destination(a, along, fromM), along + side, 10 + lengthM * 0.08);
        if (!this.isFree(spot, lengthM) || !this.isAfloat(spot, along, lengthM, side)) continue;
        if (!this.bay.isReached(spot, hub)) continue;
        yield { ...spot, kind: 'berth', hub, code, headingDeg: along };
      }
    }
  }

  private take(place: Place, lengthM: number): Place {
    this.taken.push({ lon: place.lon, lat: place.lat, roomM: lengthM / 2 });
    const isTurned = unit(this.seed, this.taken.length, 5) < 0.5;
    return { ...place, headingDeg: normalDeg(place.headingDeg + (isTurned ? 180 : 0)) };
  }

  /** Anchor places spread evenly over an ellipse given by its outline (Vogel's spiral), `count` of them. */
  anchors(outline: Ring, count: number, hub: Hub, code: string): Place[] {
    const lons = outline.map(([lon = 0]) => lon);
    const lats = outline.map(([, lat = 0]) => lat);
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const turn = unit(this.seed, count, 9) * 2 * Math.PI;
    return Array.from({ length: count }, (_, i) => {
      const r = 0.92 * Math.sqrt((i + 0.5) / count);
      const angle = turn + i * 2.39996 + 0.25 * (unit(this.seed, i, 11) - 0.5);
      const lon = (west + east) / 2 + (r * Math.cos(angle) * (east - west)) / 2;
      const lat = (south + north) / 2 + (r * Math.sin(angle) * (north - south)) / 2;
      return { lon, lat, kind: 'anchor', hub, code, headingDeg: 0 };
    });
  }

  private shoreOf(name: HarbourName): Shore[] {
    let shore = this.shores.get(name);
    if (!shore) {
      const key = ({ a }: { a: LonLat }) => hash32(this.seed, a.lon * 1e5, a.lat * 1e5);
      shore = this.bay.land.shoreNear(HARBOURS[name], HARBOURS[name].radiusM).sort((x, y) => key(x) - key(y));
      this.shores.set(name, shore);
    }
    return shore;
  }

  private isFree(spot: LonLat, lengthM: number): boolean {
    return this.taken.every((other) => distanceM(spot, other) > other.roomM + lengthM / 2 + 12);
  }

  /** Water under bow, stern and middle, and room to come in from seaward. */
  private isAfloat(spot: LonLat, alongDeg: number, lengthM: number, side: number): boolean {
    const out = destination(spot, alongDeg + side, 70);
    const ends = [destination(spot, alongDeg, lengthM / 2), destination(spot, alongDeg + 180, lengthM / 2)];
    return [spot, out, ...ends].every((point) => !this.bay.land.isLand(point));
  }
}
