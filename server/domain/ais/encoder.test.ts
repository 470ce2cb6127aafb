import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisDecoder } from './decoder.ts';
import { encodePayload } from './encoder.ts';
import type { AisInput, ClassAInput } from './encoder-input.ts';
import { checksum, encode, type SentenceInput } from './nmea.ts';
import { type AisReport, reportOf, rotDegPerMin } from './report.ts';

function reports(lines: string[]): AisReport[] {
  const out: AisReport[] = [];
  const decoder = new AisDecoder((message) => out.push(reportOf(message)));
  decoder.feed(new TextEncoder().encode(`${lines.join('\r\n')}\r\n`));
  return out;
}

const whole = (min: number, max: number) => fc.integer({ min, max });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const tenths = (max: number) => orNull(whole(0, max).map((n) => n / 10));
const degrees = (most: number) =>
  orNull(whole(-most * 600_000, most * 600_000).map((n) => Math.round((n / 600_000) * 1e7) / 1e7 + 0));
const mmsi = whole(0, 999_999_999).map((n) => String(n).padStart(9, '0'));
const SIX_BIT = 'ABCXYZ0189 -./?!"[]^_';
const text = (maxLength: number) =>
  orNull(
    fc
      .array(fc.constantFrom(...SIX_BIT), { minLength: 1, maxLength })
      .map((chars) => chars.join('').trimEnd())
      .filter((value) => value !== ''),
  );
const second = orNull(whole(0, 59));
const place = { lon: degrees(180), lat: degrees(90), accuracy: fc.boolean() };
const motion = {
  ...place,
  mmsi,
  repeat: whole(0, 3),
  sogKn: tenths(1022),
  cogDeg: tenths(3599),
  headingDeg: orNull(whole(0, 359)),
  utcSecond: second,
};
const dimensions = fc
  .record({ toBowM: whole(1, 511), toSternM: whole(0, 511), toPortM: whole(0, 63), toStarboardM: whole(1, 63) })
  .chain((known) => fc.constantFrom(known, { toBowM: null, toSternM: null, toPortM: null, toStarboardM: null }));
const classA = fc.record({
  ...motion,
  type: fc.constantFrom(1 as const, 2 as const, 3 as const),
  navStatus: whole(0, 15),
  rotDegPerMin: orNull(whole(-126, 126).map((rot) => rotDegPerMin(rot) ?? 0)),
});
const classB = fc.record({ ...motion, type: fc.constant(18 as const) });
const base = fc.record({
  ...place,
  mmsi,
  repeat: whole(0, 3),
  type: fc.constant(4 as const),
  utcMs: orNull(whole(0, 4_000_000_000).map((s) => s * 1000)),
});
const staticA = fc
  .record({
    mmsi,
    repeat: whole(0, 3),
    type: fc.constant(5 as const),
    imo: orNull(whole(1, 9_999_999)),
    callsign: text(7),
    name: text(20),
    shipType: orNull(whole(1, 255)),
    draughtM: orNull(whole(1, 255).map((n) => n / 10)),
    destination: text(20),
    etaMonth: orNull(whole(1, 12)),
    etaDay: orNull(whole(1, 31)),
    etaHour: orNull(whole(0, 23)),
    etaMinute: orNull(whole(0, 59)),
  })
  .chain((ship) => dimensions.map((size) => ({ ...ship, ...size })));
const aid = fc
  .record({
    ...place,
    mmsi,
    repeat: whole(0, 3),
    type: fc.constant(21 as const),
    aidType: orNull(whole(1, 31)),
    name: text(34),
    utcSecond: second,
    offPosition: fc.boolean(),
    virtual: fc.boolean(),
  })
  .chain((buoy) => dimensions.map((size) => ({ ...buoy, ...size })));
const staticB = fc.oneof(
  fc.record({
    mmsi,
    repeat: whole(0, 3),
    type: fc.constant(24 as const),
    part: fc.constant('A' as const),
    name: text(20),
  }),
  fc
    .record({
      mmsi: mmsi.filter((value) => !value.startsWith('98')),
      repeat: whole(0, 3),
      type: fc.constant(24 as const),
      part: fc.constant('B' as const),
      shipType: orNull(whole(1, 255)),
      callsign: text(7),
      mothershipMmsi: fc.constant(null),
    })
    .chain((ship) => dimensions.map((size) => ({ ...ship, ...size }))),
);
const tag = fc.record(
  {
    station: fc.constantFrom('r1', 'rORBCOMM999', 'b003669708'),
    timeMs: whole(1_000_000_000, 4_000_000_000).map((s) => s * 1000),
    timeUnit: fc.constantFrom('s' as const, 'ms' as const),
    group: whole(0, 99_999),
  },
  { requiredKeys: [] },
);
const sentence: fc.Arbitrary<SentenceInput> = fc.record({
  channel: fc.constantFrom('A' as const, 'B' as const),
  sequence: whole(0, 9),
  talker: fc.constantFrom('AI', 'BS', 'AB', 'AN'),
  tag,
});

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

describe('encode', () => {
  it('says what the decoder hears, for every type, talker, TAG block and number of sentences', () => {
    fc.assert(
      fc.property(
        fc.oneof<fc.Arbitrary<AisInput>[]>(classA, classB, base, staticA, aid, staticB),
        sentence,
        (input, how) => {
          const heard = reports(encode(input, how));
          const { utcMs: _, ...said } = { utcMs: null, ...input };
          expect(heard).toHaveLength(1);
          expect(heard[0]).toMatchObject(said);
          expect(heard[0]).toMatchObject({
            channel: how.channel,
            station: how.tag?.station ?? null,
            tMs: how.tag?.timeMs ?? null,
          });
        },
      ),
      { seed: 5, numRuns: 600 },
    );
  });

  it('says the clock of a base station', () => {
    const seen: number[][] = [];
    const decoder = new AisDecoder((m) => seen.push([m.year, m.month, m.day, m.hour, m.minute, m.second]));
    const utcMs = Date.UTC(2026, 10, 23, 15, 50, 59);
    const lines = encode({ type: 4, mmsi: '004310001', utcMs, lon: 139.7, lat: 35.2, accuracy: true });
    decoder.feed(new TextEncoder().encode(`${lines.join('\n')}\n`));
    expect(seen).toEqual([[2026, 11, 23, 15, 50, 59]]);
  });

  it('writes the MMSI of the mother ship in place of dimensions', () => {
    const [heard] = reports(
      encode({
        type: 24,
        part: 'B',
        mmsi: '984310001',
        shipType: 50,
        callsign: 'JD1234',
        mothershipMmsi: '431000123',
        toBowM: null,
        toSternM: null,
        toPortM: null,
        toStarboardM: null,
      }),
    );
    expect(heard).toMatchObject({ mothershipMmsi: '431000123', toBowM: null, toStarboardM: null });
  });

  it('sends 168 bits of class A as 28 characters without filling', () => {
    const { payload, fill } = encodePayload(CARGO);
    expect([payload.length, fill]).toEqual([28, 0]);
  });

  it('rounds to what the message can say: a bearing of 359.96 is 0, 150 kn is "102.2 or more", 800 degrees a minute is 708', () => {
    const [heard] = reports(encode({ ...CARGO, cogDeg: 359.96, sogKn: 150, rotDegPerMin: -800 }));
    expect(heard).toMatchObject({ cogDeg: 0, sogKn: 102.2, rotDegPerMin: rotDegPerMin(-126) });
  });

  it('refuses values that it cannot say, naming field and value', () => {
    expect(() => encode({ ...CARGO, lon: 200 })).toThrow('lon 200: expected -180 to 180');
    expect(() => encode({ ...CARGO, mmsi: '12' })).toThrow('mmsi "12": expected nine digits');
    expect(() => encode({ ...CARGO, navStatus: 16 })).toThrow('navStatus 16: does not fit 4 bits');
    expect(() => encode({ ...CARGO, sogKn: Number.NaN })).toThrow('sogKn NaN');
    expect(() => encode({ type: 24, part: 'A', mmsi: '431000123', name: 'kaze' })).toThrow('name "kaze"');
    expect(() => encode(CARGO, { tag: { station: 'a,b' } })).toThrow('station "a,b"');
    expect(() => encode(CARGO, { talker: 'A' })).toThrow('talker "A"');
    expect(() => encode(CARGO, { sequence: 10 })).toThrow('sequence 10');
  });

  it('closes each line with the XOR of its characters', () => {
    expect(checksum('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0')).toBe('4A');
  });
});
