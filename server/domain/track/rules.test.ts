import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisMessage } from '../ais/message.ts';
import { Coverage, cellOf, cornerOf } from './coverage.ts';
import { Duplicates } from './duplicates.ts';
import { fold } from './fold.ts';
import { expectedIntervalMs } from './interval.ts';
import { elapsedMs, isJump, type Sighting, unitsDistanceM } from './jump.ts';
import { type Kind, kindCode } from './kind.ts';
import { goneAfterMs, lostAfterMs, staleAfterMs, stateAfter } from './lifetime.ts';
import { flagOf, midOf } from './mid.ts';
import { Pacing, ReceiverClock } from './receiver-clock.ts';
import { Sources } from './source.ts';
import { behindMs, secondsApart } from './stamp.ts';
import { aisTrackId, parseAisTrackId } from './track-id.ts';
import { NONE_16 } from './track-table.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('expected reporting interval', () => {
  const ms = (kind: Kind, sog: number, navStatus = 0, rot = 0): number =>
    expectedIntervalMs({ kind: kindCode(kind), sog, navStatus, rot });
  it.each([
    ['class A at anchor', ms('vessel-a', 5, 1), 180_000],
    ['class A moored but moving', ms('vessel-a', 45, 5), 10_000],
    ['class A to 14 kn', ms('vessel-a', 140), 10_000],
    ['class A to 14 kn, turning', ms('vessel-a', 140, 0, 40), 3_333],
    ['class A to 23 kn', ms('vessel-a', 200), 6_000],
    ['class A to 23 kn, turning to port', ms('vessel-a', 200, 0, -40), 2_000],
    ['class A above 23 kn', ms('vessel-a', 240), 2_000],
    ['class A without rate of turn', ms('vessel-a', 100, 0, -128), 10_000],
    ['class A of unknown speed', ms('vessel-a', NONE_16), 10_000],
    ['class B under way', ms('vessel-b', 60), 30_000],
    ['class B at rest', ms('vessel-b', 20), 180_000],
    ['aid to navigation', ms('aton', NONE_16), 180_000],
    ['base station', ms('base-station', NONE_16), 10_000],
    ['SAR aircraft', ms('sar-aircraft', 900), 10_000],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('lifetime', () => {
  it('grows older in order, whatever the kind and interval', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.integer({ min: 1_000, max: 180_000 }), fc.nat(100), (kind, intervalMs, messages) => {
        expect(staleAfterMs(intervalMs)).toBeLessThanOrEqual(lostAfterMs(kind, intervalMs));
        expect(lostAfterMs(kind, intervalMs)).toBeLessThanOrEqual(goneAfterMs(kind, intervalMs, messages));
        expect(stateAfter(3 * intervalMs, kind, intervalMs)).toBe(0);
      }),
    );
  });
  it('drops what was heard only once sooner', () => {
    expect(goneAfterMs(0, 10_000, 1)).toBeLessThan(goneAfterMs(0, 10_000, 2));
  });
});

describe('receiver clock', () => {
  it('finds the error of a clock behind noise and a backlog', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.integer({ min: 0, max: 900 })), (errorMs, noise) => {
        const clock = new ReceiverClock();
        for (let i = 0; i < 60; i++) clock.hear(NOON + i * 1000 + errorMs - (noise[i] ?? 0), NOON + i * 1000);
        for (let i = 0; i < 500; i++) clock.hear(NOON - 600_000 + i * 1000, NOON + 60_000 + i * 2);
        expect(Math.abs(clock.errorMs - errorMs)).toBeLessThanOrEqual(900);
      }),
    );
  });
  it('corrects a clock beyond belief and believes one that is only slow to reach us', () => {
    const wrong = new ReceiverClock();
    wrong.hear(NOON - 86_400_000, NOON);
    expect(wrong.ours(NOON - 86_400_000 + 5_000)).toBe(NOON + 5_000);
    const slow = new ReceiverClock();
    slow.hear(NOON - 12_000, NOON);
    expect(slow.ours(NOON - 12_000)).toBe(NOON - 12_000);
  });
});

describe('receiver clock and UTC seconds', () => {
  const after = (tagSeconds: (i: number) => number, receivedSeconds: (i: number) => number): ReceiverClock => {
    const clock = new ReceiverClock();
    for (let i = 0; i < 40; i++) clock.hear(NOON + tagSeconds(i) * 1000, NOON + receivedSeconds(i) * 1000, i % 60);
    return clock;
  };
  it('tell a clock that is behind from a line that is slow', () => {
    const behind = after(
      (i) => i - 20,
      (i) => i,
    );
    expect(behind.ours(NOON)).toBe(NOON + 20_000);
    const slow = after(
      (i) => i,
      (i) => i + 50,
    );
    expect(slow.ours(NOON)).toBe(NOON);
  });
});

describe('pacing', () => {
  const after = (messages: number, received: (i: number) => number, second: (i: number) => number): boolean => {
    const pacing = new Pacing();
    for (let i = 0; i < messages; i++) pacing.hear(second(i) % 60, NOON + received(i));
    return pacing.steady;
  };
  it('knows a live feed, also where the clocks differ', () => {
    expect(
      after(
        400,
        (i) => i * 100,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(true);
    expect(
      after(
        400,
        (i) => i * 100,
        (i) => Math.floor(i / 10) + 25,
      ),
    ).toBe(true);
  });
  it('knows a burst and a log played fast', () => {
    expect(
      after(
        2_000,
        () => 0,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(false);
    expect(
      after(
        2_000,
        (i) => i * 10,
        (i) => Math.floor(i / 10),
      ),
    ).toBe(false);
  });
});

describe('UTC seconds', () => {
  it('are reconciled with the time of receipt', () => {
    expect(behindMs(58, NOON + 1_500)).toBe(3_500);
    expect(behindMs(2, NOON + 1_500)).toBe(-500);
    expect(secondsApart(58, 3)).toBe(5);
    expect(secondsApart(3, 58)).toBe(-5);
    expect(secondsApart(60, 3)).toBeNaN();
  });
});

describe('duplicates', () => {
  const message = (fields: Partial<AisMessage>): AisMessage => Object.assign(new AisMessage(), { type: 1 }, fields);
  it('are equal in content and within a second, whoever they are from', () => {
    const content = fc.record({
      mmsi: fc.integer({ min: 1, max: 999_999_999 }),
      lon: fc.integer({ min: -108_000_000, max: 108_000_000 }),
      sog: fc.nat(1023),
      utcSecond: fc.nat(63),
    });
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 3_000 }), fc.nat(3), (fields, laterMs, repeat) => {
        const duplicates = new Duplicates();
        expect(duplicates.has(message(fields), NOON, Number.NaN)).toBe(false);
        expect(duplicates.has(message({ ...fields, repeat, channel: 66 }), NOON + laterMs, Number.NaN)).toBe(
          laterMs <= 1_000,
        );
        expect(duplicates.has(message({ ...fields, lon: fields.lon + 1 }), NOON, Number.NaN)).toBe(false);
      }),
    );
  });
  it('are not seen in a moored ship that jitters by the same little in longitude and latitude', () => {
    const duplicates = new Duplicates();
    const at = { mmsi: 1, lon: 83_792_560, lat: 21_268_698 };
    expect(duplicates.has(message(at), NOON, Number.NaN)).toBe(false);
    expect(duplicates.has(message({ ...at, lon: at.lon ^ 1, lat: at.lat ^ 1 }), NOON, Number.NaN)).toBe(false);
  });
  it('are told apart by TAG time where a log is played fast', () => {
    const duplicates = new Duplicates();
    duplicates.has(message({ mmsi: 1 }), NOON, NOON);
    expect(duplicates.has(message({ mmsi: 1 }), NOON + 1, NOON + 10_000)).toBe(false);
    expect(duplicates.has(message({ mmsi: 1 }), NOON + 2, NOON + 11_000)).toBe(true);
  });
});

describe('jumps', () => {
  const source = new Sources().of('north', '');
  const sighting = (fields: Partial<Sighting>): Sighting => ({
    lon: 83_820_000,
    lat: 21_000_000,
    tagMs: Number.NaN,
    utcSecond: 60,
    receivedMs: NOON,
    source,
    coarse: false,
    ...fields,
  });
  it('are never found in what a craft within its limit sails', () => {
    const run = fc.record({
      lon: fc.integer({ min: -108_000_000, max: 108_000_000 }),
      lat: fc.integer({ min: -48_000_000, max: 48_000_000 }),
      seconds: fc.integer({ min: 1, max: 3_600 }),
      northKn: fc.integer({ min: -59, max: 59 }),
    });
    fc.assert(
      fc.property(run, ({ lon, lat, seconds, northKn }) => {
        const before = sighting({ lon, lat, tagMs: NOON });
        const north = Math.round((northKn * seconds * 10_000) / 3600);
        const now = sighting({ lon, lat: lat + north, tagMs: NOON + seconds * 1000 });
        expect(isJump(before, now, kindCode('vessel-a'), 10_000)).toBe(false);
      }),
    );
  });
  it('are found across 180 degrees only where there are any', () => {
    const west = sighting({ lon: 107_999_000, tagMs: NOON });
    const east = sighting({ lon: -107_999_000, tagMs: NOON + 60_000 });
    expect(unitsDistanceM(west.lon, west.lat, east.lon, east.lat)).toBeLessThan(400);
    expect(isJump(west, east, kindCode('vessel-a'), 10_000)).toBe(false);
  });
  it('reckon with at least the interval of the class where nothing tells the time', () => {
    expect(elapsedMs(sighting({}), sighting({}), 10_000)).toBe(180_000);
    const live = new Sources().of('live', '');
    for (let i = 0; i < 300; i++) live.pacing.hear(i % 60, NOON + i * 1000);
    const first = sighting({ source: live });
    expect(elapsedMs(first, sighting({ source: live, receivedMs: NOON + 100 }), 10_000)).toBe(10_000);
    const timed = sighting({ source: live, receivedMs: NOON + 4_000, utcSecond: 3 });
    expect(elapsedMs(sighting({ source: live, utcSecond: 56 }), timed, 10_000)).toBe(7_000);
  });
});

describe('coverage', () => {
  it('puts every position on earth into a cell that holds it', () => {
    const position = fc.tuple(
      fc.integer({ min: -108_000_000, max: 107_999_999 }),
      fc.integer({ min: -54_000_000, max: 53_999_999 }),
    );
    fc.assert(
      fc.property(position, ([lon, lat]) => {
        const corner = cornerOf(cellOf(lon, lat));
        expect(lon - corner.lon * 600_000).toBeGreaterThanOrEqual(-0.01);
        expect(lon - corner.lon * 600_000).toBeLessThan(60_000);
        expect(lat - corner.lat * 600_000).toBeGreaterThanOrEqual(-0.01);
        expect(lat - corner.lat * 600_000).toBeLessThan(60_000);
      }),
    );
  });
  it('has no reception only where all receivers that hear there are silent', () => {
    const coverage = new Coverage();
    coverage.heard(1, 0, NOON);
    coverage.heard(1, 1, NOON + 5);
    coverage.heard(2, 0, NOON);
    expect(coverage.silence(new Map([[0, NOON]]))).toBe(true);
    expect([1, 2, 3].map((cell) => coverage.noReceptionSinceMs(cell))).toEqual([null, NOON, null]);
    expect(coverage.silence(new Map([[0, NOON]]))).toBe(false);
    coverage.silence(
      new Map([
        [0, NOON],
        [1, NOON + 9],
      ]),
    );
    expect(coverage.noReceptionSinceMs(1)).toBe(NOON + 9);
  });
});

describe('country digits', () => {
  it.each([
    [431_000_001, 431, 'JP'],
    [4_310_001, 431, 'JP'],
    [43_112_345, 431, 'JP'],
    [111_431_001, 431, 'JP'],
    [994_316_001, 431, 'JP'],
    [984_312_345, 431, 'JP'],
    [843_100_001, 431, 'JP'],
    [352_001_234, 352, 'PA'],
    [677_001_234, 677, 'TZ'],
    [970_431_001, 0, null],
    [299_000_001, 299, null],
  ])('of %d are %d, flag %s', (mmsi, mid, flag) => {
    expect([midOf(mmsi), flagOf(mmsi)]).toEqual([mid, flag]);
  });
});

describe('trackId', () => {
  it('comes back as what it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 4 }), (mmsi, ordinal) => {
        expect(parseAisTrackId(aisTrackId(mmsi, ordinal))).toEqual({ mmsi, ordinal });
      }),
    );
    expect(parseAisTrackId('r-12')).toBeNull();
  });
});

describe('fold', () => {
  it('makes widths and kana alike', () => {
    expect(fold('ＳＡＫＵＲＡ　Ｍａｒｕ')).toBe('sakura maru');
    expect(fold('さくら丸')).toBe(fold('ｻｸﾗ丸'));
  });
  it('changes nothing when done again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(fold(fold(text))).toBe(fold(text))));
  });
});

describe('sources', () => {
  it('are one per feed and station, and bounded whatever names come', () => {
    const sources = new Sources();
    expect(sources.of('a', 'x')).toBe(sources.of('a', 'x'));
    expect(sources.of('a', 'x')).not.toBe(sources.of('b', 'x'));
    for (let i = 0; i < 10_000; i++) sources.of('a', `station ${i}`);
    expect(sources.list.length).toBeLessThanOrEqual(4_001);
    expect(sources.of('a', 'yet another').station).toBe('');
  });
  it('are silent after three of their usual gaps', () => {
    const source = new Sources().of('a', '');
    for (let i = 0; i < 50; i++) source.hear(NOON + i * 60_000);
    const lastMs = NOON + 49 * 60_000;
    expect(source.isSilent(lastMs + 170_000)).toBe(false);
    expect(source.isSilent(lastMs + 190_000)).toBe(true);
  });
});
