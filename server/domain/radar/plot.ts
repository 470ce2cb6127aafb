/** A radar antenna and how well it measures. */
export interface RadarSite {
  /** As the operator knows it; unique. */
  readonly name: string;
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Standard deviations of one measurement: metres, degrees. */
  readonly rangeErrorM: number;
  readonly bearingErrorDeg: number;
}

/** tracking: a plot of a target that the sensor follows. acquiring: not yet sure. lost: the sensor has lost it; no position. */
export type PlotStatus = 'tracking' | 'acquiring' | 'lost';

/** One target as one sensor reports it at one time. The object is used again for the next one: copy what you keep. */
export interface RadarPlot {
  readonly site: RadarSite;
  /** Name of the feed, as configured. */
  readonly feed: string;
  /** The sensor's own number or id of the target. Numbers come round again: a hint, never an identity. */
  readonly target: string;
  /** Time of the measurement by our clock, epoch ms, never after `receivedMs`. */
  readonly tMs: number;
  /** Our time of receipt, epoch ms. */
  readonly receivedMs: number;
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** From the site: metres, degrees true 0-360 with the configured north error taken off. */
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** As the sensor reckons them: knots, degrees true; NaN: not told. */
  readonly sogKn: number;
  readonly cogDeg: number;
  /** 0 (poor) to 1; NaN: not told. */
  readonly quality: number;
  readonly status: PlotStatus;
}
