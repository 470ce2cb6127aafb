import { normalDeg } from '../../../server/domain/geo/geodesy.ts';
import { mpsToKnots } from '../../../server/domain/units.ts';

/** Updates after which the filter no longer grows steadier: alpha is then 0.2, beta 0.017, and it lags some 35 s. */
const STEADIEST = 17;
/** Positions before the sensor tells a speed. */
const TELLS_MOTION_AFTER = 3;

/** One target as the sensor follows it: an alpha-beta filter that begins by fitting a line through all it has. */
export class Target {
  hits = 1;
  /** Scans without an echo since the last one. */
  misses = 0;
  private vxMps = 0;
  private vyMps = 0;

  /** `key` tells whose echo it follows: a slot, or below 0 a false echo. */
  constructor(
    readonly key: number,
    public number: number,
    public xM: number,
    public yM: number,
    public tMs: number,
  ) {}

  /** Takes a measured place. Gains of the expanding memory filter of first order (Brookner, Tracking and Kalman Filtering, 1.2). */
  update(xM: number, yM: number, tMs: number): void {
    const seconds = (tMs - this.tMs) / 1000;
    const n = Math.min(this.hits, STEADIEST);
    const alpha = (2 * (2 * n + 1)) / ((n + 1) * (n + 2));
    const beta = 6 / ((n + 1) * (n + 2));
    const [px, py] = [this.xM + this.vxMps * seconds, this.yM + this.vyMps * seconds];
    this.xM = px + alpha * (xM - px);
    this.yM = py + alpha * (yM - py);
    if (seconds > 0) {
      this.vxMps += (beta / seconds) * (xM - px);
      this.vyMps += (beta / seconds) * (yM - py);
    }
    this.tMs = tMs;
    this.hits++;
    this.misses = 0;
  }

  /** Where the sensor expects it. */
  expected(tMs: number): { xM: number; yM: number } {
    const seconds = (tMs - this.tMs) / 1000;
    return { xM: this.xM + this.vxMps * seconds, yM: this.yM + this.vyMps * seconds };
  }

  /** Knots; NaN: not yet told. */
  get sogKn(): number {
    return this.hits < TELLS_MOTION_AFTER ? Number.NaN : mpsToKnots(Math.hypot(this.vxMps, this.vyMps));
  }

  /** Degrees true; NaN: not yet told. */
  get cogDeg(): number {
    if (this.hits < TELLS_MOTION_AFTER) return Number.NaN;
    return normalDeg((Math.atan2(this.vxMps, this.vyMps) * 180) / Math.PI);
  }
}
