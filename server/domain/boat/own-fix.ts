/** Who tells a boat's position, the most trusted first: her own GPS over a feed, her tablet, another device with a token, her AIS. */
export const FIX_SOURCES = ['gps', 'tablet', 'device', 'ais'] as const;
export type FixSource = (typeof FIX_SOURCES)[number];

/** One position of an own boat. */
export interface OwnFix {
  readonly source: FixSource;
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Knots over ground, 0 or more; null: not told. */
  readonly sogKn: number | null;
  /** Degrees true, 0-359.9; null: not told. */
  readonly cogDeg: number | null;
  readonly headingDeg: number | null;
  /** When it was there, epoch ms by its own clock, and when we were told. */
  readonly fixMs: number;
  readonly receivedMs: number;
}
