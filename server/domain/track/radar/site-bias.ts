import { turnDeg } from '../../geo/geodesy.ts';

/** Weight of one comparison in the running error, once it is settled: some minutes of a busy bay. */
const STEADY = 0.002;
/** Comparisons after which the weight is no longer 1/n. */
const SETTLED = 1 / STEADY;
/** A comparison further off than this many degrees or metres says nothing of the sensor's error. */
const OUTLIER_DEG = 2.5;
const OUTLIER_M = 400;
/** Comparisons before the error is taken off. */
const ENOUGH = 40;

/** Ships and plots looked at to find a turned antenna: bins of this many degrees. */
const BIN_DEG = 0.5;
const BINS = 360 / BIN_DEG;
const SAME_RANGE_M = 90;
/** A turn is believed when this share of the ships agree, at least so many, and clearly more than by any other turn. */
const TURN_SHARE = 0.5;
const TURN_SHIPS = 6;
const CLEARLY = 1.6;

/** A ship heard on AIS and where she should be seen from the site. */
export interface Expected {
  readonly rangeM: number;
  readonly bearingDeg: number;
}

/** How wrong a radar measures, learned from ships that tell by AIS where they are. */
export class SiteBias {
  /** Measured minus true: degrees and metres. */
  bearingDeg = 0;
  rangeM = 0;
  /** Comparisons made. */
  samples = 0;

  /** True: known well enough to be taken off. */
  get isKnown(): boolean {
    return this.samples >= ENOUGH;
  }

  /** A plot beside the place that AIS tells, both from the site; the plot as measured. */
  compare(plot: Expected, ship: Expected): void {
    const offDeg = turnDeg(ship.bearingDeg, plot.bearingDeg) - this.bearingDeg;
    const offM = plot.rangeM - ship.rangeM - this.rangeM;
    if (Math.abs(offDeg) > OUTLIER_DEG || Math.abs(offM) > OUTLIER_M) return;
    this.samples++;
    const weight = this.samples < SETTLED ? 1 / this.samples : STEADY;
    this.bearingDeg += weight * offDeg;
    this.rangeM += weight * offM;
  }

  /** The antenna has turned to this error: what was learned of the bearing begins anew. */
  turn(bearingDeg: number): void {
    this.bearingDeg = bearingDeg;
    this.samples = ENOUGH;
  }

  /** By how many degrees all plots would have to be turned back to lie where the ships are; null: no turn explains them. */
  static turnOf(plots: readonly Expected[], plotCount: number, ships: readonly Expected[]): number | null {
    const bins = new Uint16Array(BINS);
    for (const ship of ships) {
      const own = new Set<number>();
      for (let i = 0; i < plotCount; i++) {
        const plot = plots[i] as Expected;
        if (Math.abs(plot.rangeM - ship.rangeM) > SAME_RANGE_M) continue;
        own.add(Math.floor((turnDeg(ship.bearingDeg, plot.bearingDeg) + 180) / BIN_DEG) % BINS);
      }
      for (const bin of own) bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const sumAt = (bin: number): number =>
      (bins[(bin + BINS - 1) % BINS] ?? 0) + (bins[bin] ?? 0) + (bins[(bin + 1) % BINS] ?? 0);
    let best = 0;
    for (let bin = 1; bin < BINS; bin++) if (sumAt(bin) > sumAt(best)) best = bin;
    let rival = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const apart = Math.min(Math.abs(bin - best), BINS - Math.abs(bin - best));
      if (apart > 3) rival = Math.max(rival, sumAt(bin));
    }
    const found = sumAt(best);
    if (found < TURN_SHIPS || found < TURN_SHARE * ships.length || found < CLEARLY * rival) return null;
    return (best + 0.5) * BIN_DEG - 180;
  }
}
