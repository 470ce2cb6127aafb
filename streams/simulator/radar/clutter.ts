import { destination, distanceM, initialBearingDeg, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { LandHorizon } from '../../../server/domain/geo/land-horizon.ts';
import { METRES_PER_NM } from '../../../server/domain/units.ts';
import { between, unit } from '../random.ts';
import { poisson } from './noise.ts';
import { SCAN_MS, type SensorSite } from './radar-site.ts';

/** False echoes that begin in one scan: waves near the site, each rain cell in range, and anywhere (birds, nets, side lobes). */
const WAVES_A_SCAN = 1.1;
const RAIN_A_SCAN = 0.9;
const STRAYS_A_SCAN = 0.35;
/** Waves: none nearer than this, and fewer by 1/e at each `WAVES_FALL_M` more. */
const WAVES_FROM_M = 300;
const WAVES_FALL_M = 1600;
const STRAYS_WITHIN_M = 10 * METRES_PER_NM;
/** Scans a false echo lasts: share of those that last at most so long. The others last 4 to `LONGEST`. */
const LASTING: readonly number[] = [0.55, 0.8, 0.92];
const LONGEST = 12;

/** Rain cells over the bay: each comes for a while, or not, and drifts with the wind of the night, from the south-west. */
const RAIN_CELLS = 3;
const RAIN_MS = 90 * 60_000;
const RAIN_CHANCE = 0.5;
const RAIN_RADIUS_M = [800, 2000] as const;
const RAIN_DRIFT_MPS = 7;
const RAIN_DRIFT_DEG = 50;
const RAIN_BOX = { west: 139.64, south: 35.15, east: 139.9, north: 35.52 };

const PURPOSE = { waves: 401, rain: 402, strays: 420, life: 430, place: 440, shower: 450 };

/** A false echo: nothing is there. */
export interface FalseEcho {
  /** The same as long as it lasts, below 0, unique for days. */
  readonly key: number;
  readonly rangeM: number;
  readonly bearingDeg: number;
}

interface Birth {
  readonly seed: number;
  readonly site: SensorSite;
  /** Number of the scan in which it begins. */
  readonly scan: number;
  /** Number within the scan. */
  readonly nth: number;
}

/** The false echoes of a scan, a pure function of seed, site and number of the scan. */
export function falseEchoes(seed: number, site: SensorSite, scan: number, horizon: LandHorizon): FalseEcho[] {
  const found: FalseEcho[] = [];
  for (let born = scan - LONGEST + 1; born <= scan; born++) {
    let nth = 0;
    const waves = poisson(WAVES_A_SCAN, unit(seed, site.id, born, PURPOSE.waves));
    const strays = poisson(STRAYS_A_SCAN, unit(seed, site.id, born, PURPOSE.strays));
    const keep = (count: number, place: (birth: Birth) => Polar) => {
      for (let i = 0; i < count; i++) {
        const birth = { seed, site, scan: born, nth: nth++ };
        if (born + lifeOf(birth) <= scan) continue;
        const at = place(birth);
        if (at.rangeM <= site.rangeM && horizon.isOpen(at.bearingDeg, at.rangeM) && !horizon.isLand(at))
          found.push({ key: -1 - ((born % 1_000_000) * 64 + birth.nth), ...at });
      }
    };
    keep(waves, wavePlace);
    keep(strays, strayPlace);
    for (let cell = 0; cell < RAIN_CELLS; cell++) {
      const rain = rainAt(seed, cell, born * SCAN_MS);
      if (!rain) continue;
      const count = poisson(RAIN_A_SCAN, unit(seed, site.id, born, PURPOSE.rain + cell));
      keep(count, (birth) => rainPlace(birth, rain));
    }
  }
  return found;
}

interface Polar {
  readonly rangeM: number;
  readonly bearingDeg: number;
}

const draw = ({ seed, site, scan, nth }: Birth, purpose: number): number => unit(seed, site.id, scan, nth, purpose);

function lifeOf(birth: Birth): number {
  const share = draw(birth, PURPOSE.life);
  const short = LASTING.findIndex((limit) => share < limit);
  return short >= 0 ? short + 1 : 4 + Math.floor(draw(birth, PURPOSE.life + 1) * (LONGEST - 3));
}

const wavePlace = (birth: Birth): Polar => ({
  rangeM: WAVES_FROM_M - WAVES_FALL_M * Math.log(1 - draw(birth, PURPOSE.place)),
  bearingDeg: 360 * draw(birth, PURPOSE.place + 1),
});

/** Evenly over the area. */
const strayPlace = (birth: Birth): Polar => ({
  rangeM: STRAYS_WITHIN_M * Math.sqrt(draw(birth, PURPOSE.place)),
  bearingDeg: 360 * draw(birth, PURPOSE.place + 1),
});

interface Rain extends LonLat {
  readonly radiusM: number;
}

function rainPlace(birth: Birth, { radiusM, ...centre }: Rain): Polar {
  const awayM = radiusM * Math.sqrt(draw(birth, PURPOSE.place));
  const drop = destination(centre, 360 * draw(birth, PURPOSE.place + 1), awayM);
  return { rangeM: distanceM(birth.site, drop), bearingDeg: initialBearingDeg(birth.site, drop) };
}

function rainAt(seed: number, cell: number, tMs: number): Rain | null {
  const shiftedMs = tMs + (cell * RAIN_MS) / RAIN_CELLS;
  const shower = Math.floor(shiftedMs / RAIN_MS);
  if (unit(seed, cell, shower, PURPOSE.shower) >= RAIN_CHANCE) return null;
  const roll = (min: number, max: number, nth: number) => between(min, max, seed, cell, shower, PURPOSE.shower + nth);
  const middle = { lon: roll(RAIN_BOX.west, RAIN_BOX.east, 1), lat: roll(RAIN_BOX.south, RAIN_BOX.north, 2) };
  const sinceMiddleS = (shiftedMs - (shower + 0.5) * RAIN_MS) / 1000;
  const goneM = RAIN_DRIFT_MPS * sinceMiddleS;
  const courseDeg = goneM < 0 ? RAIN_DRIFT_DEG + 180 : RAIN_DRIFT_DEG;
  return { ...destination(middle, courseDeg, Math.abs(goneM)), radiusM: roll(...RAIN_RADIUS_M, 3) };
}
