import { describe, expect, it } from '@jest/globals';
import { kindCode } from '../track/kind.ts';
import { POSITION_FLAG, Positions } from './positions.ts';
import { plausible, runsOf } from './trail.ts';

const A = kindCode('vessel-a');

/** Reports at these seconds, of a class A ship at this speed (tenths of a knot). */
function reports(seconds: readonly number[], sog: number, flags = 0): Positions {
  const positions = new Positions();
  for (const s of seconds) {
    const blank = { lon: s, lat: s, cog: 0, heading: 0, rot: 0, navStatus: 0, source: 1 };
    positions.push({ ...blank, atMs: s * 1_000, sog, flags });
  }
  return positions;
}

describe('the runs of a trail', () => {
  it('are one while reports come in the rhythm of the ship', () => {
    expect(runsOf(reports([0, 10, 20, 48], 100), A)).toEqual([{ from: 0, to: 4 }]);
  });

  it('are cut where more than three reports are missing', () => {
    expect(runsOf(reports([0, 10, 41, 51], 100), A)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ]);
  });

  it('are cut sooner for a fast ship than for a slow one', () => {
    const seconds = [0, 19];
    expect(runsOf(reports(seconds, 200), A)).toHaveLength(2);
    expect(runsOf(reports(seconds, 100), A)).toHaveLength(1);
  });

  it('are none without positions', () => {
    expect(runsOf(new Positions(), A)).toEqual([]);
  });

  it('leave out implausible jumps', () => {
    const positions = reports([0, 10], 100);
    positions.push({ ...positions.at(1), atMs: 11_000, flags: POSITION_FLAG.suspect });
    expect(plausible(positions).size).toBe(2);
  });
});
