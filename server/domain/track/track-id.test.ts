import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { trackIdOfKey, trackKeyOf } from '../history/track-key.ts';
import { aisTrackId, parseAisTrackId, parseRadarTrackId, radarTrackId } from './track-id.ts';

describe('trackId', () => {
  it('comes back as what it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 4 }), (mmsi, ordinal) => {
        expect(parseAisTrackId(aisTrackId(mmsi, ordinal))).toEqual({ mmsi, ordinal });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 42 }), (number) => {
        expect(parseRadarTrackId(radarTrackId(number))).toBe(number);
        expect(parseAisTrackId(radarTrackId(number))).toBeNull();
        expect(trackIdOfKey(trackKeyOf(radarTrackId(number)))).toBe(radarTrackId(number));
      }),
    );
    for (const text of ['r-', 'r-A', 'r-00', 'r-zzzzzzzzzzz', 'a-431000001'])
      expect(parseRadarTrackId(text)).toBeNull();
  });
});
