import { destination } from '../../geo/geodesy.ts';
import type { RadarSite } from '../../radar/plot.ts';
import type { SiteRef } from './association.ts';
import { ScanGatherer, type ScanPlot } from './scan.ts';
import { type Expected, SiteBias } from './site-bias.ts';

/** Weights of the newest scan in the share of ships seen: now, and usually. */
const NOW = 0.15;
const USUALLY = 0.004;
/** Ships heard on AIS in range before the share says anything. */
const ENOUGH_SHIPS = 8;
/** Seen less than this part of what is usual, the antenna does not point where it says. */
const DOUBTFUL = 0.5;
/** A usual share below this says nothing (land in between, a small antenna). */
const LEAST_USUAL = 0.15;
/** A turn smaller than this is left to the slow way of learning, degrees. */
const TURN_DEG = 1;
/** A bearing error from which people should know, degrees. */
const DRIFT_DEG = 1;
/** Longer without a scan and the site is silent, ms: three turns of a slow antenna. */
const SILENT_MS = 15_000;

/** up: as it should be. silent: nothing comes. drifting: measures bearings wrong by 1 degree or more, which is taken off. turned: of a
 * sudden, which is taken off too. doubtful: ships are not where it says and no turn explains it; it begins no new tracks. */
export type SiteState = 'up' | 'silent' | 'drifting' | 'turned' | 'doubtful';

/** One radar: what it has reported of the present scan, how wrong it measures, and how well it does. */
export class Site implements SiteRef {
  readonly gatherer: ScanGatherer;
  readonly bias = new SiteBias();
  /** Scans so far, and the mean time between them in ms. */
  scans = 0;
  periodMs = 0;
  /** Time of the last plot by our clock, epoch ms. */
  lastMs = 0;
  /** Range within which most of its plots lie, m. */
  reachM = 0;
  /** Share of the ships in reach that it sees: now and usually; NaN: too few to say. */
  share = Number.NaN;
  usualShare = Number.NaN;
  turnedDeg = 0;
  turnedMs = 0;
  private scanMs = 0;

  constructor(
    readonly site: RadarSite,
    /** Number in this run, from 0. */
    readonly index: number,
  ) {
    this.gatherer = new ScanGatherer(site);
  }

  /** A scan is complete: takes the known error off its plots. */
  begin(): void {
    const { gatherer, bias, site } = this;
    if (this.scanMs > 0) {
      const gapMs = gatherer.firstMs - this.scanMs;
      if (gapMs > 0 && gapMs < 20_000)
        this.periodMs = this.periodMs === 0 ? gapMs : this.periodMs * 0.95 + gapMs * 0.05;
    }
    this.scanMs = gatherer.firstMs;
    this.scans++;
    let farM = 0;
    for (let i = 0; i < gatherer.size; i++) {
      const plot = gatherer.plots[i] as ScanPlot;
      farM = Math.max(farM, plot.rangeM);
      if (!bias.isKnown) continue;
      const { lon, lat } = destination(site, plot.bearingDeg - bias.bearingDeg, Math.max(0, plot.rangeM - bias.rangeM));
      plot.lon = lon;
      plot.lat = lat;
    }
    this.reachM = Math.max(farM, this.reachM * 0.99);
  }

  /** `ships`: those heard on AIS and in reach; `found`: how many of them it has seen in this scan. */
  judge(ships: readonly Expected[], found: number, nowMs: number): void {
    if (ships.length < ENOUGH_SHIPS) return;
    const share = found / ships.length;
    if (Number.isNaN(this.share)) this.share = this.usualShare = share;
    this.share += NOW * (share - this.share);
    if (!this.isDoubtful) {
      this.usualShare += USUALLY * (share - this.usualShare);
      return;
    }
    const turnDeg = SiteBias.turnOf(this.gatherer.plots, this.gatherer.size, ships);
    if (turnDeg === null || Math.abs(turnDeg - this.bias.bearingDeg) < TURN_DEG) return;
    this.bias.turn(turnDeg);
    this.turnedDeg = turnDeg;
    this.turnedMs = nowMs;
    this.share = this.usualShare;
  }

  /** Ships are not where it says: no track may begin by it. */
  get isDoubtful(): boolean {
    return this.usualShare > LEAST_USUAL && this.share < DOUBTFUL * this.usualShare;
  }

  stateAt(nowMs: number): SiteState {
    if (nowMs - this.lastMs > SILENT_MS) return 'silent';
    if (this.isDoubtful) return 'doubtful';
    if (this.turnedMs > 0 && Math.abs(this.bias.bearingDeg) > DRIFT_DEG) return 'turned';
    return this.bias.isKnown && Math.abs(this.bias.bearingDeg) > DRIFT_DEG ? 'drifting' : 'up';
  }
}
