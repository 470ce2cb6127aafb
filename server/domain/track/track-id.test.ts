import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aisTrackId, parseAisTrackId } from './track-id.ts';

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
