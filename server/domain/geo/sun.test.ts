import { describe, expect, it } from '@jest/globals';
import { sunHeightDeg } from './sun.ts';

const TOKYO = { lon: 139.7447, lat: 35.6544 };

describe('the height of the sun', () => {
  // to a minute or two: sunrise and sunset: the upper edge on the horizon, with refraction: -0.833 degrees (National Astronomical Observatory of Japan, Tokyo)
  it.each([
    ['2026-11-24T06:26+09:00', -0.833],
    ['2026-11-24T16:30+09:00', -0.833],
    ['2026-06-21T04:25+09:00', -0.833],
    ['2026-06-21T19:00+09:00', -0.833],
  ])('is that of the almanac at %s', (at, deg) => {
    expect(Math.abs(sunHeightDeg(TOKYO, Date.parse(at)) - deg)).toBeLessThan(0.4);
  });
  it('is highest at noon by the year, and far below at midnight', () => {
    expect(sunHeightDeg(TOKYO, Date.parse('2026-06-21T11:43+09:00'))).toBeCloseTo(90 - 35.6544 + 23.436, 1);
    expect(sunHeightDeg(TOKYO, Date.parse('2026-11-24T01:00+09:00'))).toBeLessThan(-50);
  });
});
