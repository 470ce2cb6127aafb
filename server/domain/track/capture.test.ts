import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AisDecoder } from '../ais/decoder.ts';
import { encode } from '../ais/nmea.ts';
import { Fusion, type Outcome } from './fusion.ts';
import { FLAG } from './kind.ts';

const CAPTURE = process.env['AIS_CAPTURE'] ?? '../shared/data/ais/tokyo-bay.nmea';
const TEN_MINUTES = 600;

/** Thirty ships at 20 kn for ten minutes, each heard now and then only, in the order of time, without times but UTC seconds. */
function syntheticCapture(): string {
  const lines: string[] = [];
  for (let second = 0; second < TEN_MINUTES; second++) {
    for (let ship = 0; ship < 30; ship++) {
      if ((second * 31 + ship * 17) % 47 !== 0) continue;
      const lat = 35 + (second * 20) / 3600 / 60;
      const motion = { sogKn: 20, cogDeg: 0, headingDeg: 0, rotDegPerMin: 0, accuracy: true, navStatus: 0 };
      const fix = { lon: 139.5 + ship * 0.01, lat, utcSecond: second % 60 };
      lines.push(...encode({ type: 1, mmsi: String(431_000_000 + ship), ...motion, ...fix }));
    }
  }
  return `${lines.join('\n')}\n`;
}

function play(text: string, paceMs: number): { fusion: Fusion; outcomes: Map<Outcome, number>; mmsis: Set<number> } {
  const fusion = new Fusion();
  const outcomes = new Map<Outcome, number>();
  const mmsis = new Set<number>();
  let receivedMs = Date.UTC(2026, 5, 1, 12, 0, 23);
  const decoder = new AisDecoder((message) => {
    receivedMs += paceMs;
    mmsis.add(message.mmsi);
    const outcome = fusion.hear({ message, feed: 'log', station: '', receivedMs });
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  decoder.feed(Buffer.from(text));
  decoder.flush();
  return { fusion, outcomes, mmsis };
}

describe('a capture without times', () => {
  const recorded = existsSync(CAPTURE) ? readFileSync(CAPTURE, 'latin1') : '';
  const captures = [syntheticCapture(), recorded].filter((text) => text !== '');

  it.each([
    ['in one burst', 0],
    ['at the pace it was taken', 1000 / 22],
    ['twenty times as fast', 1000 / 440],
  ])('shows every vessel and suspects none, sent %s', (_, paceMs) => {
    for (const text of captures) {
      const { fusion, outcomes, mmsis } = play(text, paceMs);
      expect(fusion.table.count).toBe(mmsis.size);
      expect(outcomes.get('held') ?? 0).toBe(0);
      expect(fusion.table.flags.some((flags) => (flags & FLAG.suspect) !== 0)).toBe(false);
    }
  });
});
