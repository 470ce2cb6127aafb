import { describe, expect, it } from '@jest/globals';
import { kindCode, type State, stateCode } from '../../server/domain/track/kind.ts';
import { NONE_16 } from '../../server/domain/track/track-table.ts';
import { tallyOf, vesselsInView } from './vessels-in-view.ts';

interface Ship {
  readonly name?: string | null;
  readonly state?: State;
  readonly sog?: number;
}

const rowsOf = (ships: readonly (Ship | null)[]): Parameters<typeof tallyOf>[0] => ({
  size: ships.length,
  count: ships.filter(Boolean).length,
  total: 50,
  key: Uint32Array.from(ships, (ship, i) => (ship ? i + 1 : 0)),
  mmsi: Uint32Array.from(ships, (_, i) => 431_000_001 + i),
  names: ships.map((ship) => ship?.name ?? null),
  trackIds: ships.map((ship, i) => (ship ? `t${i}` : '')),
  kind: Uint8Array.from(ships, () => kindCode('vessel-a')),
  state: Uint8Array.from(ships, (ship) => stateCode(ship?.state ?? 'live')),
  shipType: Uint8Array.from(ships, () => 70),
  sog: Uint16Array.from(ships, (ship) => ship?.sog ?? NONE_16),
  flags: Uint16Array.from(ships, () => 0),
});

describe('the list of what is in view', () => {
  it('is in the order of names, the unnamed last by MMSI, without free rows', () => {
    const listed = vesselsInView(rowsOf([{ name: 'ZULU' }, {}, null, { name: 'ALFA' }, {}]), 10);
    expect(listed.map((one) => one.name ?? one.mmsi)).toEqual(['ALFA', 'ZULU', '431000002', '431000005']);
  });

  it('keeps to its limit and tells what is known', () => {
    const [only, ...rest] = vesselsInView(rowsOf([{ name: 'B' }, { name: 'A', sog: 112, state: 'stale' }]), 1);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({
      trackId: 't1',
      name: 'A',
      sogKn: 11.2,
      state: 'stale',
      kind: 'vessel-a',
      shipType: 70,
    });
  });
});

describe('the tally', () => {
  it('counts a stale track neither as moving nor as stopped', () => {
    const tally = tallyOf(
      rowsOf([{ sog: 120 }, { sog: 2 }, {}, { sog: 120, state: 'stale' }, { state: 'lost' }, null]),
    );
    expect(tally).toEqual({ shown: 5, total: 50, moving: 1, stopped: 2, stale: 2 });
  });
});
