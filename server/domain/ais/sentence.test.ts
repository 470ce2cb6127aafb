import { describe, expect, it } from '@jest/globals';
import { BitWriter } from './bit-writer.ts';
import { AisDecoder, type DecoderStats } from './decoder.ts';
import type { ClassAInput } from './encoder-input.ts';
import { checksum, encode } from './nmea.ts';
import { type AisReport, reportOf } from './report.ts';

function heard(...lines: string[]): { reports: AisReport[]; stats: DecoderStats } {
  const reports: AisReport[] = [];
  const decoder = new AisDecoder((message) => reports.push(reportOf(message)));
  decoder.feed(new TextEncoder().encode(`${lines.join('\n')}\n`));
  return { reports, stats: decoder.stats };
}

const line = (text: string): string => `!${text}*${checksum(text)}`;
const tagged = (tag: string, sentence: string): string => `\\${tag}*${checksum(tag)}\\${sentence}`;

/** A sentence of numbers and their bits, for what the encoder does not say. */
function raw(...fields: (readonly [value: number, bits: number] | string)[]): string {
  const out = new BitWriter();
  for (const field of fields) {
    if (typeof field === 'string') out.text('text', field.replace(/@+$/, ''), field.length);
    else out.number('value', field[0], field[1]);
  }
  const { payload, fill } = out.armoured();
  return line(`AIVDM,1,1,,A,${payload},${fill}`);
}

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

describe('lines and sentences', () => {
  it('takes any talker, own-ship sentences, and a channel that is empty, 0 or a number', () => {
    const [first = ''] = encode(CARGO);
    const payload = first.split(',')[5];
    const { reports } = heard(
      ...['BSVDM', 'ABVDO', 'ANVDM', 'S1VDM'].map((talker) => line(`${talker},1,1,,B,${payload},0`)),
      ...['', '0', '1', '2'].map((channel) => line(`AIVDM,1,1,,${channel},${payload},0`)),
    );
    expect(reports.map(({ channel }) => channel)).toEqual(['B', 'B', 'B', 'B', null, '0', '1', '2']);
  });

  it('takes CRLF, LF, blank lines, a time before the sentence, and sentences glued together', () => {
    const [one = ''] = encode(CARGO);
    const { reports, stats } = heard(
      `${one}\r`,
      '',
      '\r',
      one,
      `2026-11-23 15:50:00 ${one}`,
      one + one,
      `${one}  \\x0d`,
    );
    expect(reports).toHaveLength(6);
    expect(stats).toMatchObject({ lines: 6, messages: 6, ignored: 0 });
  });

  it('reads TAG times in seconds, in milliseconds and with a fraction', () => {
    const [one = ''] = encode(CARGO);
    const times = ['c:1795449000', 'c:1795449000123', 'c:1795449000.5', 'c:x', 's:r1'].map((tag) => tagged(tag, one));
    expect(heard(...times).reports.map(({ tMs }) => tMs)).toEqual([
      1_795_449_000_000,
      1_795_449_000_123,
      1_795_449_000_500,
      null,
      null,
    ]);
  });

  it('takes spaces and signs in the name of a station', () => {
    const [one = ''] = encode(CARGO);
    expect(heard(tagged('s:Bay +1 (N),c:1795449000', one)).reports).toMatchObject([{ station: 'Bay +1 (N)' }]);
  });

  it('drops a TAG block with a wrong checksum, keeps the sentence, and counts it', () => {
    const [one = ''] = encode(CARGO);
    const { reports, stats } = heard(`\\s:r1,c:1795449000*00\\${one}`, `\\s:r1\\${one}`, tagged('s:r2', one));
    expect(reports.map(({ station }) => station)).toEqual([null, null, 'r2']);
    expect(stats.rejected['tag-checksum']).toBe(2);
  });

  it('refuses wrong checksums and armour, and counts them by cause', () => {
    const [one = ''] = encode(CARGO);
    const wrong = `${one.slice(0, -2)}${one.endsWith('00') ? '01' : '00'}`;
    const { reports, stats } = heard(
      wrong,
      line('AIVDM,1,1,,A,1X~~aaaaaaaaaaaaaaaaaaaaaaaa,0'),
      '$GPGGA,1*00',
      '# note',
    );
    expect(reports).toEqual([]);
    expect(stats).toMatchObject({ lines: 4, messages: 0, ignored: 2, rejected: { checksum: 1, armour: 1 } });
  });

  it('decodes the good sentence behind one that was cut off on the same line', () => {
    const [one = ''] = encode(CARGO);
    expect(heard(one.slice(0, 25) + one).reports).toHaveLength(1);
  });

  it('counts types that it does not decode, and refuses numbers that are no type', () => {
    const { reports, stats } = heard(
      raw([8, 6], [0, 2], [431_000_123, 30], [0, 30]),
      raw([63, 6], [0, 2], [431_000_123, 30], [0, 30]),
      raw([0, 6], [0, 2], [431_000_123, 30], [0, 30]),
    );
    expect(reports).toEqual([]);
    expect(stats).toMatchObject({ messages: 0, byType: { 8: 1 }, rejected: { type: 2 } });
  });

  it('writes MMSI as nine digits, base stations and coast stations too', () => {
    const { reports } = heard(
      ...encode({ type: 4, mmsi: '004310001', utcMs: null, lon: 139, lat: 35, accuracy: false }),
    );
    expect(reports).toMatchObject([{ type: 4, mmsi: '004310001', lon: 139, lat: 35 }]);
  });
});
