import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisMessage } from '../ais/message.ts';
import { Duplicates } from './duplicates.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

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
        expect(duplicates.novelty(message(fields), 0, NOON, Number.NaN)).toBe('new');
        expect(duplicates.novelty(message({ ...fields, repeat, channel: 66 }), 0, NOON + laterMs, Number.NaN)).toBe(
          laterMs <= 1_000 ? 'duplicate' : 'new',
        );
        expect(duplicates.novelty(message({ ...fields, lon: fields.lon + 1 }), 0, NOON, Number.NaN)).toBe('new');
      }),
    );
  });
  it('are not seen in a moored ship that jitters by the same little in longitude and latitude', () => {
    const duplicates = new Duplicates();
    const at = { mmsi: 1, lon: 83_792_560, lat: 21_268_698 };
    expect(duplicates.novelty(message(at), 0, NOON, Number.NaN)).toBe('new');
    expect(duplicates.novelty(message({ ...at, lon: at.lon ^ 1, lat: at.lat ^ 1 }), 0, NOON, Number.NaN)).toBe('new');
  });
  it('are told apart by TAG time where a log is played fast', () => {
    const duplicates = new Duplicates();
    duplicates.novelty(message({ mmsi: 1 }), 0, NOON, NOON);
    expect(duplicates.novelty(message({ mmsi: 1 }), 0, NOON + 1, NOON + 10_000)).toBe('new');
    expect(duplicates.novelty(message({ mmsi: 1 }), 0, NOON + 2, NOON + 11_000)).toBe('duplicate');
  });
  it('are told again by one receiver, however late by our clock, where the TAG time is the same', () => {
    const duplicates = new Duplicates();
    duplicates.novelty(message({ mmsi: 1, tagMs: NOON }), 0, NOON, NOON);
    // what is known of the receiver's clock has changed since
    expect(duplicates.novelty(message({ mmsi: 1, tagMs: NOON }), 0, NOON + 9_000, NOON + 7_000)).toBe('duplicate');
    expect(duplicates.novelty(message({ mmsi: 1, tagMs: NOON + 2_000 }), 0, NOON + 9_000, NOON + 2_000)).toBe('new');
  });
  it('are copies where a slow line brings a report with its UTC second again, from another receiver only', () => {
    const duplicates = new Duplicates();
    const timed = message({ mmsi: 1, utcSecond: 7 });
    duplicates.novelty(timed, 0, NOON, Number.NaN);
    expect(duplicates.novelty(timed, 1, NOON + 9_000, Number.NaN)).toBe('copy');
    expect(duplicates.novelty(timed, 0, NOON + 9_000, Number.NaN)).toBe('new');
    const untimed = message({ mmsi: 2 });
    duplicates.novelty(untimed, 0, NOON, Number.NaN);
    expect(duplicates.novelty(untimed, 1, NOON + 9_000, Number.NaN)).toBe('new');
  });
});
