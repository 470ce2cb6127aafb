import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisMessage } from '../ais/message.ts';
import { Ageing } from './ageing.ts';
import { Fusion } from './fusion.ts';
import { FLAG } from './kind.ts';
import { NO_POSITION } from './track-table.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

const step = fc.record({
  type: fc.constantFrom(1, 3, 4, 5, 9, 11, 14, 18, 19, 21, 24, 27, 8),
  mmsi: fc.constantFrom(431_000_001, 431_000_002, 4_310_001, 111_431_001, 994_310_001, 0),
  lon: fc.constantFrom(83_700_000, 83_700_100, 84_000_000, -83_700_000, 108_600_000),
  lat: fc.constantFrom(21_000_000, 21_000_100, 21_300_000, 54_600_000),
  utcSecond: fc.integer({ min: 0, max: 63 }),
  tagMs: fc.option(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((ms) => NOON + ms),
    { nil: Number.NaN },
  ),
  name: fc.constantFrom('', 'A', 'B'),
  feed: fc.constantFrom('north', 'south'),
  waitMs: fc.constantFrom(0, 100, 10_000, 200_000, 30_000_000),
});

describe('Fusion, whatever it hears', () => {
  it('keeps rows, trackIds and what it tells consistent', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const alive = new Set<number>();
        const fusion = new Fusion({
          changed: ({ row, what, fix }) => {
            const key = fusion.table.key[row] ?? 0;
            if (what === 'appeared') alive.add(key);
            expect(alive.has(key)).toBe(true);
            if (what === 'gone') alive.delete(key);
            expect(fix !== null).toBe(what === 'fix' || what === 'late');
            if (fix !== null) expect(fix.fixMs).toBeLessThanOrEqual(fix.receivedMs);
          },
        });
        const ageing = new Ageing(fusion);
        let nowMs = NOON;
        for (const { feed, waitMs, ...fields } of steps) {
          nowMs += waitMs;
          if (waitMs > 0) ageing.tick(nowMs);
          fusion.hear({ message: Object.assign(new AisMessage(), fields), feed, station: '', receivedMs: nowMs });
        }
        const ids = new Set<string>();
        const { table, roster } = fusion;
        for (let row = 0; row < table.size; row++) {
          if (table.key[row] === 0) continue;
          ids.add(roster.trackIdOf(row));
          expect(roster.rowOf(roster.trackIdOf(row))).toBe(row);
          expect(alive.has(table.key[row] ?? 0)).toBe(true);
          expect(table.fixMs[row]).toBeLessThanOrEqual(table.lastSeenMs[row] ?? 0);
          const shared = roster.rowsOf(table.mmsi[row] ?? 0).length > 1;
          expect(((table.flags[row] ?? 0) & FLAG.sharedMmsi) !== 0).toBe(shared);
          if (table.lon[row] !== NO_POSITION) expect(Math.abs(table.lat[row] ?? 0)).toBeLessThanOrEqual(54_000_000);
        }
        expect(ids.size).toBe(table.count);
        expect(alive.size).toBe(table.count);
      }),
      { numRuns: 300 },
    );
  });
});
