import type { RadarPlot } from '../../radar/plot.ts';
import type { Fusion, RadarSays } from '../fusion.ts';
import { FLAG } from '../kind.ts';
import { UNITS_PER_DEGREE } from '../track-table.ts';
import { NOBODY } from './assignment.ts';
import { Association, type Pairing } from './association.ts';
import { Company } from './company.ts';
import { bearingOf, Judge } from './judge.ts';
import { eastM, northM } from './polar.ts';
import { RadarActs } from './radar-acts.ts';
import { RadarRows } from './radar-rows.ts';
import type { ScanPlot } from './scan.ts';
import { Site } from './site.ts';
import { type MeetingEnd, SwapWatch } from './swap-watch.ts';
import { RadarTarget } from './target.ts';
import { Targets } from './targets.ts';

/** A site that saw a target within this time counts its next scan as a chance to see it, ms. */
const CHANCE_MS = 30_000;
/** A target begins with a velocity by the sensor, or none, known this well: m/s. */
const TOLD_MPS = 4;
const UNTOLD_MPS = 8;
/** Limits of the acceleration's power of a craft that radar alone sees, m²/s³. */
const QUIET = 2e-3;
const WILD = 0.3;
/** Not shown yet and unseen for this long: it was clutter, ms. Shown for so few echoes, the same. */
const FORGET_MS = 12_000;
const FEW_ECHOES = 20;
const FEW_FORGET_MS = 15_000;
/** Dropped by an operator and unseen for this long, it is forgotten, ms. */
const HIDDEN_MS = 180_000;
/** Targets are looked over for those to be forgotten as often as that, and by our clock once no plot has come for so long, ms. */
const FORGET_EVERY_MS = 3_000;
const QUIET_MS = 30_000;
/** The mark "radar sees it" goes after this, ms. */
const SEEN_MS = 15_000;
/** Seen in this many of the last eight scans, radar holds the craft; AIS this far off contradicts it, m. */
const HELD = 4;
const FAR_M = 500;
/** A craft whose AIS is in doubt already is held by radar as long as it was seen within this, ms: the doubt does not end with a few lost scans. */
const DOUBTED_MS = 60_000;
/** Scans that are not complete after this are taken as they are, ms. */
const SCAN_MS = 4_000;
/** An echo of two craft is where neither is: how much wider its spread is, for the one it is given to and for the other. */
const OWNER_WIDER = 2;
const OTHER_WIDER = 4;
/** Targets that no AIS names, at most: clutter must not fill the memory. */
const MOST_SILENT = 20_000;

export interface RadarFusionOptions {
  /** Told which target has taken which plot as its own; the plot is used again. */
  readonly paired?: (target: RadarTarget, site: string, plot: ScanPlot) => void;
}

/** Makes radar plots part of the picture: one track a craft, whether it is seen, heard, or both. */
export class RadarFusion {
  readonly sites: Site[] = [];
  readonly targets: Targets;
  readonly rows: RadarRows;
  readonly acts: RadarActs;
  private readonly bySite = new Map<string, Site>();
  private readonly association = new Association();
  private readonly company: Company;
  private readonly judge = new Judge();
  private readonly swaps = new SwapWatch();
  /** Beginning of the latest scan taken in, and as of when targets were last forgotten, epoch ms. */
  private latestMs = 0;
  private forgotMs = 0;
  private readonly meetingEnd: MeetingEnd = {
    exchanged: (a, b) => a.exchange(b),
    unsure: (a, b) => this.rows.doubt(a, b),
  };

  constructor(
    private readonly fusion: Fusion,
    private readonly options: RadarFusionOptions = {},
  ) {
    this.targets = new Targets(fusion.table, fusion.memory);
    this.rows = new RadarRows(fusion, this.targets);
    this.acts = new RadarActs(fusion, this.targets, this.rows);
    this.company = new Company(fusion, this.targets, this.rows);
    fusion.radarSays = (row, atMs, lon, lat) => this.says(row, atMs, lon, lat);
  }

  /** Takes in one plot. A plot without place (lost) says nothing here. */
  hear(plot: RadarPlot): void {
    const site = this.siteOf(plot);
    site.lastMs = plot.receivedMs;
    if (plot.status === 'lost') return;
    if (site.gatherer.isNext(plot)) this.process(site);
    site.gatherer.add(plot);
  }

  /** To be called about once a second with the time of our clock, epoch ms. */
  tick(nowMs: number): void {
    for (const site of this.sites) {
      if (site.gatherer.size > 0 && nowMs - site.gatherer.firstMs > SCAN_MS) this.process(site);
    }
    // plots may come later than their time: what counts is how far they have come, while they come
    const behindMs = nowMs - this.latestMs;
    if (behindMs > 0) this.forget(behindMs > QUIET_MS ? nowMs : this.latestMs);
    this.rows.unmark(nowMs, SEEN_MS);
    this.swaps.settle(nowMs, this.meetingEnd);
  }

  /** The clock was set forward: no echo of before says where anything is now. What operators have named or plotted stays. */
  leap({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
    this.latestMs = 0;
    this.forgotMs = 0;
    for (const site of this.sites) {
      site.gatherer.clear();
      site.lastMs += toMs - fromMs;
    }
    for (const target of this.targets.silent) if (!target.isKept && !target.isByHand) this.rows.drop(target);
    this.targets.forgetHeard();
  }

  /** Drops what was hardly seen and is seen no more; `asOfMs`: up to when all plots are in, epoch ms. */
  private forget(asOfMs: number): void {
    this.forgotMs = asOfMs;
    for (const target of this.targets.silent) {
      const unseenMs = asOfMs - Math.max(target.plotMs, target.sharedMs);
      if (target.isKept || target.isByHand) continue;
      const isFew =
        target.row < 0
          ? unseenMs > FORGET_MS && !target.isHidden
          : target.hits < FEW_ECHOES && unseenMs > FEW_FORGET_MS;
      if (isFew || (target.isHidden && unseenMs > HIDDEN_MS)) this.rows.drop(target);
    }
  }

  /** Whether radar sees the craft of this row at a place, 1/600,000 degree. */
  private says(row: number, atMs: number, lon: number, lat: number): RadarSays {
    const target = this.targets.of(row);
    if (target === undefined || !this.isHeld(target, atMs)) return 'nothing';
    const north = northM(target.motion.lat, lat / UNITS_PER_DEGREE);
    const east = eastM(target.motion.lon, lon / UNITS_PER_DEGREE, target.motion.lat);
    return Math.hypot(north, east) > FAR_M + target.lengthM ? 'elsewhere' : 'there';
  }

  private isHeld(target: RadarTarget, atMs: number): boolean {
    const isDoubted = ((this.fusion.table.flags[target.row] ?? 0) & FLAG.suspect) !== 0;
    if (isDoubted) return atMs - target.plotMs < DOUBTED_MS;
    return atMs - target.plotMs < SEEN_MS && target.seenOf(8) >= HELD;
  }

  private siteOf({ site }: RadarPlot): Site {
    let known = this.bySite.get(site.name);
    if (known === undefined) {
      known = new Site(site, this.sites.length);
      this.sites.push(known);
      this.bySite.set(site.name, known);
    }
    return known;
  }

  private process(site: Site): void {
    const { gatherer } = site;
    site.begin();
    const { plots, size, firstMs } = gatherer;
    this.latestMs = Math.max(this.latestMs, firstMs);
    // also where no time is left for ticks: clutter that is never forgotten would make it worse
    if (firstMs - this.forgotMs > FORGET_EVERY_MS) this.forget(firstMs);
    const targets = this.targets.around(site, firstMs);
    this.company.claim(targets, firstMs);
    const pairing = this.association.pair(targets, plots, size, site);
    this.judge.compare(site, targets, pairing, firstMs);
    const shared = this.sharedPlots(targets, pairing, size);
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i] as RadarTarget;
      if (target.isGone) continue;
      const plot = plots[pairing.plotOf[i] ?? NOBODY];
      if (plot !== undefined) this.see(target, plot, site, shared.has(pairing.plotOf[i] ?? NOBODY));
      else this.miss(target, this.association.takenNear(i), { targets, pairing, site });
    }
    for (const [a, b, isAmbiguous] of pairing.company)
      this.swaps.meet(targets[a] as RadarTarget, targets[b] as RadarTarget, firstMs, isAmbiguous);
    for (const i of this.association.beside) this.company.apart(targets[i] as RadarTarget);
    if (!site.isDoubtful) this.begin(site, pairing);
    gatherer.clear();
  }

  /** Plots that may be the echo of two craft. */
  private sharedPlots(targets: readonly RadarTarget[], pairing: Pairing, size: number): ReadonlySet<number> {
    const shared = new Set<number>();
    if (size === 0) return shared;
    for (let i = 0; i < targets.length; i++) {
      if (pairing.plotOf[i] !== NOBODY || (targets[i] as RadarTarget).isAid) continue;
      const near = this.association.takenNear(i);
      if (near !== NOBODY && (targets[i] as RadarTarget).row >= 0) shared.add(near);
    }
    return shared;
  }

  /** The target's own echo. */
  private see(target: RadarTarget, plot: ScanPlot, site: Site, isShared: boolean): void {
    this.correct(target, plot, site, isShared ? OWNER_WIDER : 1);
    target.tally(true);
    target.call(site.index, plot.target, plot.tMs);
    setPlot(target, plot);
    target.sharedWith = null;
    if (target.row < 0 && !target.isHidden && this.rows.isSure(target)) {
      const lost = this.company.lostBy(target);
      if (lost !== null) this.rows.resume(lost, target);
      else if (!this.company.isPartOfHull(target)) this.rows.put(target, plot.receivedMs);
    }
    this.rows.show(target, plot, site);
    this.options.paired?.(target, site.site.name, plot);
  }

  /** No echo of its own; `near` is an echo within its gate that was given to another. */
  private miss(target: RadarTarget, near: number, { targets, pairing, site }: Missed): void {
    const sawAgoMs = site.gatherer.firstMs - target.calledMs(site.index);
    if (sawAgoMs > CHANCE_MS) return;
    target.tally(false);
    if (near === NOBODY || target.isAnchored) return;
    const owner = targets[pairing.targetOf[near] ?? NOBODY];
    const plot = site.gatherer.plots[near] as ScanPlot;
    if (owner === undefined || owner.isGone) return;
    this.correct(target, plot, site, OTHER_WIDER);
    target.sharedWith = owner;
    target.sharedMs = plot.tMs;
    target.shared++;
    this.swaps.meet(target, owner, plot.tMs, true);
    if (this.company.absorbs(target, owner)) this.rows.absorb(target, owner);
    else this.rows.show(target, plot, site);
  }

  private correct(target: RadarTarget, plot: ScanPlot, site: Site, wider: number): void {
    const { motion } = target;
    motion.predictTo(plot.tMs);
    const lateS = (motion.atMs - plot.tMs) / 1000;
    const east = eastM(motion.lon, plot.lon, motion.lat) + motion.ve * lateS;
    const north = northM(motion.lat, plot.lat) + motion.vn * lateS;
    const spread = this.association.spreadOf(target, plot, site.site);
    spread.ee *= wider * wider;
    spread.en *= wider * wider;
    spread.nn *= wider * wider;
    motion.correctPlace(east, north, spread);
  }

  /** Echoes that are nobody's: new targets, to be shown when they last. */
  private begin(site: Site, pairing: Pairing): void {
    const { plots, size } = site.gatherer;
    for (let j = 0; j < size; j++) {
      if (pairing.targetOf[j] !== NOBODY || this.targets.silent.size >= MOST_SILENT) continue;
      const plot = plots[j] as ScanPlot;
      const target = new RadarTarget();
      target.bornMs = plot.tMs;
      target.motion.limit(QUIET, WILD);
      target.motion.begin(plot.tMs, plot.lon, plot.lat, this.association.spreadOf(target, plot, site.site));
      const { east, north } = bearingOf(plot.sogKn, plot.cogDeg);
      target.motion.beginVelocity(east, north, Number.isNaN(plot.sogKn) ? UNTOLD_MPS : TOLD_MPS);
      target.tally(true);
      target.call(site.index, plot.target, plot.tMs);
      setPlot(target, plot);
      target.beginLon = plot.lon;
      target.beginLat = plot.lat;
      this.targets.add(target);
    }
  }
}

function setPlot(target: RadarTarget, { tMs, lon, lat }: ScanPlot): void {
  target.plotMs = Math.max(target.plotMs, tMs);
  target.plotLon = lon;
  target.plotLat = lat;
}

interface Missed {
  readonly targets: readonly RadarTarget[];
  readonly pairing: Pairing;
  readonly site: Site;
}
