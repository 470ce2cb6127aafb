/** How far back trails reach. The order is that of the buttons and of the key. */
export const TRAIL_SPANS = ['off', '30min', '3h', '12h', '24h'] as const;
export type TrailSpan = (typeof TRAIL_SPANS)[number];

const HOUR_MS = 3_600_000;
export const SPAN_MS: Readonly<Record<TrailSpan, number>> = {
  off: 0,
  '30min': HOUR_MS / 2,
  '3h': 3 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '24h': 24 * HOUR_MS,
};

/** The next longer one; after the longest, none. */
export const nextSpan = (span: TrailSpan): TrailSpan =>
  TRAIL_SPANS[(TRAIL_SPANS.indexOf(span) + 1) % TRAIL_SPANS.length] ?? 'off';
