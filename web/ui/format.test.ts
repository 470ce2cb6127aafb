import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TRANSLATORS } from '../i18n/translate.ts';
import {
  bearing,
  clockError,
  duration,
  etaMs,
  jstDay,
  jstMoment,
  jstTime,
  position,
  speed,
  utcTime,
} from './format.ts';

const { ja, en } = TRANSLATORS;
const AT = Date.UTC(2026, 10, 23, 16, 33, 27);

describe('time', () => {
  it('is shown in Japan, with UTC at hand', () => {
    expect(jstTime(AT)).toBe('01:33:27');
    expect(utcTime(AT)).toBe('16:33Z');
    expect(jstDay(AT, ja)).toBe('11月24日(火)');
    expect(jstDay(AT, en)).toBe('Tue 24/11');
  });

  it('names the day when it is another one in Japan', () => {
    expect(jstMoment(AT - 60_000, AT)).toBe('01:32');
    expect(jstMoment(AT - 3 * 3_600_000, AT)).toBe('11/23 22:33');
  });

  it('of a duration takes two units at most', () => {
    expect(duration(3200, ja)).toBe('3 秒');
    expect(duration(125_000, ja)).toBe('2 分 05 秒');
    expect(duration(23 * 60_000, en)).toBe('23 min');
    expect(duration(90 * 60_000, ja)).toBe('1 時間 30 分');
    expect(duration(50 * 3_600_000, en)).toBe('2 d 2 h');
    expect(duration(-500, ja)).toBe('0 秒');
  });

  it('of a clock error has its sign, but none below a second', () => {
    expect(clockError(-90_000, ja)).toBe('−1 分 30 秒');
    expect(clockError(2000, ja)).toBe('+2 秒');
    expect(clockError(-523, ja)).toBe('0 秒');
  });

  it('of arrival takes the year nearest to now', () => {
    const newYear = Date.UTC(2026, 11, 31, 20);
    expect(etaMs({ month: 1, day: 1, hour: 3, minute: 30 }, newYear)).toBe(Date.UTC(2027, 0, 1, 3, 30));
    expect(etaMs({ month: 12, day: 30, hour: 3, minute: null }, Date.UTC(2027, 0, 2))).toBe(Date.UTC(2026, 11, 30, 3));
  });

  it('of arrival is unknown where a part is missing or the day does not exist', () => {
    expect(etaMs({ month: null, day: 1, hour: 3, minute: 30 }, AT)).toBeNull();
    expect(etaMs({ month: 2, day: 30, hour: 3, minute: 30 }, AT)).toBeNull();
  });
});

describe('figures', () => {
  it('follow the custom of the bridge', () => {
    expect(speed(11.25)).toBe('11.3');
    expect(speed(102.2)).toBe('102.2+');
    expect(bearing(7.4)).toBe('007');
    expect(bearing(359.6)).toBe('000');
    expect(position(139.787, 35.273333)).toBe('35°16.40′N 139°47.22′E');
    expect(position(-0.5, -33.25)).toBe('33°15.00′S 000°30.00′W');
  });

  it('never say sixty minutes', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (lon) => {
        expect(position(lon, 0)).not.toMatch(/60\.00/);
      }),
    );
  });
});
