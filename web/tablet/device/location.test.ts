import { describe, expect, it } from '@jest/globals';
import { fixOf } from './location.ts';

const coords = (more: Record<string, number | null> = {}): GeolocationCoordinates =>
  ({ longitude: 139.7123456789, latitude: 35.3, speed: 10, heading: 56, ...more }) as unknown as GeolocationCoordinates;

describe('a position of the tablet', () => {
  it('is told in knots and degrees, at the server’s time', () => {
    expect(fixOf({ coords: coords(), timestamp: 5_000 }, 1_000_000, 7_000)).toEqual({
      ...{ lon: 139.712346, lat: 35.3, sogKn: 19.4, cogDeg: 56, headingDeg: null, fixMs: 998_000 },
    });
  });

  it('has no course where the tablet lies still, and no speed where none is told', () => {
    expect(fixOf({ coords: coords({ speed: 0.1 }), timestamp: 0 }, 0, 0)).toMatchObject({ sogKn: 0.2, cogDeg: null });
    expect(fixOf({ coords: coords({ speed: null, heading: Number.NaN }), timestamp: 0 }, 0, 0)).toMatchObject({
      ...{ sogKn: null, cogDeg: null },
    });
  });

  it('is never of later than now, whatever the receiver says', () => {
    expect(fixOf({ coords: coords(), timestamp: 90_000 }, 1_000, 7_000).fixMs).toBe(1_000);
  });
});
