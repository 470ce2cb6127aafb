import type { RadarSite } from '../../radar/plot.ts';
import { Assignment, NOBODY } from './assignment.ts';
import { Clusters } from './clusters.ts';
import { PlotGrid } from './plot-grid.ts';
import { addHull, eastM, METRES_PER_DEGREE, northM, polarSpread, type Spread } from './polar.ts';
import type { ScanPlot } from './scan.ts';
import type { RadarTarget } from './target.ts';

const RADIANS = Math.PI / 180;
/** Gate: innovation squared, normalised, of 2 degrees of freedom; beyond this once in 3,000 times. */
const GATE = 16;
/** A place less sure than this is no place to look for an echo, m. */
const WIDEST_M = 1_200;
/**
 * Score of a pair, -2 ln of the likelihood ratio "her echo" to "a new echo" (S. Blackman, R. Popoli, Design and Analysis of Modern
 * Tracking Systems, 1999, section 6.2): d² + ln|S| + 2 ln 2π - 2 ln(Pd / (1 - Pd)) - 2 ln(1 / density).
 */
const DETECTION = 0.9;
/** New and false echoes, one a scan in so many m². */
const AREA_PER_NEW_M2 = 1e7;
const FIXED = 2 * Math.log(2 * Math.PI) - 2 * Math.log(DETECTION / (1 - DETECTION)) - 2 * Math.log(AREA_PER_NEW_M2);
/** The sensor calls it by the same number as before: in favour of the pair. */
const SAME_NUMBER = 4;
const NUMBER_HOLDS_MS = 20_000;
/** Known on AIS before shown before tentative, where echoes are too few. */
const FOR_AIS = 4;
const AGAINST_TENTATIVE = 3;
const AGAINST_AID = 6;
/** Errors nobody tells of, m: of the site's place, the target's shape. */
const UNTOLD_M = 10;
/** The echo wanders along this share of a hull (sigma). */
const HULL_SHARE = 0.2;

/** Pairs whose exchange would cost less than this are not told apart; below NEAR they are still in company. */
const AMBIGUOUS = 6;
const NEAR = 30;

/** A pair that scores better than this may be one echo of two craft. */
const SHARED = -2;

/** A cluster of more targets times plots than this is settled pair by pair, best first: no real scene has one, only a picture in disorder. */
const MOST_CELLS = 10_000;

/** Which target has which echo of a scan. */
export interface Pairing {
  /** By target: index of its plot, or NOBODY. */
  readonly plotOf: Int32Array;
  /** By plot: index of its target, or NOBODY. */
  readonly targetOf: Int32Array;
  /** Pairs of targets in company, and whether their echoes could as well be exchanged. */
  readonly company: readonly (readonly [number, number, boolean])[];
}

/** Finds which echo of a scan is whose: gates, clusters, and the cheapest assignment in each. */
export class Association {
  plotOf = new Int32Array(0);
  targetOf = new Int32Array(0);
  company: [number, number, boolean][] = [];
  /** Targets that had an echo of their own beside another's. */
  beside: number[] = [];
  private nearest = new Int32Array(0);
  private readonly grid = new PlotGrid();
  private readonly clusters = new Clusters();
  private readonly assignment = new Assignment();
  private assigned = 0;
  private lefts: number[] = [];
  private rights: number[] = [];
  private scores: number[] = [];
  private costs = new Float64Array(64);
  private readonly spread: Spread = { ee: 0, en: 0, nn: 0 };

  /** `site`: number and place of the sensor. Targets must be predicted to about the time of the scan. */
  pair(targets: readonly RadarTarget[], plots: readonly ScanPlot[], plotCount: number, site: SiteRef): Pairing {
    if (targets.length > this.plotOf.length) {
      this.plotOf = new Int32Array(targets.length * 2);
      this.nearest = new Int32Array(targets.length * 2);
    }
    if (plotCount > this.targetOf.length) this.targetOf = new Int32Array(plotCount * 2);
    this.plotOf.fill(NOBODY, 0, targets.length);
    this.nearest.fill(NOBODY, 0, targets.length);
    this.targetOf.fill(NOBODY, 0, plotCount);
    this.beside = [];
    this.company = [];
    this.lefts = [];
    this.rights = [];
    this.scores = [];
    this.grid.fill(plots, plotCount);
    for (let i = 0; i < targets.length; i++) this.gate(targets[i] as RadarTarget, i, plots, site);
    for (const pairs of this.clusters.of(this.lefts, this.rights, targets.length, plotCount)) this.settle(pairs);
    return this;
  }

  /** The likeliest echo of a target that got none, where it was given to another; NOBODY: there is none. */
  takenNear(target: number): number {
    const plot = this.nearest[target] ?? NOBODY;
    return plot !== NOBODY && this.targetOf[plot] !== NOBODY ? plot : NOBODY;
  }

  /** What a plot of this target leaves open, m²: the sensor's errors and the hull's length. */
  spreadOf(target: RadarTarget, plot: ScanPlot, site: RadarSite): Spread {
    const { spread } = this;
    const cross = plot.rangeM * site.bearingErrorDeg * RADIANS;
    polarSpread(plot.bearingDeg, Math.hypot(site.rangeErrorM, UNTOLD_M), Math.hypot(cross, UNTOLD_M), spread);
    if (target.lengthM > 30) addHull(target.headingDeg, target.lengthM * HULL_SHARE, spread);
    return spread;
  }

  private gate(target: RadarTarget, i: number, plots: readonly ScanPlot[], site: SiteRef): void {
    const { motion } = target;
    const own = Math.sqrt(Math.max(motion.ee, motion.nn));
    if (!(own < WIDEST_M)) return;
    const hull = target.lengthM * HULL_SHARE;
    const cosLat = Math.cos(motion.lat * RADIANS);
    const away = Math.hypot(eastM(site.site.lon, motion.lon, motion.lat), northM(site.site.lat, motion.lat));
    const sensor = Math.max(site.site.rangeErrorM, away * site.site.bearingErrorDeg * RADIANS) + UNTOLD_M;
    const reachM = 4 * Math.hypot(own, sensor, hull);
    const halfLat = reachM / METRES_PER_DEGREE;
    let least = SHARED;
    this.grid.near(motion.lon, motion.lat, halfLat / cosLat, halfLat, (j) => {
      const score = this.score(target, plots[j] as ScanPlot, site);
      if (score === Number.POSITIVE_INFINITY) return;
      this.lefts.push(i);
      this.rights.push(j);
      this.scores.push(score);
      if (score < least) {
        least = score;
        this.nearest[i] = j;
      }
    });
  }

  private score(target: RadarTarget, plot: ScanPlot, { site, index }: SiteRef): number {
    const { motion } = target;
    const dt = (plot.tMs - motion.atMs) / 1000;
    const east = eastM(motion.lon, plot.lon, motion.lat) - motion.ve * dt;
    const north = northM(motion.lat, plot.lat) - motion.vn * dt;
    const spread = this.spreadOf(target, plot, site);
    const a = motion.ee + spread.ee;
    const b = motion.en + spread.en;
    const d = motion.nn + spread.nn;
    const det = a * d - b * b;
    const nis = (d * east * east - 2 * b * east * north + a * north * north) / det;
    if (!(nis <= GATE)) return Number.POSITIVE_INFINITY;
    let score = nis + Math.log(det) + FIXED;
    if (target.isCalled(index, plot.target, plot.tMs, NUMBER_HOLDS_MS)) score -= SAME_NUMBER;
    if (target.isAid) score += AGAINST_AID;
    else if (target.isAis) score -= FOR_AIS;
    else if (target.row < 0 && !target.isHidden) score += AGAINST_TENTATIVE;
    return score;
  }

  private settle(pairs: readonly number[]): void {
    const [only] = pairs;
    if (pairs.length === 1 && only !== undefined) {
      if ((this.scores[only] ?? 0) < 0) this.give(this.lefts[only] ?? 0, this.rights[only] ?? 0);
      return;
    }
    const rows: number[] = [];
    const columns: number[] = [];
    const rowAt = new Map<number, number>();
    const columnAt = new Map<number, number>();
    for (const pair of pairs) {
      const left = this.lefts[pair] ?? 0;
      const right = this.rights[pair] ?? 0;
      if (!rowAt.has(left)) rowAt.set(left, rows.push(left) - 1);
      if (!columnAt.has(right)) columnAt.set(right, columns.push(right) - 1);
    }
    const size = rows.length * columns.length;
    if (size > MOST_CELLS) {
      this.settleGreedily(pairs);
      return;
    }
    if (size > this.costs.length) this.costs = new Float64Array(size * 2);
    this.costs.fill(Number.POSITIVE_INFINITY, 0, size);
    for (const pair of pairs) {
      const row = rowAt.get(this.lefts[pair] ?? 0) ?? 0;
      const column = columnAt.get(this.rights[pair] ?? 0) ?? 0;
      this.costs[row * columns.length + column] = this.scores[pair] ?? 0;
    }
    this.assignment.solve(this.costs, rows.length, columns.length);
    this.assigned = 0;
    for (let row = 0; row < rows.length; row++) {
      const column = this.assignment.columnOf[row] ?? NOBODY;
      if (column === NOBODY) continue;
      this.give(rows[row] ?? 0, columns[column] ?? 0);
      this.assigned++;
    }
    this.findCompany(rows, columns);
  }

  private settleGreedily(pairs: readonly number[]): void {
    const best = [...pairs].sort((a, b) => (this.scores[a] ?? 0) - (this.scores[b] ?? 0));
    for (const pair of best) {
      if ((this.scores[pair] ?? 0) >= 0) return;
      const left = this.lefts[pair] ?? 0;
      const right = this.rights[pair] ?? 0;
      if (this.plotOf[left] === NOBODY && this.targetOf[right] === NOBODY) this.give(left, right);
    }
  }

  private findCompany(rows: readonly number[], columns: readonly number[]): void {
    const width = columns.length;
    const cost = (row: number, column: number): number => this.costs[row * width + column] ?? Number.POSITIVE_INFINITY;
    for (let a = 0; a < rows.length; a++) {
      const ofA = this.assignment.columnOf[a] ?? NOBODY;
      if (ofA === NOBODY) continue;
      if (this.assigned > 1) this.beside.push(rows[a] ?? 0);
      for (let b = a + 1; b < rows.length; b++) {
        const ofB = this.assignment.columnOf[b] ?? NOBODY;
        if (ofB === NOBODY) continue;
        const exchanged = cost(a, ofB) + cost(b, ofA) - cost(a, ofA) - cost(b, ofB);
        if (exchanged < NEAR) this.company.push([rows[a] ?? 0, rows[b] ?? 0, exchanged < AMBIGUOUS]);
      }
    }
  }

  private give(target: number, plot: number): void {
    this.plotOf[target] = plot;
    this.targetOf[plot] = target;
  }
}

/** A sensor with its number in this run. */
export interface SiteRef {
  readonly site: RadarSite;
  readonly index: number;
}
