import { readFileSync } from 'node:fs';
import type { LonLat } from '../../server/domain/geo/geodesy.ts';
import { isInRings, type Land, type Ring } from '../../server/domain/geo/land.ts';
import type { Flood } from '../../server/domain/route/flood.ts';
import { WaterGrid } from '../../server/domain/route/water-grid.ts';
import { BAY_BOX, bayLand } from './coast.ts';
import type { Corner, Waters } from './route.ts';

/** A cell of the grid is a little over 100 m high and wide. */
const CELL_DEG = 0.001;
/** Ways are followed this many cells from a hub: right across the bay. */
const REACH_CELLS = 900;
/** As far as harbour craft go from where they work. */
const LOCAL_REACH_CELLS = 420;

const at = (lon: number, lat: number): LonLat => ({ lon, lat });

/** Where ships come into and leave reception, in pairs: west (Izu, Nagoya), south (ocean), south-east (round Nojimazaki). */
const SEA_GATES = [
  { in: [at(139.56, 34.985), at(139.66, 35.062)], out: [at(139.655, 35.085), at(139.52, 35.045)] },
  { in: [at(139.675, 34.93), at(139.7, 35.05)], out: [at(139.675, 35.06), at(139.63, 34.93)] },
  { in: [at(139.715, 34.915), at(139.712, 35.04)], out: [at(139.685, 35.06), at(139.682, 34.915)] },
] as const;
/** Where ways from the ocean come together before they enter the traffic route. */
const URAGA_APPROACH = at(139.7315, 35.1315);
const URAGA_NORTHBOUND = [at(139.774, 35.19), at(139.7806, 35.2117), at(139.7796, 35.2577), at(139.7351, 35.3098)];
const URAGA_SOUTHBOUND = [
  at(139.7155, 35.3318),
  at(139.7283, 35.3068),
  at(139.772, 35.2557),
  at(139.7729, 35.2117),
  at(139.76, 35.175),
  at(139.712, 35.118),
];

/** Where a port's ships leave the northbound lanes and join the southbound one. */
const HUBS = {
  /** Through Nakanose, for Kawasaki, Tokyo, Chiba and Kisarazu; southbound west of it, 1,000 m off its buoys. */
  north: {
    in: [at(139.7385, 35.322), at(139.742, 35.345), at(139.7533, 35.3683), at(139.77, 35.4133), at(139.776, 35.43)],
    out: [at(139.757, 35.427), at(139.7495, 35.4), at(139.7375, 35.3683), at(139.7265, 35.3458)],
  },
  /** On past the end of Uraga, for Yokohama and Negishi. */
  west: {
    in: [at(139.7225, 35.3342), at(139.7135, 35.352)],
    out: [at(139.7335, 35.405), at(139.7365, 35.3683), at(139.7255, 35.3458)],
  },
  /** The bight of Yokosuka and Oppama. */
  yokosuka: { in: [at(139.7225, 35.3342), at(139.715, 35.345)], out: [at(139.708, 35.3395)] },
} as const;
export type Hub = keyof typeof HUBS;

interface Feature {
  readonly properties: { readonly id?: string; readonly kind: string; readonly name_en: string };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../server/domain/geo/data/${name}`, import.meta.url), 'utf8'));

/** The bay: its water, lanes, anchorages and the lines ships keep to. The same for every seed. */
export class Bay implements Waters {
  readonly land: Land;
  readonly grid: WaterGrid;
  readonly features: readonly Feature[];
  /** True in the Uraga and Nakanose traffic routes. */
  readonly isInLane: (point: LonLat) => boolean;
  private readonly floods = new Map<string, Flood>();

  constructor() {
    this.features = (load('tokyo-bay.json') as { features: Feature[] }).features;
    this.land = bayLand();
    this.isInLane = within(this.ringsOf('lane'));
    this.grid = new WaterGrid(this.land, BAY_BOX, CELL_DEG, [
      { factor: 8, contains: this.isInLane },
      { factor: 1.8, contains: within(this.ringsOf('anchorage')) },
    ]);
  }

  /** The outline of an anchorage by its id in tokyo-bay.json. */
  anchorage(id: string): Ring {
    const found = this.features.find(({ properties }) => properties.id === id);
    if (!found) throw new RangeError(`no anchorage ${id}`);
    return (found.geometry.coordinates as Ring[])[0] as Ring;
  }

  /** Points of a kind (aton, pilot) with their names. */
  points(kind: string): (LonLat & { name: string })[] {
    return this.features
      .filter(({ properties, geometry }) => properties.kind === kind && geometry.type === 'Point')
      .map(({ properties, geometry }) => {
        const [lon = 0, lat = 0] = geometry.coordinates as number[];
        return { lon, lat, name: properties.name_en };
      });
  }

  clearanceM(point: LonLat): number {
    return this.grid.clearanceM(point);
  }

  /** Corners of breakwaters stand within cells whose middle is water: steps off them. */
  afloat(point: LonLat): LonLat {
    const isClear = this.clearanceM(point) > 200 || this.land.shoreDistanceM(point, 30) >= 30;
    if (isClear && !this.land.isLand(point)) return point;
    const cell = this.grid.nearest(point, 300, (near) => this.land.shoreDistanceM(this.grid.centre(near), 60) >= 60);
    return cell < 0 ? point : this.grid.centre(cell);
  }

  /** 12 knots in the traffic routes; harbour speed near quays. */
  limitKn(point: LonLat): number {
    const clearM = this.clearanceM(point);
    if (clearM < 250) return 5;
    if (clearM < 600) return 7.5;
    return this.isInLane(point) ? 11.7 : Number.POSITIVE_INFINITY;
  }

  /** True where ships from the hub can come within 420 m of the place over water. */
  isReached(place: LonLat, hub: Hub): boolean {
    return this.cellFor(place, this.floodFrom(this.leave(hub))) >= 0;
  }

  /** From the sea to a place; `spread` -1..1 says where in the lane she keeps. */
  inbound(place: LonLat, hub: Hub, gate: number, spread: number): Corner[] {
    return this.inboundBy([...(SEA_GATES[gate % 3]?.in ?? []), URAGA_APPROACH], place, hub, spread);
  }

  /** From the sea by points of an approach of her own to the traffic route, and on to a place. */
  inboundBy(approach: readonly LonLat[], place: LonLat, hub: Hub, spread: number): Corner[] {
    const lane = [...approach, ...URAGA_NORTHBOUND, ...HUBS[hub].in];
    const harbour = this.across(this.leave(hub), place).slice(1);
    return [...kept(lane, spread), ...this.keptRight(harbour)];
  }

  /** From a place to the sea. */
  outbound(place: LonLat, hub: Hub, gate: number, spread: number): Corner[] {
    const join = HUBS[hub].out[0];
    const harbour = this.across(join, place).slice(1).reverse();
    const lane = [...HUBS[hub].out, ...URAGA_SOUTHBOUND, ...(SEA_GATES[gate % 3]?.out ?? [])];
    return [...this.keptRight(harbour), ...kept(lane, spread)];
  }

  /**
   * From a berth to a place of work and back: over the water to the `ground`, a known point of open water, thence straight.
   * The two ways keep right of each other. `isFar`: the quay may be anywhere in the bay.
   */
  localWays(home: LonLat, ground: LonLat, work: LonLat, isFar = false): { out: Corner[]; back: Corner[] } {
    const way = [work, ...this.across(ground, home, isFar ? REACH_CELLS : LOCAL_REACH_CELLS)];
    return { back: this.keptRight(way), out: this.keptRight([...way].reverse()) };
  }

  /** From quay to quay by way of a point of open water. */
  crossing(from: LonLat, middle: LonLat, to: LonLat): Corner[] {
    return this.keptRight([
      ...this.across(middle, from, LOCAL_REACH_CELLS).reverse(),
      ...this.across(middle, to, LOCAL_REACH_CELLS).slice(1),
    ]);
  }

  /** From a place of open water to a quay. */
  passage(from: LonLat, quay: LonLat): Corner[] {
    return this.keptRight(this.across(from, quay, LOCAL_REACH_CELLS));
  }

  private leave(hub: Hub): LonLat {
    return HUBS[hub].in.at(-1) as LonLat;
  }

  private across(from: LonLat, to: LonLat, reach = REACH_CELLS): LonLat[] {
    const flood = this.floodFrom(from, reach);
    const cell = this.cellFor(to, flood);
    if (cell < 0) throw new Error(`no way on the water from ${from.lon},${from.lat} to ${to.lon},${to.lat}`);
    return [from, ...this.grid.way(flood, cell).slice(1), to];
  }

  private cellFor(place: LonLat, flood: Flood): number {
    const nearest = this.grid.nearest(place, 420, (cell) => this.grid.isOneWater(cell, flood.start));
    if (nearest < 0 || flood.reaches(nearest)) return nearest;
    return this.grid.nearest(place, 420, (cell) => flood.reaches(cell));
  }

  private floodFrom(from: LonLat, reach = REACH_CELLS): Flood {
    const key = `${from.lon},${from.lat},${reach}`;
    let flood = this.floods.get(key);
    if (!flood) {
      const start = this.grid.nearest(from, 420, () => true);
      if (start < 0) throw new Error(`no water near ${from.lon},${from.lat}`);
      flood = this.grid.flood(start, reach);
      this.floods.set(key, flood);
    }
    return flood;
  }

  /** Gives back the memory of the floods once all ways are known. */
  forgetFloods(): void {
    this.floods.clear();
  }

  private keptRight(points: readonly LonLat[]): Corner[] {
    return points.map((point, i) => {
      const isEnd = i === 0 || i === points.length - 1;
      return { ...point, starboardM: isEnd ? 0 : Math.min(110, this.clearanceM(point) * 0.25) };
    });
  }

  private ringsOf(kind: string): Ring[] {
    return this.features
      .filter(({ properties, geometry }) => properties.kind === kind && geometry.type === 'Polygon')
      .map(({ geometry }) => (geometry.coordinates as Ring[])[0] as Ring);
  }
}

/** A lane's middle line with the ship's own place in it: half of Uraga is 700 m wide, Nakanose as much. */
function kept(lane: readonly LonLat[], spread: number): Corner[] {
  return lane.map((point) => ({ ...point, starboardM: spread * 190 }));
}

/** A test for a set of rings that looks at their boxes first. */
function within(rings: readonly Ring[]): (point: LonLat) => boolean {
  const boxes = rings.map((ring) => {
    const [lons, lats] = [ring.map(([lon = 0]) => lon), ring.map(([, lat = 0]) => lat)];
    return {
      ring,
      west: Math.min(...lons),
      east: Math.max(...lons),
      south: Math.min(...lats),
      north: Math.max(...lats),
    };
  });
  return (point) =>
    boxes.some(
      ({ ring, west, east, south, north }) =>
        point.lon >= west && point.lon <= east && point.lat >= south && point.lat <= north && isInRings([ring], point),
    );
}
