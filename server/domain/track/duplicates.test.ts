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
