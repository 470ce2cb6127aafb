import { METRES_PER_DEGREE, type Spread } from './polar.ts';

const RADIANS = Math.PI / 180;
/** Weight of the newest innovation, normalised, in its running mean; white ones leave this variance of the mean. */
const NEWEST = 0.3;
const WHITE = NEWEST / (2 - NEWEST);
/**
 * Squared length of that mean (2 degrees of freedom): of a filter that keeps up above RESTLESS once in 100 times, on average 2. One
 * that lags has innovations to one side, long before a single one is large.
 */
const RESTLESS = 9.2;
const CALM = 3;
const RAISE = 4;
const LOWER = 0.93;

/**
 * Kalman filter of a craft that holds course and speed, disturbed by white acceleration whose power follows what is seen
 * ("adjustable level process noise": Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and
 * Navigation, 2001, sections 6.2.2 and 11.2). Place in degrees, velocity east and north in m/s, covariance in m and m/s.
 */
export class Motion {
  /** lon, lat, ve, vn; then the upper half of the covariance, row by row (e, n, ve, vn). */
  private readonly s = new Float64Array(14);
  /** Time of the state, epoch ms. */
  atMs = 0;
  /** Power of the acceleration, m²/s³, between the limits of its craft. */
  private power = 0;
  private leastPower = 0;
  private mostPower = 0;
  /** Running mean of the innovation, each coordinate by its sigma. */
  private meanEast = 0;
  private meanNorth = 0;

  /** Begins at a place (degrees) with a velocity (m/s) known this well (sigma, m/s). */
  begin(atMs: number, lon: number, lat: number, spread: Spread): void {
    const { s } = this;
    s.fill(0);
    s[0] = lon;
    s[1] = lat;
    s[4] = spread.ee;
    s[5] = spread.en;
    s[8] = spread.nn;
    this.atMs = atMs;
    this.meanEast = this.meanNorth = 0;
  }

  /** Sets what is known of the velocity, m/s, sigma in m/s. */
  beginVelocity(ve: number, vn: number, sigma: number): void {
    const { s } = this;
    s[2] = ve;
    s[3] = vn;
    s[11] = s[13] = sigma * sigma;
    s[12] = s[6] = s[7] = s[9] = s[10] = 0;
  }

  /** Limits of the acceleration's power, m²/s³: of a craft that keeps its way, and of one that manoeuvres hard. */
  limit(least: number, most: number): void {
    this.leastPower = least;
    this.mostPower = most;
    this.power = Math.min(most, Math.max(least, this.power));
  }

  /** The same state, to go on by itself. */
  copy(): Motion {
    const copy = new Motion();
    copy.s.set(this.s);
    copy.atMs = this.atMs;
    copy.power = this.power;
    copy.leastPower = this.leastPower;
    copy.mostPower = this.mostPower;
    return copy;
  }

  get lon(): number {
    return this.s[0] as number;
  }
  get lat(): number {
    return this.s[1] as number;
  }
  /** m/s. */
  get ve(): number {
    return this.s[2] as number;
  }
  get vn(): number {
    return this.s[3] as number;
  }
  /** Variances and covariance of the place, m². */
  get ee(): number {
    return this.s[4] as number;
  }
  get en(): number {
    return this.s[5] as number;
  }
  get nn(): number {
    return this.s[8] as number;
  }
  /** Variances of the velocity, m²/s². */
  get veVe(): number {
    return this.s[11] as number;
  }
  get vnVn(): number {
    return this.s[13] as number;
  }

  /** Goes on to a later time; an earlier one changes nothing. */
  predictTo(tMs: number): void {
    const dt = (tMs - this.atMs) / 1000;
    if (!(dt > 0)) return;
    const { s, power } = this;
    const [, lat = 0, ve = 0, vn = 0] = s;
    s[0] = (s[0] as number) + (ve * dt) / (METRES_PER_DEGREE * Math.cos(lat * RADIANS));
    s[1] = lat + (vn * dt) / METRES_PER_DEGREE;
    const third = (power * dt * dt * dt) / 3;
    const half = (power * dt * dt) / 2;
    const [p02, p03, p12, p13, p22, p23, p33] = [s[6], s[7], s[9], s[10], s[11], s[12], s[13]] as number[] as Seven;
    s[4] = (s[4] as number) + 2 * dt * p02 + dt * dt * p22 + third;
    s[5] = (s[5] as number) + dt * (p03 + p12) + dt * dt * p23;
    s[6] = p02 + dt * p22 + half;
    s[7] = p03 + dt * p23;
    s[8] = (s[8] as number) + 2 * dt * p13 + dt * dt * p33 + third;
    s[9] = p12 + dt * p23;
    s[10] = p13 + dt * p33 + half;
    s[11] = p22 + power * dt;
    s[13] = p33 + power * dt;
    this.atMs = tMs;
  }

  /** A place measured at the state's time, metres east and north of the state's. Returns the innovation squared, normalised. */
  correctPlace(east: number, north: number, spread: Spread): number {
    const { s } = this;
    const [a, b, d] = [this.ee + spread.ee, this.en + spread.en, this.nn + spread.nn];
    const det = a * d - b * b;
    const [i00, i01, i11] = [d / det, -b / det, a / det];
    const nis = east * (i00 * east + i01 * north) + north * (i01 * east + i11 * north);
    this.gain(i00, i01, i11, { east, north, from: 0 });
    this.learn(east / Math.sqrt(a), north / Math.sqrt(d));
    s[1] = Math.max(-89.9, Math.min(89.9, s[1] as number));
    return nis;
  }

  /** A velocity measured at the state's time, m/s, with sigma in m/s of each component. */
  correctVelocity(ve: number, vn: number, sigma: number): void {
    const { s } = this;
    const [a, b, d] = [this.veVe + sigma * sigma, s[12] as number, this.vnVn + sigma * sigma];
    const det = a * d - b * b;
    this.gain(d / det, -b / det, a / det, { east: ve - this.ve, north: vn - this.vn, from: 2 });
  }

  /** Applies an innovation of the pair of coordinates that begins at `from` (0: place, 2: velocity), by the inverse of its spread. */
  private gain(i00: number, i01: number, i11: number, seen: { east: number; north: number; from: 0 | 2 }): void {
    const { s } = this;
    const { east, north, from } = seen;
    GAINS.fill(0);
    for (let row = 0; row < 4; row++) {
      const u = at(s, row, from);
      const w = at(s, row, from + 1);
      U[row] = u;
      W[row] = w;
      GAINS[row * 2] = u * i00 + w * i01;
      GAINS[row * 2 + 1] = u * i01 + w * i11;
    }
    const move = (row: number): number => (GAINS[row * 2] as number) * east + (GAINS[row * 2 + 1] as number) * north;
    s[0] = (s[0] as number) + move(0) / (METRES_PER_DEGREE * Math.cos((s[1] as number) * RADIANS));
    s[1] = (s[1] as number) + move(1) / METRES_PER_DEGREE;
    s[2] = (s[2] as number) + move(2);
    s[3] = (s[3] as number) + move(3);
    for (let row = 0; row < 4; row++) {
      for (let column = row; column < 4; column++) {
        const less =
          (GAINS[row * 2] as number) * (U[column] as number) + (GAINS[row * 2 + 1] as number) * (W[column] as number);
        const place = PLACE[row * 4 + column] as number;
        s[place] = (s[place] as number) - less;
      }
    }
  }

  private learn(east: number, north: number): void {
    this.meanEast += NEWEST * (east - this.meanEast);
    this.meanNorth += NEWEST * (north - this.meanNorth);
    const length = (this.meanEast ** 2 + this.meanNorth ** 2) / WHITE;
    if (length > RESTLESS) this.power = Math.min(this.mostPower, Math.max(this.power * RAISE, this.mostPower / RAISE));
    else if (length < CALM) this.power = Math.max(this.leastPower, this.power * LOWER);
  }
}

type Seven = [number, number, number, number, number, number, number];

/** Where an element of the symmetric covariance is kept, by row * 4 + column. */
const PLACE = Uint8Array.from([4, 5, 6, 7, 5, 8, 9, 10, 6, 9, 11, 12, 7, 10, 12, 13]);
const at = (s: Float64Array, row: number, column: number): number => s[PLACE[row * 4 + column] as number] as number;
const GAINS = new Float64Array(8);
const U = new Float64Array(4);
const W = new Float64Array(4);
