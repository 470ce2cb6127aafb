import { destination, distanceM, initialBearingDeg, normalDeg } from '../geo/geodesy.ts';
import type { PlotStatus, RadarPlot, RadarSite } from './plot.ts';

/** Nobody sees a target further away, metres (100 nm): such a plot is a mistake. */
export const FARTHEST_M = 185_200;

/** The plot that is filled again and again. */
export class PlotDraft implements RadarPlot {
  target = '';
  tMs = 0;
  receivedMs = 0;
  lon = Number.NaN;
  lat = Number.NaN;
  rangeM = Number.NaN;
  bearingDeg = Number.NaN;
  sogKn = Number.NaN;
  cogDeg = Number.NaN;
  quality = Number.NaN;
  status: PlotStatus = 'tracking';

  constructor(
    public site: RadarSite,
    readonly feed: string,
  ) {}

  /** Nothing told yet. */
  clear(): void {
    this.target = '';
    this.lon = this.lat = this.rangeM = this.bearingDeg = Number.NaN;
    this.sogKn = this.cogDeg = this.quality = Number.NaN;
    this.status = 'tracking';
  }

  /**
   * Position from range and bearing, or the other way round, with the north error taken off; a target that is lost has neither.
   * false: too far away to be true.
   */
  place(northErrorDeg: number): boolean {
    if (this.status === 'lost') return true;
    const { site } = this;
    const isPolar = Number.isNaN(this.lon);
    if (!isPolar) {
      this.rangeM = distanceM(site, this);
      this.bearingDeg = initialBearingDeg(site, this);
    }
    if (this.rangeM > FARTHEST_M) return false;
    this.bearingDeg = normalDeg(this.bearingDeg - northErrorDeg);
    this.cogDeg = normalDeg(this.cogDeg - northErrorDeg);
    if (!isPolar && northErrorDeg === 0) return true;
    const { lon, lat } = destination(site, this.bearingDeg, this.rangeM);
    this.lon = lon;
    this.lat = lat;
    return true;
  }
}
