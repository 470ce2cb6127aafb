import { distanceM, initialBearingDeg, type LonLat, normalDeg, turnDeg } from '../../server/domain/geo/geodesy.ts';
import { knotsToMps, mpsToKnots } from '../../server/domain/units.ts';

const NODE_M = 60;
const METRES_PER_DEGREE = 111_195;

/** A corner of a way before it is smoothed: how far to starboard of it the ship keeps and how wide it may turn. */
export interface Corner extends LonLat {
  readonly starboardM: number;
}

/** What the water allows at a point. */
export interface Waters {
  clearanceM(point: LonLat): number;
  /** Knots; Infinity: no limit. */
  limitKn(point: LonLat): number;
  /** The point itself where it is well clear of the shore, else water close by. */
  afloat(point: LonLat): LonLat;
}

/** A way on the water as nodes some 60 m apart, corners rounded. Geometry only; see {@link Sailing} for the times. */
export class Route {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly courseDeg: Float64Array;
  readonly alongM: Float64Array;
  readonly limitKn: Float64Array;

  constructor(corners: readonly Corner[], waters: Waters) {
    const nodes = rounded(resampled(shifted(corners)), waters).map((node, i, all) =>
      // the last 300 m lead along a quay
      i < 5 || i > all.length - 6 ? node : waters.afloat(node),
    );
    this.lon = Float64Array.from(nodes, ({ lon }) => lon);
    this.lat = Float64Array.from(nodes, ({ lat }) => lat);
    this.limitKn = Float64Array.from(nodes, (node) => waters.limitKn(node));
    this.alongM = new Float64Array(nodes.length);
    for (let i = 1; i < nodes.length; i++)
      this.alongM[i] = (this.alongM[i - 1] as number) + distanceM(nodes[i - 1] as LonLat, nodes[i] as LonLat);
    this.courseDeg = Float64Array.from(nodes, (_, i) =>
      initialBearingDeg(nodes[Math.max(0, i - 2)] as LonLat, nodes[Math.min(nodes.length - 1, i + 2)] as LonLat),
    );
  }

  get lengthM(): number {
    return this.alongM.at(-1) ?? 0;
  }

  /** The node that many metres along, or the one before. */
  pointAt(alongM: number): LonLat {
    const after = this.alongM.findIndex((nodeM) => nodeM > alongM);
    const i = after < 0 ? this.alongM.length - 1 : Math.max(0, after - 1);
    return { lon: this.lon[i] as number, lat: this.lat[i] as number };
  }

  /** Metres along the route of its node that is nearest to a point. */
  nearestM(point: LonLat): number {
    let best = 0;
    let bestM = Number.POSITIVE_INFINITY;
    this.lon.forEach((lon, i) => {
      const away = distanceM(point, { lon, lat: this.lat[i] as number });
      if (away < bestM) [best, bestM] = [i, away];
    });
    return this.alongM[best] as number;
  }
}

/** Each corner moved to starboard of the way, as ships keep right and not all on one line. */
function shifted(corners: readonly Corner[]): LonLat[] {
  return corners.map((corner, i) => {
    if (corner.starboardM === 0) return corner;
    const before = corners[Math.max(0, i - 1)] as Corner;
    const after = corners[Math.min(corners.length - 1, i + 1)] as Corner;
    const course = ((initialBearingDeg(before, after) + 90) * Math.PI) / 180;
    return {
      lon:
        corner.lon +
        (corner.starboardM * Math.sin(course)) / (METRES_PER_DEGREE * Math.cos((corner.lat * Math.PI) / 180)),
      lat: corner.lat + (corner.starboardM * Math.cos(course)) / METRES_PER_DEGREE,
    };
  });
}

function resampled(points: readonly LonLat[]): LonLat[] {
  const nodes: LonLat[] = [];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as LonLat, points[i] as LonLat];
    const steps = Math.max(1, Math.round(distanceM(a, b) / NODE_M));
    for (let s = 0; s < steps; s++)
      nodes.push({ lon: a.lon + ((b.lon - a.lon) * s) / steps, lat: a.lat + ((b.lat - a.lat) * s) / steps });
  }
  nodes.push(points.at(-1) as LonLat);
  return nodes;
}

/** Two moving averages, as wide as the water allows: a turn takes some cables outside and a ship's length in a basin. */
function rounded(nodes: readonly LonLat[], waters: Waters): LonLat[] {
  const reach = nodes.map((node, i) => Math.min(7, Math.floor(waters.clearanceM(node) / 90), i, nodes.length - 1 - i));
  let smooth = nodes;
  for (let pass = 0; pass < 2; pass++) {
    const last = smooth;
    smooth = last.map((_, i) => {
      const n = Math.max(0, reach[i] as number);
      let [lon, lat] = [0, 0];
      for (let j = i - n; j <= i + n; j++) {
        lon += (last[j] as LonLat).lon;
        lat += (last[j] as LonLat).lat;
      }
      return { lon: lon / (2 * n + 1), lat: lat / (2 * n + 1) };
    });
  }
  return [...smooth];
}

/** How a craft runs a route. */
export interface Pace {
  readonly cruiseKn: number;
  /** m/s² when she gathers and takes off way. */
  readonly accelMps2: number;
  /** She begins, ends at rest; at the sea end of a route she does not. */
  readonly fromRest: boolean;
  readonly toRest: boolean;
  /** Stretches of the route, metres along it, on which she goes slower than she could. */
  readonly slow?: readonly { readonly fromM: number; readonly toM: number; readonly speedKn: number }[];
}

/** Where a craft on a route is at a time, and how she moves. */
export interface Motion extends LonLat {
  sogKn: number;
  cogDeg: number;
  rotDegPerMin: number;
}

/** A route with its times: speed limits, gathering and taking off way. */
export class Sailing {
  readonly atMs: Float64Array;
  private readonly speedMps: Float64Array;

  constructor(
    readonly route: Route,
    pace: Pace,
  ) {
    this.speedMps = speeds(route, pace);
    this.atMs = new Float64Array(this.speedMps.length);
    for (let i = 1; i < this.atMs.length; i++) {
      const stretchM = (route.alongM[i] as number) - (route.alongM[i - 1] as number);
      const meanMps = ((this.speedMps[i] as number) + (this.speedMps[i - 1] as number)) / 2;
      this.atMs[i] = (this.atMs[i - 1] as number) + (stretchM / meanMps) * 1000;
    }
  }

  get durationMs(): number {
    return this.atMs.at(-1) ?? 0;
  }

  /** Motion `afterMs` from the start, held within the route's ends. */
  at(afterMs: number): Motion {
    const { route, atMs } = this;
    const i = this.stretchAt(afterMs);
    const stretchMs = (atMs[i + 1] as number) - (atMs[i] as number);
    const share = stretchMs > 0 ? Math.max(0, Math.min(1, (afterMs - (atMs[i] as number)) / stretchMs)) : 0;
    const mix = (column: Float64Array) =>
      (column[i] as number) + share * ((column[i + 1] as number) - (column[i] as number));
    const course = route.courseDeg[i] as number;
    const turn = turnDeg(course, route.courseDeg[i + 1] as number);
    return {
      lon: mix(route.lon),
      lat: mix(route.lat),
      sogKn: mpsToKnots(mix(this.speedMps)),
      cogDeg: normalDeg(course + turn * share),
      rotDegPerMin: stretchMs > 0 ? (turn / stretchMs) * 60_000 : 0,
    };
  }

  /** Milliseconds from the start at which she is that many metres along the route. */
  msAt(alongM: number): number {
    const { atMs, route } = this;
    let i = 0;
    while (i < atMs.length - 2 && (route.alongM[i + 1] as number) <= alongM) i++;
    const stretchM = (route.alongM[i + 1] as number) - (route.alongM[i] as number);
    const share = Math.max(0, Math.min(1, (alongM - (route.alongM[i] as number)) / stretchM));
    return (atMs[i] as number) + share * ((atMs[i + 1] as number) - (atMs[i] as number));
  }

  private stretchAt(afterMs: number): number {
    let [low, high] = [0, this.atMs.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.atMs[middle] as number) <= afterMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function speeds(route: Route, { cruiseKn, accelMps2, fromRest, toRest, slow = [] }: Pace): Float64Array {
  const mps = Float64Array.from(route.limitKn, (limitKn, i) => {
    const alongM = route.alongM[i] as number;
    const slowest = slow.filter(({ fromM, toM }) => alongM >= fromM && alongM <= toM).map(({ speedKn }) => speedKn);
    return knotsToMps(Math.min(cruiseKn, limitKn, ...slowest));
  });
  const last = mps.length - 1;
  if (fromRest) mps[0] = 0.6;
  if (toRest) mps[last] = 0.6;
  const hold = (i: number, from: number) => {
    const stretchM = Math.abs((route.alongM[i] as number) - (route.alongM[from] as number));
    mps[i] = Math.min(mps[i] as number, Math.sqrt((mps[from] as number) ** 2 + 2 * accelMps2 * stretchM));
  };
  for (let i = 1; i <= last; i++) hold(i, i - 1);
  for (let i = last - 1; i >= 0; i--) hold(i, i + 1);
  return mps;
}
