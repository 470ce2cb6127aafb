import { destination, distanceM, initialBearingDeg, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import { knotsToMps } from '../../../server/domain/units.ts';

/** Out of her berth a boat goes slowly for so far, metres, and so fast, knots. */
const HARBOUR_M = 500;
const HARBOUR_KN = 10;

/** Where a simulated boat is, and how she goes along a line. Story time. */
export class Helm {
  at: LonLat;
  sogKn = 0;
  cogDeg = 0;
  private way: LonLat[] = [];
  private speedKn = 0;

  constructor(
    at: LonLat,
    private readonly berth: LonLat,
  ) {
    this.at = at;
  }

  /** A new line, from wherever she is; the first corner may lie behind her. */
  steer(way: readonly LonLat[], speedKn: number): void {
    this.way = way.filter((corner, i) => i === way.length - 1 || distanceM(corner, this.at) > 30);
    this.speedKn = speedKn;
  }

  stop(): void {
    this.way = [];
    this.sogKn = 0;
  }

  /** Goes on for some seconds. */
  advance(seconds: number): void {
    let leftS = seconds;
    while (leftS > 0 && this.way.length > 0) {
      const [next] = this.way as [LonLat];
      const kn = distanceM(this.at, this.berth) < HARBOUR_M ? Math.min(HARBOUR_KN, this.speedKn) : this.speedKn;
      const awayM = distanceM(this.at, next);
      // near the berth she looks again soon: her speed changes there
      const stepS = Math.min(leftS, 5, awayM / knotsToMps(kn));
      if (awayM > 0.5) this.cogDeg = initialBearingDeg(this.at, next);
      this.sogKn = kn;
      this.at = stepS * knotsToMps(kn) >= awayM ? next : destination(this.at, this.cogDeg, stepS * knotsToMps(kn));
      if (this.at === next) this.way.shift();
      leftS -= Math.max(stepS, 0.01);
    }
    if (this.way.length === 0) this.sogKn = 0;
  }
}
