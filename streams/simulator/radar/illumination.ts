import { distanceM, initialBearingDeg, normalDeg } from '../../../server/domain/geo/geodesy.ts';
import type { LandHorizon } from '../../../server/domain/geo/land-horizon.ts';
import { knotsToMps, METRES_PER_NM } from '../../../server/domain/units.ts';
import type { Hull } from './hulls.ts';
import { SCAN_MS, type SensorSite } from './radar-site.ts';

const radians = (deg: number): number => (deg * Math.PI) / 180;

/** A ship longer than this hides what is smaller than `HIDDEN_BELOW_M` in a narrow sector behind her. */
const HIDES_ABOVE_M = 120;
const HIDDEN_BELOW_M = 25;
const HIDDEN_WITHIN_DEG = 0.25;
const HIDDEN_BEHIND_M = 1.5 * METRES_PER_NM;
/** Craft alongside are not behind her: the two give one echo. */
const BEHIND_M = 100;

/** Pd of one scan near by and at the end of a craft's range (a calm night, X band, false alarms at some 1e-5 a cell). */
const CHANCE_NEAR = 0.97;
const CHANCE_AT_END = 0.7;
/** A small craft's echo goes from `CHANCE_AT_END` to nothing over this distance. */
const FADES_OVER_M = 0.6 * METRES_PER_NM;
/** Range of a craft by its length, metres: wooden craft of 7 to 13 m some 8 to 9 nm, ships the whole of the instrument. */
const RANGES: readonly (readonly [number, number])[] = [
  [7, 8 * METRES_PER_NM],
  [13, 9 * METRES_PER_NM],
  [30, 12 * METRES_PER_NM],
];

/** A hull the beam meets. `xM` east and `yM` north of the site, at the moment the beam passes. */
export interface Lit {
  readonly hull: Hull;
  /** Time the beam passes, epoch ms, in whole hundredths of a second as TTM tells it. */
  readonly tMs: number;
  readonly rangeM: number;
  readonly bearingDeg: number;
  readonly xM: number;
  readonly yM: number;
  /** Chance that it gives an echo, 0 to 1. */
  readonly chance: number;
}

/** Metres at which a craft of that length is still seen with `CHANCE_AT_END`. */
function rangeOfCraftM(lengthM: number): number {
  let [shortM, fromM] = RANGES[0] as readonly [number, number];
  for (const [longM, toM] of RANGES) {
    if (lengthM <= longM) return fromM + ((toM - fromM) * (lengthM - shortM)) / (longM - shortM || 1);
    [shortM, fromM] = [longM, toM];
  }
  return fromM;
}

/** Chance that one scan shows a craft that nothing hides. Power falls with the fourth power of range, and so does this. */
function detectionChance(lengthM: number, rangeM: number, site: Pick<SensorSite, 'rangeM'>): number {
  if (rangeM > site.rangeM) return 0;
  const endM = Math.min(site.rangeM, rangeOfCraftM(Math.max(7, lengthM)));
  if (rangeM <= endM) return CHANCE_NEAR - (CHANCE_NEAR - CHANCE_AT_END) * (rangeM / endM) ** 4;
  return Math.max(0, CHANCE_AT_END * (1 - (rangeM - endM) / FADES_OVER_M));
}

/** Time in the scan at which the beam is at a bearing: it begins at north. */
export const beamMs = (scanMs: number, bearingDeg: number): number =>
  scanMs + Math.round((bearingDeg / 360) * (SCAN_MS / 10)) * 10;

/** The hulls in range that neither land nor a bigger ship hides, nearest first. `hulls` are of `hullsMs`, some seconds off at most. */
export function illuminated(
  hulls: readonly Hull[],
  { site, horizon, hullsMs, scanMs }: { site: SensorSite; horizon: LandHorizon; hullsMs: number; scanMs: number },
): Lit[] {
  const reachDeg = (site.rangeM / METRES_PER_NM + 1) / 60;
  const lit: Lit[] = [];
  for (const hull of hulls) {
    if (Math.abs(hull.lat - site.lat) > reachDeg) continue;
    const found = lightUp(hull, site, hullsMs, scanMs);
    if (found && horizon.isOpen(found.bearingDeg, found.rangeM)) lit.push(found);
  }
  lit.sort((a, b) => a.rangeM - b.rangeM || a.hull.slot - b.hull.slot);
  const hiders = lit.filter(({ hull }) => hull.lengthM > HIDES_ABOVE_M);
  return lit.filter((each) => each.hull.lengthM >= HIDDEN_BELOW_M || !hiders.some((ship) => isBehind(each, ship)));
}

function lightUp(hull: Hull, site: SensorSite, hullsMs: number, scanMs: number): Lit | null {
  const thenM = distanceM(site, hull);
  if (thenM > site.rangeM + 100) return null;
  const thenDeg = initialBearingDeg(site, hull);
  const tMs = beamMs(scanMs, thenDeg);
  const seconds = (tMs - hullsMs) / 1000;
  const goneM = knotsToMps(hull.sogKn) * seconds;
  const courseDeg = hull.cogDeg + (hull.rotDegPerMin * seconds) / 120;
  const xM = thenM * Math.sin(radians(thenDeg)) + goneM * Math.sin(radians(courseDeg));
  const yM = thenM * Math.cos(radians(thenDeg)) + goneM * Math.cos(radians(courseDeg));
  const rangeM = Math.hypot(xM, yM);
  const chance = detectionChance(hull.lengthM, rangeM, site);
  if (chance === 0) return null;
  return { hull, tMs, rangeM, bearingDeg: bearingOf(xM, yM), xM, yM, chance };
}

/** Degrees true of a place east and north of the site. */
export const bearingOf = (xM: number, yM: number): number => normalDeg((Math.atan2(xM, yM) * 180) / Math.PI);

function isBehind(craft: Lit, ship: Lit): boolean {
  const behindM = craft.rangeM - ship.rangeM;
  if (behindM < BEHIND_M || behindM > HIDDEN_BEHIND_M) return false;
  const apartDeg = Math.abs(craft.bearingDeg - ship.bearingDeg);
  return Math.min(apartDeg, 360 - apartDeg) < HIDDEN_WITHIN_DEG;
}
