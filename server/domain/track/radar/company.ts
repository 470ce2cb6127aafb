import type { Fusion } from '../fusion.ts';
import { settle } from './anchor.ts';
import { eastM, northM } from './polar.ts';
import type { Lost, RadarRows } from './radar-rows.ts';
import type { RadarTarget } from './target.ts';
import type { Targets } from './targets.ts';

/** One that never had an echo beside another's is that other one after so many scans with its echo only. */
const SAME_AFTER = 10;
/** Scans beside each other, each by its own echo, that make two of them for good. */
const TWO_AFTER = 6;
/** Beside the hull of a ship within this many metres, an echo is hers until it was seen beside her so many times. */
const HULL_MARGIN_M = 60;
const BESIDE_HULL = 15;
const HULL_MPS = 1.5;
/** A ship on AIS that radar has not seen for this long takes over what radar sees in her place, ms. */
const UNSEEN_MS = 9_000;
/** Place and motion agree: innovation squared (2 degrees of freedom), and m/s beside three sigmas. */
const AGREES = 9.2;
const AGREES_MPS = 1;
/** Sigma in m that is open between AIS and radar beside the filters' own. */
const OPEN_M = 25;

/** A new target that began so long before or after a track had its last echo, ms, and so near it, may be that track's. */
const LOST_BEFORE_MS = 12_000;
const LOST_AFTER_MS = 45_000;
const LOST_M = 150;
const LOST_MPS = 8;
/** A ship whose AIS has told her place so lately did not go elsewhere, ms. */
const TOLD_MS = 8_000;
/** A track of fewer echoes is not gone on with. */
const LOST_HITS = 20;

/** Decides which tracks that keep together are one craft. */
export class Company {
  constructor(
    private readonly fusion: Fusion,
    private readonly targets: Targets,
    private readonly rows: RadarRows,
  ) {}

  /** It has an echo of its own beside another's. */
  apart(target: RadarTarget): void {
    target.apart++;
    target.shared = Math.max(0, target.shared - 2);
  }

  /** True: the echo it shares is all there is of it, so it is the other. */
  absorbs(target: RadarTarget, owner: RadarTarget): boolean {
    return (
      !target.isAis &&
      target.shared >= SAME_AFTER &&
      target.apart < TWO_AFTER &&
      !isFoe(target, owner) &&
      !target.isKept
    );
  }

  /** The track that lost its echoes when and where this target began: a craft that turned or stopped sooner than its filter. */
  lostBy(target: RadarTarget): Lost | null {
    let best: RadarTarget | null = null;
    let bestM = Number.POSITIVE_INFINITY;
    let found = 0;
    for (const track of [...this.targets.silent, ...this.ships]) {
      const gapMs = target.bornMs - track.plotMs;
      if (track.row < 0 || track.isGone || (track.isAnchored && target.plotMs - track.aisMs < TOLD_MS)) continue;
      if (gapMs < -LOST_BEFORE_MS || gapMs > LOST_AFTER_MS) continue;
      if (track.plotMs === 0 || track.hits < LOST_HITS || isFoe(track, target)) continue;
      const north = northM(track.plotLat, target.beginLat);
      const away = Math.hypot(north, eastM(track.plotLon, target.beginLon, target.beginLat));
      const reach = LOST_M + Math.max(0, gapMs / 1000) * LOST_MPS;
      if (away > reach) continue;
      found++;
      if (away >= bestM) continue;
      best = track;
      bestM = away;
    }
    return best === null ? null : { track: best, isOnly: found === 1 };
  }

  /** True: it may be a part of a large ship's echo. */
  isPartOfHull(target: RadarTarget): boolean {
    if (target.apart >= BESIDE_HULL) return false;
    const { motion } = target;
    const { table } = this.fusion;
    for (const ship of this.ships) {
      if (ship.isGone || table.key[ship.row] !== ship.key) continue;
      const north = northM(motion.lat, ship.motion.lat);
      const reach = ship.lengthM / 2 + HULL_MARGIN_M;
      if (Math.abs(north) > reach) continue;
      if (Math.hypot(north, eastM(motion.lon, ship.motion.lon, motion.lat)) > reach) continue;
      if (Math.hypot(motion.ve - ship.motion.ve, motion.vn - ship.motion.vn) < HULL_MPS) return true;
    }
    return false;
  }

  private ships: RadarTarget[] = [];

  /** Ships whom radar has not seen take over the radar-only track that is where they are and moves as they do. */
  claim(targets: readonly RadarTarget[], atMs: number): void {
    this.ships = targets.filter(({ isAis, isAid }) => isAis && !isAid);
    for (const ship of this.ships) {
      if (ship.contradiction > 0) this.correct(ship, atMs);
      if (!ship.isAnchored || ship.isAid || atMs - ship.plotMs < UNSEEN_MS) continue;
      const found = this.match(ship, atMs);
      if (found !== null) this.rows.absorb(found, ship);
    }
  }

  /** AIS tells another place than the echoes she took: if another track is there, the two had been exchanged. */
  private correct(ship: RadarTarget, atMs: number): void {
    const taken = this.inPlaceOf(ship, atMs);
    if (taken !== null) ship.exchange(taken);
    settle(ship, this.fusion.table);
  }

  private inPlaceOf(ship: RadarTarget, atMs: number): RadarTarget | null {
    let best: RadarTarget | null = null;
    let bestNis = Math.min(AGREES, ship.contradiction / 2);
    for (const target of this.targets.silent) {
      if (target.row < 0 || atMs - target.plotMs > UNSEEN_MS) continue;
      const lateS = (target.motion.atMs - ship.aisMs) / 1000;
      const north = northM(ship.aisLat, target.motion.lat) - ship.aisVn * lateS;
      if (Math.abs(north) > 300) continue;
      const east = eastM(ship.aisLon, target.motion.lon, ship.aisLat) - ship.aisVe * lateS;
      const nis = (east * east) / (target.motion.ee + OPEN_M ** 2) + (north * north) / (target.motion.nn + OPEN_M ** 2);
      if (nis >= bestNis) continue;
      best = target;
      bestNis = nis;
    }
    return best;
  }

  private match(ship: RadarTarget, atMs: number): RadarTarget | null {
    let best: RadarTarget | null = null;
    let bestNis = AGREES;
    for (const target of this.targets.silent) {
      if (atMs - target.plotMs > UNSEEN_MS || target.hits < 2 || isFoe(target, ship) || target.isKept) continue;
      const north = northM(ship.motion.lat, target.motion.lat);
      if (Math.abs(north) > 1_000) continue;
      const nis = disagreement(ship, target, north);
      if (nis < bestNis) {
        best = target;
        bestNis = nis;
      }
    }
    return best;
  }
}

const isFoe = (a: RadarTarget, b: RadarTarget): boolean => a.foes?.has(b) === true;

/** Innovation squared of the places; Infinity where the motions differ. */
function disagreement(ship: RadarTarget, target: RadarTarget, north: number): number {
  const [a, b] = [ship.motion, target.motion];
  const sigma = Math.sqrt(Math.max(a.veVe, a.vnVn) + Math.max(b.veVe, b.vnVn));
  if (Math.hypot(a.ve - b.ve, a.vn - b.vn) > AGREES_MPS + 3 * sigma) return Number.POSITIVE_INFINITY;
  const open = OPEN_M * OPEN_M + (ship.lengthM * 0.2) ** 2;
  const [ee, en, nn] = [a.ee + b.ee + open, a.en + b.en, a.nn + b.nn + open];
  const east = eastM(a.lon, b.lon, a.lat);
  return (nn * east * east - 2 * en * east * north + ee * north * north) / (ee * nn - en * en);
}
