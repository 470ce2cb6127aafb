import { beforeEach, describe, expect, it } from '@jest/globals';
import { AisMessage } from '../ais/message.ts';
import { Ageing } from './ageing.ts';
import { Fusion, type Outcome } from './fusion.ts';
import { FLAG, kindCode, stateCode } from './kind.ts';
import { UNITS_PER_DEGREE } from './track-table.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
const MMSI = 431_000_001;

interface Report extends Partial<AisMessage> {
  /** Seconds after noon. */
  at?: number;
  lonDeg?: number;
  latDeg?: number;
  feed?: string;
}

describe('Fusion', () => {
  let fusion: Fusion;
  let told: string[];
  beforeEach(() => {
    told = [];
    fusion = new Fusion({
      changed: ({ row, what, fix }) =>
        told.push(`${what} ${fusion.roster.trackIdOf(row)}${fix?.suspect ? ' suspect' : ''}`),
    });
  });

  function hear({ at = 0, lonDeg, latDeg, feed = 'north', ...fields }: Report): Outcome {
    const message = Object.assign(new AisMessage(), { type: 1, mmsi: MMSI }, fields);
    if (lonDeg !== undefined) message.lon = Math.round(lonDeg * UNITS_PER_DEGREE);
    if (latDeg !== undefined) message.lat = Math.round(latDeg * UNITS_PER_DEGREE);
    return fusion.hear({ message, feed, station: fields.station ?? '', receivedMs: NOON + at * 1000 });
  }
  const at = (seconds: number, latDeg: number, more: Report = {}): Outcome =>
    hear({ at: seconds, lonDeg: 139.7, latDeg, ...more });
  const row = (trackId = `a-${MMSI}`): number => fusion.roster.rowOf(trackId);
  const latOf = (trackId?: string): number => (fusion.table.lat[row(trackId)] ?? 0) / UNITS_PER_DEGREE;
  const has = (flag: number, trackId?: string): boolean => ((fusion.table.flags[row(trackId)] ?? 0) & flag) !== 0;

  it('makes one track of what several receivers hear, and remembers who heard it', () => {
    expect(at(0, 35.2, { feed: 'north', utcSecond: 3 })).toBe('accepted');
    expect(at(0.4, 35.2, { feed: 'south', utcSecond: 3 })).toBe('duplicate');
    expect(fusion.table.count).toBe(1);
    const heardBy = [...fusion.memory.heardBy.slice(row() * 6, row() * 6 + 6)];
    expect(heardBy).toEqual([1, 2, 0, 0, 0, 0]);
    expect(told).toEqual(['appeared a-431000001', 'fix a-431000001']);
  });

  it('knows what it knew also from a station whose clock is wrong', () => {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < 20; i++) {
      const report: Report = { utcSecond: (i * 10) % 60 };
      at(i * 10, 35.2 + i * 0.0004, { ...report, feed: 'north', tagMs: NOON + i * 10_000 });
      const heard = at(i * 10 + 0.5, 35.2 + i * 0.0004, {
        ...report,
        feed: 'south',
        tagMs: NOON + i * 10_000 - 20_000,
      });
      outcomes.push(heard);
    }
    expect(new Set(outcomes)).toEqual(new Set(['duplicate']));
    const outcome = at(200, 35.208, { feed: 'south', tagMs: NOON + 180_000, utcSecond: 20 });
    expect(outcome).toBe('accepted');
  });

  it('takes the same content again once the second is over', () => {
    at(0, 35.2);
    expect(at(10, 35.2)).toBe('accepted');
  });

  it('knows the same static message of two stations, and another part of it', () => {
    const partA: Report = { type: 24, part: 0, name: 'TAMAKI' };
    expect(hear({ ...partA, at: 0, feed: 'north' })).toBe('accepted');
    expect(hear({ ...partA, at: 1, feed: 'south' })).toBe('duplicate');
    expect(hear({ type: 24, part: 1, callsign: 'JD2222', at: 1 })).toBe('accepted');
  });

  it('holds a jump as suspect and goes on from the old place when that is confirmed', () => {
    at(0, 35.2);
    expect(at(10, 35.6)).toBe('held');
    expect(latOf()).toBeCloseTo(35.2);
    expect(has(FLAG.suspect)).toBe(true);
    expect(told.at(-1)).toBe('fix a-431000001 suspect');
    expect(at(20, 35.2005)).toBe('accepted');
    expect(has(FLAG.suspect)).toBe(false);
    expect(latOf()).toBeCloseTo(35.2005);
  });

  it('believes a jump once three reports in a row agree', () => {
    at(0, 35.2);
    expect([at(10, 35.6), at(20, 35.6005), at(30, 35.601)]).toEqual(['held', 'held', 'accepted']);
    expect(latOf()).toBeCloseTo(35.601);
    expect(has(FLAG.suspect)).toBe(false);
    expect(fusion.table.count).toBe(1);
  });

  it('keeps two ships on one MMSI as two tracks', () => {
    for (let i = 0; i < 10; i++) {
      at(10 * i, 35.2 + i * 0.0003);
      at(10 * i + 5, 35.6 + i * 0.0003);
    }
    expect(fusion.table.count).toBe(2);
    expect(latOf('a-431000001')).toBeCloseTo(35.2027);
    expect(latOf('a-431000001-2')).toBeCloseTo(35.6027);
    expect(has(FLAG.sharedMmsi, 'a-431000001')).toBe(true);
    expect(has(FLAG.sharedMmsi, 'a-431000001-2')).toBe(true);
    expect(has(FLAG.suspect, 'a-431000001')).toBe(false);
  });

  it('gives the MMSI back to the one that is left, which keeps its trackId', () => {
    for (let i = 0; i < 10; i++) {
      at(10 * i, 35.2);
      at(10 * i + 5, 35.6);
    }
    const ageing = new Ageing(fusion);
    for (let i = 10; i < 800; i++) {
      at(10 * i + 5, 35.6);
      ageing.tick(NOON + 10_000 * i);
    }
    expect(row('a-431000001')).toBe(-1);
    expect(latOf('a-431000001-2')).toBeCloseTo(35.6);
    expect(has(FLAG.sharedMmsi, 'a-431000001-2')).toBe(false);
    expect(told).toContain('gone a-431000001');
  });

  it('believes 75 knots of a small craft and not of a ship', () => {
    const run = (mmsi: number, type: number): Outcome[] =>
      [0, 60].map((s) => at(s, 35.2 + (s * 1.25) / 3600, { mmsi, type, tagMs: NOON + s * 1000 }));
    expect(run(431_000_001, 1)).toEqual(['accepted', 'held']);
    expect(run(431_000_002, 18)).toEqual(['accepted', 'accepted']);
  });

  it('lets no type 27 over a fresher precise fix, and takes it when that is old', () => {
    at(0, 35.2, { sog: 100 });
    expect(at(30, 35.21, { type: 27 })).toBe('late');
    expect(latOf()).toBeCloseTo(35.2);
    expect(at(600, 35.22, { type: 27 })).toBe('accepted');
    expect(latOf()).toBeCloseTo(35.22);
    expect(has(FLAG.coarse)).toBe(true);
  });

  it('does not go back for a position that comes late', () => {
    for (let i = 0; i < 20; i++) at(i * 10, 35.2 + i * 0.0004, { tagMs: NOON + i * 10_000 });
    expect(at(200, 35.2, { tagMs: NOON + 60_000 })).toBe('late');
    expect(latOf()).toBeCloseTo(35.2076);
    expect(told.at(-1)).toBe('late a-431000001');
  });

  it('shows an old recording live by receive time', () => {
    const years = 14 * 365 * 86_400_000;
    for (let i = 0; i < 40; i++) at(i * 10, 35.2 + i * 0.0004, { tagMs: NOON - years + i * 10_000 });
    new Ageing(fusion).tick(NOON + 391_000);
    expect(fusion.table.state[row()]).toBe(stateCode('live'));
    expect(fusion.table.fixMs[row()]).toBe(NOON + 390_000);
    expect(fusion.sources.find('north', '')?.clock.errorMs).toBe(-years);
  });

  it('never dates a position after its receipt', () => {
    for (let i = 0; i < 20; i++) at(i * 10, 35.2, { tagMs: NOON + i * 10_000, mmsi: 431_000_009 });
    at(200, 35.2, { tagMs: NOON + 3_600_000 });
    expect(fusion.table.fixMs[row()]).toBe(NOON + 200_000);
    expect(at(210, 35.2001, { tagMs: NOON + 210_000 })).toBe('accepted');
  });

  it('suspects nothing in a capture sent in one burst without times', () => {
    const outcomes = new Set<Outcome>();
    for (let i = 0; i < 30; i++) outcomes.add(at(0, 35.2 + i * 0.005, { utcSecond: (i * 53) % 60, sog: 180 }));
    expect([...outcomes]).toEqual(['accepted']);
    expect(has(FLAG.suspect)).toBe(false);
  });

  it('reckons a jump by TAG time where a log is played fast', () => {
    at(0, 35.2, { tagMs: NOON });
    expect(at(0.01, 35.3, { tagMs: NOON + 1_800_000 })).toBe('accepted');
    expect(at(0.02, 35.4, { tagMs: NOON + 1_830_000 })).toBe('held');
  });

  it('takes the kind from the MMSI, then from the type', () => {
    const kinds: [Report, Parameters<typeof kindCode>[0]][] = [
      [{ mmsi: 431_000_011, type: 3 }, 'vessel-a'],
      [{ mmsi: 431_000_012, type: 18 }, 'vessel-b'],
      [{ mmsi: 111_431_001, type: 9 }, 'sar-aircraft'],
      [{ mmsi: 4_310_001, type: 4 }, 'base-station'],
      [{ mmsi: 994_310_001, type: 21 }, 'aton'],
      [{ mmsi: 994_310_002, type: 21, virtual: 1 }, 'aton-virtual'],
      [{ mmsi: 970_110_001, type: 1, navStatus: 14 }, 'sart'],
      [{ mmsi: 972_110_001, type: 1 }, 'mob'],
      [{ mmsi: 974_110_001, type: 1 }, 'epirb'],
      [{ mmsi: 984_310_001, type: 18 }, 'auxiliary'],
      [{ mmsi: 431_000_013, type: 1, navStatus: 14 }, 'vessel-a'],
    ];
    for (const [report, kind] of kinds) {
      at(0, 35.2, report);
      expect([report.mmsi, fusion.table.kind[fusion.roster.head(report.mmsi ?? 0)]]).toEqual([
        report.mmsi,
        kindCode(kind),
      ]);
    }
  });

  it('goes live, stale, lost and gone by the interval of the craft', () => {
    at(0, 35.2, { sog: 100 });
    at(0, 35.3, { mmsi: 431_000_002, sog: 0, navStatus: 1 });
    at(10, 35.2, { sog: 100 });
    const ageing = new Ageing(fusion);
    const states = (seconds: number): (number | undefined)[] => {
      ageing.tick(NOON + seconds * 1000);
      return ['a-431000001', 'a-431000002'].map((id) => (row(id) < 0 ? undefined : fusion.table.state[row(id)]));
    };
    expect(states(35)).toEqual([0, 0]);
    expect(states(45)).toEqual([1, 0]);
    expect(states(375)).toEqual([2, 0]);
    expect(states(560)).toEqual([2, 1]);
    expect(states(1_300)).toEqual([2, 2]);
    expect(states(1_900)).toEqual([2, undefined]);
    expect(states(7_300)).toEqual([undefined, undefined]);
    expect(told.filter((line) => line.startsWith('gone'))).toEqual(['gone a-431000002', 'gone a-431000001']);
  });

  it('marks the area of a silent station, and clears it when something is heard there', () => {
    at(0, 35.2, { sog: 0, navStatus: 5 });
    at(0, 35.6, { mmsi: 431_000_002, sog: 0, navStatus: 5, feed: 'south' });
    const ageing = new Ageing(fusion);
    at(170, 35.6, { mmsi: 431_000_002, sog: 0, navStatus: 5, feed: 'south' });
    ageing.tick(NOON + 171_000);
    expect(has(FLAG.noReception)).toBe(true);
    expect(has(FLAG.noReception, 'a-431000002')).toBe(false);
    at(180, 35.2, { sog: 0, navStatus: 5 });
    ageing.tick(NOON + 181_000);
    expect(has(FLAG.noReception)).toBe(false);
  });

  it('merges who it is, keeps what is known, and logs what changes', () => {
    hear({ type: 5, name: 'SAKURA', callsign: '7JAB', imo: 9_074_729, draught: 55, toBow: 100, toStern: 20 });
    hear({ type: 5, at: 360, name: '', callsign: '7JAB', draught: 61, toBow: 100, toStern: 20 });
    hear({ type: 5, at: 720, name: 'AKEBONO', callsign: '7JAB' });
    const identity = fusion.identities[row()];
    expect(identity).toMatchObject({ name: 'AKEBONO', callsign: '7JAB', imo: 9_074_729, draughtM: 6.1, toBow: 100 });
    expect(identity?.changes).toEqual([
      { atMs: NOON + 360_000, field: 'draughtM', from: 5.5, to: 6.1 },
      { atMs: NOON + 720_000, field: 'name', from: 'SAKURA', to: 'AKEBONO' },
    ]);
  });

  it('bounds the change log of a craft that changes all the time', () => {
    for (let i = 0; i < 100; i++) hear({ type: 5, at: i * 10, name: `SHIP ${i}` });
    const changes = fusion.identities[row()]?.changes ?? [];
    expect(changes).toHaveLength(8);
    expect(changes.at(-1)).toMatchObject({ from: 'SHIP 98', to: 'SHIP 99' });
  });

  it('takes no more tracks than it may', () => {
    fusion = new Fusion({ maxTracks: 2 });
    expect([1, 2, 3].map((i) => at(i, 35.2, { mmsi: 431_000_000 + i }))).toEqual(['accepted', 'accepted', 'full']);
    expect(at(10, 35.2, { mmsi: 431_000_001 })).toBe('accepted');
  });

  it('calls our own boats ours', () => {
    fusion = new Fusion({ own: new Set([MMSI]) });
    at(0, 35.2);
    expect(fusion.table.kind[row()]).toBe(kindCode('own'));
  });
});
