import { describe, expect, it } from '@jest/globals';
import { BitWriter } from './bit-writer.ts';
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

const line = (text: string): string => `!${text}*${checksum(text)}`;

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

/** A class A position of raw field values. */
const positionOf = (m: {
  rot?: number;
  sog?: number;
  lon?: number;
  lat?: number;
  cog?: number;
  heading?: number;
}): string =>
  raw(
    ...([
      [1, 6],
      [0, 2],
      [431_000_123, 30],
      [0, 4],
      [m.rot ?? 0, 8],
      [m.sog ?? 0, 10],
      [1, 1],
    ] as const),
    ...([
      [m.lon ?? 0, 28],
      [m.lat ?? 0, 27],
      [m.cog ?? 0, 12],
      [m.heading ?? 0, 9],
      [7, 6],
      [0, 25],
    ] as const),
  );

describe('AIS pitfalls', () => {
  it('gives null for every "not available", and the bound for "or more"', () => {
    const none = heard(
      positionOf({ lon: 181 * 600_000, lat: 91 * 600_000, sog: 1023, cog: 3600, heading: 511, rot: -128 }),
    );
    expect(none.reports).toMatchObject([
      { lon: null, lat: null, sogKn: null, cogDeg: null, headingDeg: null, rotDegPerMin: null },
    ]);
    const odd = heard(
      positionOf({ sog: 1022, cog: 3601, heading: 360, rot: 126 }),
      positionOf({ cog: 4095, heading: 510 }),
    );
    expect(odd.reports).toMatchObject([
      { sogKn: 102.2, cogDeg: null, headingDeg: null, rotDegPerMin: 708.709 },
      { cogDeg: null, headingDeg: null },
    ]);
  });

  it('knows left turns', () => {
    const { reports } = heard(...[-127, -126, -20, 20, 127].map((rot) => positionOf({ rot })));
    expect(reports.map(({ rotDegPerMin }) => rotDegPerMin)).toEqual([-10, -708.709, -17.856, 17.856, 10]);
  });

  it('leaves nothing of one message in the next', () => {
    const seen: string[] = [];
    const decoder = new AisDecoder((m) =>
      seen.push(`${m.type} ${m.name}|${m.callsign}|${m.toBow}|${m.lon}|${m.mothershipMmsi}`),
    );
    const aux = raw(
      [24, 6],
      [0, 2],
      [984_310_001, 30],
      [1, 2],
      [50, 8],
      '       ',
      'JD1    ',
      [431_000_123, 30],
      [0, 6],
    );
    const name = encode({ type: 24, part: 'A', mmsi: '431000999', name: 'A' });
    const lines = [...encode(SHIP), ...encode(CARGO), aux, ...name, ...encode(CARGO)];
    decoder.feed(new TextEncoder().encode(`${lines.join('\n')}\n`));
    expect(seen).toEqual([
      '5 KAZE MARU|JD1234|100|108600000|0',
      '1 ||0|83880000|0',
      '24 |JD1|0|108600000|431000123',
      '24 A||0|108600000|0',
      '1 ||0|83880000|0',
    ]);
  });

  it('tells part A of type 24 from part B, and refuses reserved parts', () => {
    const { reports, stats } = heard(
      raw([24, 6], [0, 2], [431_000_123, 30], [0, 2], 'KAZE@@@@@@@@@@@@@@@@'),
      raw(
        [24, 6],
        [0, 2],
        [431_000_123, 30],
        [1, 2],
        [37, 8],
        '       ',
        'JD1    ',
        [9, 9],
        [3, 9],
        [1, 6],
        [2, 6],
        [0, 6],
      ),
      raw([24, 6], [0, 2], [431_000_123, 30], [2, 2], [0, 30], [0, 30], [0, 30], [0, 30], [0, 8]),
    );
    expect(reports).toMatchObject([
      { part: 'A', name: 'KAZE' },
      { part: 'B', callsign: 'JD1', toBowM: 9, toStarboardM: 2, mothershipMmsi: null },
    ]);
    expect(reports).toHaveLength(2);
    expect(stats.rejected['too-short']).toBe(1);
  });

  it('reads the mother ship, not dimensions, from auxiliary craft', () => {
    const { reports } = heard(
      raw([24, 6], [0, 2], [984_310_001, 30], [1, 2], [50, 8], '       ', 'JD1    ', [431_000_123, 30], [0, 6]),
    );
    expect(reports).toMatchObject([{ mmsi: '984310001', mothershipMmsi: '431000123', toBowM: null, toPortM: null }]);
  });

  it('reads the speed of SAR aircraft in whole knots', () => {
    const sar = (sog: number, altitude: number) =>
      raw(
        [9, 6],
        [0, 2],
        [111_431_001, 30],
        [altitude, 12],
        [sog, 10],
        [1, 1],
        [0, 28],
        [0, 27],
        [900, 12],
        [7, 6],
        [0, 34],
      );
    expect(heard(sar(142, 303), sar(1022, 4094), sar(1023, 4095)).reports).toMatchObject([
      { mmsi: '111431001', sogKn: 142, altitudeM: 303, cogDeg: 90 },
      { sogKn: 1022, altitudeM: 4094 },
      { sogKn: null, altitudeM: null },
    ]);
  });

  it('passes on the safety text of a SART and its navigational status', () => {
    const { reports } = heard(
      raw([14, 6], [0, 2], [970_123_456, 30], [0, 2], 'SART TEST'),
      ...encode({ ...CARGO, mmsi: '970123456', navStatus: 14 }),
    );
    expect(reports).toMatchObject([
      { type: 14, mmsi: '970123456', text: 'SART TEST' },
      { type: 1, mmsi: '970123456', navStatus: 14 },
    ]);
  });

  it('takes type 5 of 420, 422, 424 and 426 bits, and refuses shorter ones', () => {
    const ship = (bits: number) => {
      const out: (readonly [number, number] | string)[] = [
        [5, 6],
        [0, 2],
        [431_000_123, 30],
        [0, 2],
        [9_134_270, 30],
      ];
      out.push('JD1234@', 'KAZE MARU           ', [70, 8], [100, 9], [30, 9], [8, 6], [12, 6], [1, 4]);
      out.push([11, 4], [24, 5], [3, 5], [30, 6], [85, 8], 'JP TYO             ');
      return raw(...out, [0, bits - 416]);
    };
    const { reports, stats } = heard(ship(420), ship(422), ship(424), ship(426), ship(419));
    expect(reports).toHaveLength(4);
    for (const report of reports)
      expect(report).toMatchObject({ name: 'KAZE MARU', destination: 'JP TYO', draughtM: 8.5 });
    expect(stats.rejected['too-short']).toBe(1);
  });

  it('reads the name extension of an aid only where its first 20 characters hold no @', () => {
    const buoy = (name: string, extension: string) =>
      raw(
        ...([
          [21, 6],
          [0, 2],
          [994_310_001, 30],
          [1, 5],
        ] as const),
        name,
        ...([
          [0, 1],
          [0, 28],
          [0, 27],
          [0, 30],
          [1, 4],
          [60, 6],
          [1, 1],
          [0, 8],
          [0, 1],
          [1, 1],
          [0, 2],
        ] as const),
        extension,
      );
    const { reports } = heard(buoy('TOKYO WAN AKARI NO 1', '2 BUOY'), buoy('SHORT@@@@@@@@@@@@@@@', 'GARBAGE'));
    expect(reports).toMatchObject([
      { name: 'TOKYO WAN AKARI NO 12 BUOY', virtual: true, offPosition: true, utcSecond: null },
      { name: 'SHORT' },
    ]);
  });

  it('scales type 27 to the units of the others, and its own sentinels to theirs', () => {
    const far = (lon: number, lat: number, sog: number, cog: number) =>
      raw([27, 6], [0, 2], [431_000_123, 30], [0, 1], [0, 1], [5, 4], [lon, 18], [lat, 17], [sog, 6], [cog, 9], [0, 2]);
    expect(heard(far(139.8 * 600, -21_180, 12, 359), far(181 * 600, 91 * 600, 63, 511)).reports).toMatchObject([
      { lon: 139.8, lat: -35.3, sogKn: 12, cogDeg: 359, navStatus: 5 },
      { lon: null, lat: null, sogKn: null, cogDeg: null },
    ]);
  });

  it('reads the extended report of class B', () => {
    const { reports } = heard(
      raw(
        ...([
          [19, 6],
          [0, 2],
          [431_000_123, 30],
          [0, 8],
          [51, 10],
          [1, 1],
          [83_880_000, 28],
          [21_180_000, 27],
        ] as const),
        ...([
          [349, 12],
          [511, 9],
          [17, 6],
          [0, 4],
        ] as const),
        'KAZE                ',
        ...([
          [37, 8],
          [5, 9],
          [21, 9],
          [4, 6],
          [3, 6],
          [1, 4],
          [0, 7],
        ] as const),
      ),
    );
    const size = { toBowM: 5, toSternM: 21, toPortM: 4, toStarboardM: 3 };
    expect(reports).toMatchObject([
      { type: 19, lon: 139.8, lat: 35.3, sogKn: 5.1, name: 'KAZE', shipType: 37, ...size },
    ]);
  });
});
