import type { RadarPlot, RadarSite } from '../../radar/plot.ts';
import { eastM, northM } from './polar.ts';

/** A plot of a scan, kept: the site's known error taken off its place. */
export class ScanPlot {
  target = '';
  tMs = 0;
  receivedMs = 0;
  /** Degrees. */
  lon = 0;
  lat = 0;
  /** From the site, as measured: metres, degrees true. */
  rangeM = 0;
  bearingDeg = 0;
  /** As the sensor reckons: knots, degrees true; NaN: not told. */
  sogKn = Number.NaN;
  cogDeg = Number.NaN;
}

/** A number that comes again from this near, and this much later, is the same target: the antenna has gone round. */
const SAME_TARGET_M = 1_500;
const ROUND_AT_LEAST_MS = 400;
/** A scan lasts this long at most, whatever its numbers. */
const LONGEST_MS = 5_000;
/** Plots in one scan at most; an antenna that sends more is not believed. */
const MOST_PLOTS = 20_000;

/** Gathers what one antenna reports until it has gone round once. */
export class ScanGatherer {
  readonly plots: ScanPlot[] = [];
  feed = '';
  /** Plots gathered. */
  size = 0;
  /** Time of the first plot, epoch ms. */
  firstMs = 0;
  private readonly places = new Map<string, number>();

  constructor(readonly site: RadarSite) {}

  /** True: this plot begins the next scan, so take the one gathered first. */
  isNext(plot: RadarPlot): boolean {
    if (this.size === 0) return false;
    if (plot.tMs - this.firstMs > LONGEST_MS || this.size >= MOST_PLOTS) return true;
    const known = this.plots[this.places.get(plot.target) ?? -1];
    if (known === undefined || plot.tMs - known.tMs < ROUND_AT_LEAST_MS) return false;
    const away = Math.hypot(eastM(known.lon, plot.lon, plot.lat), northM(known.lat, plot.lat));
    return away < SAME_TARGET_M;
  }

  /** Takes the plot in. */
  add(plot: RadarPlot): void {
    if (this.size === 0) this.firstMs = plot.tMs;
    this.feed = plot.feed;
    let kept = this.plots[this.size];
    if (kept === undefined) {
      kept = new ScanPlot();
      this.plots.push(kept);
    }
    kept.target = plot.target;
    kept.tMs = plot.tMs;
    kept.receivedMs = plot.receivedMs;
    kept.lon = plot.lon;
    kept.lat = plot.lat;
    kept.rangeM = plot.rangeM;
    kept.bearingDeg = plot.bearingDeg;
    kept.sogKn = plot.sogKn;
    kept.cogDeg = plot.cogDeg;
    this.places.set(plot.target, this.size);
    this.size++;
  }

  /** Empties it for the next scan. */
  clear(): void {
    this.size = 0;
    this.places.clear();
  }
}
