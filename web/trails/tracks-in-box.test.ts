import { describe, expect, it } from '@jest/globals';
import { kindCode } from '../../server/domain/track/kind.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { tracksInBox } from './tracks-in-box.ts';

const BOX = { west: 139, south: 35, east: 140, north: 36 };

type Ship = readonly [trackId: string, lon: number, lat: number, kind?: Parameters<typeof kindCode>[0]];
const rowsOf = (ships: readonly Ship[]): Parameters<typeof tracksInBox>[0] => ({
  size: ships.length,
  key: Uint32Array.from(ships, ([trackId], i) => (trackId === '' ? 0 : i + 1)),
  trackIds: ships.map(([trackId]) => trackId),
  kind: Uint8Array.from(ships, ([, , , kind]) => kindCode(kind ?? 'vessel-a')),
  lon: Int32Array.from(ships, ([, lon]) => (Number.isNaN(lon) ? NO_POSITION : lon * UNITS_PER_DEGREE)),
  lat: Int32Array.from(ships, ([, , lat]) => lat * UNITS_PER_DEGREE),
});

describe('the tracks of a box', () => {
  it('are the vessels in it: seen by radar or heard, no aids, nothing without a place', () => {
    const rows = rowsOf([
      ['a-431000001', 139.5, 35.5],
      ['a-431000002', 140.5, 35.5],
      ['a-994310001', 139.5, 35.5, 'aton'],
      ['r-7', 139.5, 35.5, 'radar'],
      ['a-431000003', Number.NaN, 35.5],
      ['', 139.5, 35.5],
      ['a-431000004-2', 139, 36],
    ]);
    expect(tracksInBox(rows, BOX)).toEqual({ trackIds: ['a-431000001', 'r-7', 'a-431000004-2'], found: 3 });
  });

  it('of too many are those nearest to its middle, and it says how many there were', () => {
    const rows = rowsOf([0.1, 0.45, 0.9, 0.5, 0.2].map((x, i): Ship => [`a-43100000${i}`, 139 + x, 35.5]));
    expect(tracksInBox(rows, BOX, 2)).toEqual({ trackIds: ['a-431000003', 'a-431000001'], found: 5 });
  });
});
