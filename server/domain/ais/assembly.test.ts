import { describe, expect, it } from '@jest/globals';
import { AisDecoder, type DecoderStats } from './decoder.ts';
import type { ClassAInput, StaticAInput } from './encoder-input.ts';
import { checksum, encode } from './nmea.ts';
import { type AisReport, reportOf } from './report.ts';

function heard(...lines: string[]): { reports: AisReport[]; stats: DecoderStats } {
  const reports: AisReport[] = [];
  const decoder = new AisDecoder((message) => reports.push(reportOf(message)));
  decoder.feed(new TextEncoder().encode(`${lines.join('\n')}\n`));
  return { reports, stats: decoder.stats };
}

const tagged = (tag: string, sentence: string): string => `\\${tag}*${checksum(tag)}\\${sentence}`;

const CARGO: ClassAInput = {
  type: 1,
  mmsi: '431000123',
  navStatus: 0,
  rotDegPerMin: null,
  sogKn: 12.3,
  lon: 139.8,
  lat: 35.3,
  accuracy: true,
  cogDeg: 200,
  headingDeg: 199,
  utcSecond: 7,
};
const SHIP: StaticAInput = {
  type: 5,
  mmsi: '431000123',
  imo: 9_134_270,
  callsign: 'JD1234',
  name: 'KAZE MARU',
  shipType: 70,
  draughtM: 8.5,
  destination: 'JP TYO',
  ...{ etaMonth: 11, etaDay: 24, etaHour: 3, etaMinute: 30 },
  ...{ toBowM: 100, toSternM: 30, toPortM: 8, toStarboardM: 12 },
};
const other = (i: number): StaticAInput => ({ ...SHIP, mmsi: String(431_000_200 + i), name: `OTHER ${i}` });

describe('fragments', () => {
  const [a1 = '', a2 = ''] = encode(SHIP, { sequence: 3 });
  const [b1 = '', b2 = ''] = encode(other(1), { sequence: 3 });
  const names = (...lines: string[]) => heard(...lines).reports.map(({ mmsi, name }) => `${mmsi} ${name}`);
  const SHIP_A = '431000123 KAZE MARU';
  const SHIP_B = '431000201 OTHER 1';

  it('are joined with others between them', () => {
    expect(names(a1, ...encode(CARGO), a2)).toEqual(['431000123 undefined', SHIP_A]);
  });

  it('are told apart by sequence, by channel and by station', () => {
    const [c1 = '', c2 = ''] = encode(other(1), { sequence: 4 });
    const [d1 = '', d2 = ''] = encode(other(1), { sequence: 3, channel: 'B' });
    expect(names(a1, c1, a2, c2)).toEqual([SHIP_A, SHIP_B]);
    expect(names(a1, d1, d2, a2)).toEqual([SHIP_B, SHIP_A]);
    expect(names(tagged('s:r1', a1), tagged('s:r2', b1), tagged('s:r1', a2), tagged('s:r2', b2))).toEqual([
      SHIP_A,
      SHIP_B,
    ]);
  });

  it('of two ships under one key are dropped, never joined', () => {
    const { reports, stats } = heard(a1, b1, a2, b2);
    expect(reports).toEqual([]);
    expect(stats.rejected.fragment).toBe(4);
  });

  it('heard twice are joined once', () => {
    expect(names(a1, a1, a2, a2)).toEqual([SHIP_A]);
  });

  it('out of order or without their first are dropped where no group says to whom they belong', () => {
    expect(names(a2, b1, b2)).toEqual([SHIP_B]);
    expect(names(a2, a1)).toEqual([]);
  });

  it('of a TAG group come in any order, with station and time of the one that carries them', () => {
    const group = (number: number, id: number, rest: string, sentence: string) =>
      tagged(`g:${number}-2-${id}${rest}`, sentence);
    const { reports } = heard(
      group(1, 77, ',s:r1,c:1795449000', a1),
      group(2, 78, '', b2),
      group(2, 77, '', a2),
      group(1, 78, ',s:r2', b1),
    );
    expect(reports).toMatchObject([
      { name: 'KAZE MARU', station: 'r1', tMs: 1_795_449_000_000 },
      { name: 'OTHER 1', station: 'r2', tMs: null },
    ]);
  });

  it('expire by lines, so that a late one is not joined to an old one', () => {
    const [between = ''] = encode(CARGO);
    const { reports, stats } = heard(a1, ...Array.from({ length: 100 }, () => between), b2);
    expect(reports).toHaveLength(100);
    expect(stats.rejected.fragment).toBe(2);
  });

  it('expire by the clock of the caller', () => {
    const seen: string[] = [];
    const decoder = new AisDecoder((message) => seen.push(message.name));
    const feed = (text: string, nowMs: number) => decoder.feed(new TextEncoder().encode(`${text}\n`), nowMs);
    feed(a1, 1000);
    feed(a2, 3000);
    feed(a1, 10_000);
    feed(b2, 14_000);
    expect(seen).toEqual(['KAZE MARU']);
  });
});
