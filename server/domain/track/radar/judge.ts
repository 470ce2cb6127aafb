import { distanceM, initialBearingDeg } from '../../geo/geodesy.ts';
import { knotsToMps } from '../../units.ts';
import { NOBODY } from './assignment.ts';
import type { Pairing } from './association.ts';
import { METRES_PER_DEGREE } from './polar.ts';
import type { Site } from './site.ts';
import type { Expected } from './site-bias.ts';
import type { RadarTarget } from './target.ts';

const RADIANS = Math.PI / 180;
/** An AIS place is a measure of the radar for this long, ms: the ship moves on. */
const FRESH_MS = 12_000;
/** Ships slower than this lie where they were, m/s. */
const LIES_MPS = 0.3;
/** Ships compared in one scan at most. */
const MOST = 80;
/** Ships in the inner part of the reach are expected to be seen. */
const INNER = 0.85;

/** East and north components in m/s of a speed (knots) and course (degrees); of none: 0. */
export function bearingOf(sogKn: number, cogDeg: number): { east: number; north: number } {
  if (Number.isNaN(sogKn) || Number.isNaN(cogDeg)) return { east: 0, north: 0 };
  const speed = knotsToMps(sogKn);
  return { east: speed * Math.sin(cogDeg * RADIANS), north: speed * Math.cos(cogDeg * RADIANS) };
}

/** Measures each radar against the ships that tell by AIS where they are. */
export class Judge {
  /** What a scan tells of the site: its error, and whether it sees where it says. */
  compare(site: Site, targets: readonly RadarTarget[], pairing: Pairing, atMs: number): void {
    const ships: Expected[] = [];
    let found = 0;
    const isDoubtful = site.isDoubtful;
    for (let i = 0; i < targets.length && ships.length < MOST; i++) {
      const target = targets[i] as RadarTarget;
      if (!target.isAnchored || target.isAid) continue;
      const ageS = (atMs - target.aisMs) / 1000;
      const isLying = Math.abs(target.aisVe) + Math.abs(target.aisVn) < LIES_MPS;
      if (!isLying && ageS * 1000 > FRESH_MS) continue;
      const lat = target.aisLat + (target.aisVn * ageS) / METRES_PER_DEGREE;
      const lon = target.aisLon + (target.aisVe * ageS) / (METRES_PER_DEGREE * Math.cos(lat * RADIANS));
      const ship = {
        rangeM: distanceM(site.site, { lon, lat }),
        bearingDeg: initialBearingDeg(site.site, { lon, lat }),
      };
      if (ship.rangeM > INNER * site.reachM || ship.rangeM < 500) continue;
      ships.push(ship);
      const plot = site.gatherer.plots[pairing.plotOf[i] ?? NOBODY];
      if (plot === undefined) continue;
      found++;
      if (!isDoubtful) site.bias.compare(plot, ship);
    }
    site.judge(ships, found, atMs);
  }
}
