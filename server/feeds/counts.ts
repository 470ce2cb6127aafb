import type { AisDecoder } from '../domain/ais/decoder.ts';
import type { RadarDecoder } from '../domain/radar/decoder.ts';
import type { DecoderCounts } from './feed.ts';

/** Causes that both decoders find in the same line. */
const FOUND_BY_BOTH: ReadonlySet<string> = new Set(['too-long', 'tag', 'tag-checksum']);

/** Counts of the decoders of one connection, each line and each fault once. `no-site`: radar sentences on a feed of AIS only. */
export function countsOf(ais: AisDecoder, radar: RadarDecoder | null): DecoderCounts {
  const { lines, messages, rejected } = ais.stats;
  if (!radar) return { lines, messages, rejected: { ...rejected, 'no-site': ais.radarLines } };
  const own = radar.stats;
  const all: Record<string, number> = { ...rejected };
  for (const [cause, n] of Object.entries(own.rejected))
    if (!FOUND_BY_BOTH.has(cause)) all[cause] = (all[cause] ?? 0) + n;
  return {
    lines: Math.max(lines, own.lines),
    messages: messages + own.messages,
    rejected: all,
    lastRefused: own.lastRefused,
  };
}
