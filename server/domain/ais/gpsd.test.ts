import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AisDecoder } from './decoder.ts';
import { type AisReport, reportOf } from './report.ts';

/** A row of gpsd's expected JSON, scaled. */
type Row = Record<string, string | number | boolean>;

/** A report as we expect it, with matchers for rounded numbers. */
type Expected = Record<string, unknown>;

/** A sentence and what gpsd says of it, from its test of AIVDM decoding. */
const VECTORS: readonly { lines: string[]; row: Row }[] = [
  {
    lines: ['!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A'],
    row: {
      ...{ type: 1, repeat: 0, mmsi: 371798000, status: 0, turn: 'fastleft', speed: 12.3, accuracy: true },
      ...{ lon: -123.3953833, lat: 48.3816333, course: 224, heading: 215, second: 33 },
    },
  },
  {
    lines: ['!AIVDM,1,1,,A,16SteH0P00Jt63hHaa6SagvJ087r,0*42'],
    row: {
      ...{ type: 1, repeat: 0, mmsi: 440348000, status: 0, turn: 'n/a', speed: 0, accuracy: false },
      ...{ lon: -70.7582, lat: 43.08015, course: 93.4, heading: 511, second: 13 },
    },
  },
  {
    lines: ['!AIVDM,1,1,,A,38Id705000rRVJhE7cl9n;160000,0*40'],
    row: {
      ...{ type: 3, repeat: 0, mmsi: 563808000, status: 5, turn: '0.00', speed: 0, accuracy: true },
      ...{ lon: -76.3275333, lat: 36.91, course: 252, heading: 352, second: 35 },
    },
  },
  {
    lines: ['!AIVDM,1,1,,A,403OviQuMGCqWrRO9>E6fE700@GO,0*4D'],
    row: { type: 4, repeat: 0, mmsi: 3669702, accuracy: true, lon: -76.3523617, lat: 36.8837667 },
  },
  {
    lines: [
      '!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C',
      '!AIVDM,2,2,1,A,88888888880,2*25',
    ],
    row: {
      ...{
        type: 5,
        repeat: 0,
        mmsi: 351759000,
        imo: 9134270,
        callsign: '3FOF8',
        shipname: 'EVER DIADEM',
        shiptype: 70,
      },
      ...{ to_bow: 225, to_stern: 70, to_port: 1, to_starboard: 31, eta: '05-15T14:00Z', draught: 12.2 },
      destination: 'NEW YORK',
    },
  },
];

/** Where the samples lie beside a checkout; elsewhere the vectors above stand alone. */
const HOME = [process.env['AIS_DATA'] ?? '', '../shared/data/ais', '../../shared/data/ais'].find((path) =>
  existsSync(`${path}/sample.aivdm.js.chk`),
);

/** Types of which every report is compared; gpsd joins the two parts of type 24 into one row. */
const TYPES = [1, 2, 3, 4, 5, 9, 11, 14, 18, 19, 21, 27];

const KEYS: Readonly<Record<string, string>> = {
  repeat: 'repeat',
  status: 'navStatus',
  accuracy: 'accuracy',
  callsign: 'callsign',
  shipname: 'name',
  name: 'name',
  shiptype: 'shipType',
  destination: 'destination',
  imo: 'imo',
  draught: 'draughtM',
  alt: 'altitudeM',
  text: 'text',
  aid_type: 'aidType',
  off_position: 'offPosition',
  virtual_aid: 'virtual',
  to_bow: 'toBowM',
  to_stern: 'toSternM',
  to_port: 'toPortM',
  to_starboard: 'toStarboardM',
  speed: 'sogKn',
  course: 'cogDeg',
  heading: 'headingDeg',
  second: 'utcSecond',
};
/** Keys of which gpsd's 0 or empty text means not available. */
const NONE_IF_EMPTY = ['callsign', 'shipname', 'name', 'shiptype', 'destination', 'imo', 'draught', 'aid_type'];
const NONE: Readonly<Record<string, number>> = { course: 360, heading: 511, second: 60, alt: 4095 };

function expectedOf(row: Row): Expected {
  const out: Expected = { type: Number(row['type']), mmsi: String(row['mmsi']).padStart(9, '0') };
  for (const [key, ours] of Object.entries(KEYS)) {
    const value = row[key];
    if (value === undefined) continue;
    const isNone = (NONE_IF_EMPTY.includes(key) && !value) || value === NONE[key];
    out[ours] = isNone ? null : value;
  }
  const noSpeed = row['type'] === 27 ? 63 : row['type'] === 9 ? 1023 : 102.3;
  if (row['speed'] === noSpeed) out['sogKn'] = null;
  return { ...out, ...turnOf(row), ...placeOf(row), ...etaOf(row) };
}

function turnOf({ turn }: Row): Expected {
  if (turn === undefined) return {};
  if (turn === 'n/a') return { rotDegPerMin: null };
  // gpsd has words for "more than 5 degrees in 30 seconds"
  if (turn === 'fastleft' || turn === 'fastright') return { rotDegPerMin: turn === 'fastleft' ? -10 : 10 };
  return { rotDegPerMin: expect.closeTo(Number(turn), 1) };
}

/** gpsd passes impossible positions on as they are (longitude 205 in its sample); to us they are none. */
function placeOf({ lon, lat }: Row): Expected {
  if (lon === undefined) return {};
  return {
    lon: Math.abs(Number(lon)) > 180 ? null : expect.closeTo(Number(lon), 4),
    lat: Math.abs(Number(lat)) > 90 ? null : expect.closeTo(Number(lat), 4),
  };
}

function etaOf({ eta }: Row): Expected {
  const match = String(eta ?? '').match(/^(\d\d)-(\d\d)T(\d\d):(\d\d)Z$/);
  if (!match) return {};
  const [month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return {
    etaMonth: month || null,
    etaDay: day || null,
    etaHour: hour < 24 ? hour : null,
    etaMinute: minute < 60 ? minute : null,
  };
}

function reportsOf(text: string): AisReport[] {
  const reports: AisReport[] = [];
  const decoder = new AisDecoder((message) => reports.push(reportOf(message)));
  decoder.feed(new TextEncoder().encode(text));
  decoder.flush();
  return reports;
}

const numbered = (reports: AisReport[]): AisReport[] => reports.filter(({ type }) => TYPES.includes(Number(type)));

/** The sample of gpsd where there is one, else what is written above. */
function sample(): { text: string; rows: Row[] } {
  if (!HOME) return { text: VECTORS.flatMap(({ lines }) => lines).join('\n'), rows: VECTORS.map(({ row }) => row) };
  const rows = readFileSync(`${HOME}/sample.aivdm.js.chk`, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
  return { text: readFileSync(`${HOME}/sample.aivdm`, 'utf8'), rows };
}

describe('agreement with gpsd', () => {
  it('holds for every vector written here', () => {
    for (const { lines, row } of VECTORS) expect(reportsOf(lines.join('\n'))).toMatchObject([expectedOf(row)]);
  });

  it('holds for every field of every report of its sample', () => {
    const { text, rows } = sample();
    const expected = rows.filter(({ type }) => TYPES.includes(Number(type))).map(expectedOf);
    expect(numbered(reportsOf(text))).toMatchObject(expected);
  });

  it('holds for type 24, of which gpsd joins the parts and we report each', () => {
    const { text, rows } = sample();
    const parts = reportsOf(text).filter(({ type }) => type === 24);
    for (const row of rows.filter(({ type }) => type === 24)) {
      const { name, ...ship } = expectedOf(row);
      expect(parts).toContainEqual(expect.objectContaining({ mmsi: ship['mmsi'], part: 'A', name }));
      expect(parts).toContainEqual(expect.objectContaining({ ...ship, part: 'B' }));
    }
    expect(parts.every(({ part }) => part === 'A' || part === 'B')).toBe(true);
  });
});
