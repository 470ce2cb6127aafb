import { destination, type LonLat } from './geodesy.ts';
import type { Land } from './land.ts';

/** A sensor that looks along the water: a radar, a camera. */
export interface Lookout extends LonLat {
  /** It stands high enough to look over land nearer than this, metres. */
  readonly overlooksM: number;
  /** It stands on a pier that the coastline may have further inland: land from where it stands on hides nothing, up to this far, metres. */
  readonly ashoreM?: number;
  /** Land narrower than this along the sight line is looked over, metres; left out: as a radar looks over a breakwater. */
  readonly looksOverM?: number;
  /** Nothing is seen beyond, metres. */
  readonly rangeM: number;
}

/** Rays a degree: 0.1 degree is 39 m at 12 nm, less than a tenth of the beam. */
const RAYS_PER_DEG = 10;
const STEP_M = 30;
/** Two steps: breakwaters are narrower and low, the antenna looks over them. */
const BLOCKING_M = 2 * STEP_M;
/** Land this near in front of a target is its own quay, or the coastline's error. */
const QUAY_M = 150;

const known = new WeakMap<Land, Map<Lookout, LandHorizon>>();

/** The horizon of a site: made once, for it is always the same. */
export function horizonOf(land: Land, site: Lookout): LandHorizon {
  const ofLand = known.get(land) ?? new Map<Lookout, LandHorizon>();
  known.set(land, ofLand);
  const horizon = ofLand.get(site) ?? new LandHorizon(land, site);
  ofLand.set(site, horizon);
  return horizon;
}

/** Where land stands in a lookout's way. A ray is followed once, when it is first asked for. */
export class LandHorizon {
  private readonly firstLandM = new Float64Array(360 * RAYS_PER_DEG).fill(Number.NaN);

  constructor(
    private readonly land: Land,
    private readonly site: Lookout,
  ) {}

  /** True where the sight line to a place, bearing 0 to 360 degrees true, is over water. */
  isOpen(bearingDeg: number, rangeM: number): boolean {
    return rangeM - QUAY_M <= this.landM(bearingDeg);
  }

  /** Metres to the first land that blocks the sight along a bearing, 0 to 360 degrees true; Infinity: none in range. */
  landM(bearingDeg: number): number {
    const ray = Math.round(bearingDeg * RAYS_PER_DEG) % this.firstLandM.length;
    let landM = this.firstLandM[ray] as number;
    if (Number.isNaN(landM)) {
      landM = this.follow(ray / RAYS_PER_DEG);
      this.firstLandM[ray] = landM;
    }
    return landM;
  }

  /** True where a place is on land, or beyond the land that is known. */
  isLand({ bearingDeg, rangeM }: { bearingDeg: number; rangeM: number }): boolean {
    const point = destination(this.site, bearingDeg, rangeM);
    return !isWithin(this.land, point) || this.land.isLand(point);
  }

  /** Metres to the first land that blocks; where the known land ends everything beyond counts as blocked. */
  private follow(bearingDeg: number): number {
    const { site, land } = this;
    const blockingM = site.looksOverM ?? BLOCKING_M;
    let run = 0;
    let isAfloat = false;
    for (let awayM = site.overlooksM; awayM <= site.rangeM; awayM += STEP_M) {
      const point = destination(site, bearingDeg, awayM);
      if (!isWithin(land, point)) return awayM;
      const isLand = land.isLand(point);
      isAfloat ||= !isLand || awayM > (site.ashoreM ?? 0);
      run = isLand && isAfloat ? run + STEP_M : 0;
      if (run >= blockingM) return awayM - run + STEP_M;
    }
    return Number.POSITIVE_INFINITY;
  }
}

function isWithin({ box: [west, south, east, north] }: Land, { lon, lat }: LonLat): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
