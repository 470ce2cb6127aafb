import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import aisStreamDecoder from 'ais-stream-decoder';
import { AisDecoder } from './decoder.ts';
import type { AisInput } from './encoder-input.ts';
import { encode } from './nmea.ts';
import { type AisReport, reportOf } from './report.ts';

type Theirs = Record<string, string | number | boolean | null>;

const CAPTURE = [process.env['AIS_DATA'] ?? '', '../shared/data/ais', '../../shared/data/ais']
  .map((path) => `${path}/tokyo-bay.nmea`)
  .find((path) => existsSync(path));

function madeTraffic(): string[] {
  const none = { toBowM: null, toSternM: null, toPortM: null, toStarboardM: null };
  return Array.from({ length: 500 }, (_, i): AisInput => {
    const mmsi = String(431_000_000 + i * 37);
    const fix = { lon: 139 + i / 700, lat: -35 + i / 300, accuracy: i % 2 === 0, utcSecond: i % 60 };
    const motion = { ...fix, sogKn: (i % 1022) / 10, cogDeg: (i * 7) % 360, headingDeg: i % 5 ? i % 360 : null };
    if (i % 5 === 0) return { type: 18, mmsi, ...motion };
    if (i % 5 === 1) return { type: 24, part: 'A', mmsi, name: `SHIP ${i}` };
    if (i % 5 === 2)
      return { type: 24, part: 'B', mmsi, shipType: 37, callsign: `JD${i}`, mothershipMmsi: null, ...none, toBowM: 9 };
    if (i % 5 === 3) return { type: 4, mmsi, utcMs: i * 86_400_000, ...fix };
    return { type: 1, mmsi, navStatus: i % 16, rotDegPerMin: i % 9, ...motion };
  }).flatMap((input) => encode(input));
}

/** Single sentences only: it joins the fragments of different ships. */
function theirsOf(lines: readonly string[]): Theirs[] {
  const decoder = new aisStreamDecoder.default({ silent: true }, { highWaterMark: 1 << 30 });
  return lines.flatMap((line): Theirs[] => {
    decoder.write(line);
    const text: string | null = decoder.read();
    return text === null ? [] : [JSON.parse(text)];
  });
}

function oursOf(lines: readonly string[]): AisReport[] {
  const reports: AisReport[] = [];
  const decoder = new AisDecoder((message) => reports.push(reportOf(message)));
  decoder.feed(new TextEncoder().encode(`${lines.join('\r\n')}\r\n`));
  return reports;
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['repeat', 'repeat'],
  ['navStatus', 'navStatus'],
  ['speedOverGround', 'sogKn'],
  ['accuracy', 'accuracy'],
  ['courseOverGround', 'cogDeg'],
  ['heading', 'headingDeg'],
  ['name', 'name'],
  ['callsign', 'callsign'],
  ['typeAndCargo', 'shipType'],
  ['dimBow', 'toBowM'],
  ['dimStern', 'toSternM'],
  ['dimPort', 'toPortM'],
  ['dimStarboard', 'toStarboardM'],
];

/** What it says in our words; what it is known to get wrong or to leave at its sentinel is put right here, and only that. */
function inOurWords(theirs: Theirs): Record<string, unknown> {
  const out: Record<string, unknown> = { type: theirs['type'] ?? null, mmsi: String(theirs['mmsi']).padStart(9, '0') };
  for (const [key, ours] of PAIRS) if (key in theirs) out[ours] = theirs[key] ?? null;
  // a bearing beyond the circle, an empty text and type 0 stay as sent with them
  for (const key of ['cogDeg', 'headingDeg']) if (Number(out[key] ?? 0) >= 360) out[key] = null;
  for (const key of ['name', 'callsign', 'shipType']) if (key in out) out[key] = out[key] || null;
  if (out['toBowM'] === 0 && out['toSternM'] === 0) out['toBowM'] = out['toSternM'] = null;
  if (out['toPortM'] === 0 && out['toStarboardM'] === 0) out['toPortM'] = out['toStarboardM'] = null;
  for (const key of ['lon', 'lat']) {
    if (key in theirs) out[key] = theirs[key] === null ? null : expect.closeTo(Number(theirs[key]), 6);
  }
  return out;
}

describe('agreement with ais-stream-decoder', () => {
  it('holds for every single sentence of the types it knows, its turn rates aside', () => {
    const traffic = CAPTURE ? readFileSync(CAPTURE, 'latin1').split(/\r?\n/) : [];
    const lines = [...madeTraffic(), ...traffic].filter((line) => /^!..VDM,1,1,/.test(line));
    const theirs = theirsOf(lines).filter(({ type }) => type !== 8);
    const ours = oursOf(lines).filter(({ type }) => [1, 2, 3, 4, 18, 24].includes(Number(type)));
    expect(theirs.length).toBeGreaterThanOrEqual(500);
    expect(ours).toMatchObject(theirs.map(inOurWords));
  });
});
