import { describe, expect, it } from '@jest/globals';
import { flagOf, midOf } from './mid.ts';

describe('country digits', () => {
  it.each([
    [431_000_001, 431, 'JP'],
    [4_310_001, 431, 'JP'],
    [43_112_345, 431, 'JP'],
    [111_431_001, 431, 'JP'],
    [994_316_001, 431, 'JP'],
    [984_312_345, 431, 'JP'],
    [843_100_001, 431, 'JP'],
    [352_001_234, 352, 'PA'],
    [677_001_234, 677, 'TZ'],
    [970_431_001, 0, null],
    [299_000_001, 299, null],
  ])('of %d are %d, flag %s', (mmsi, mid, flag) => {
    expect([midOf(mmsi), flagOf(mmsi)]).toEqual([mid, flag]);
  });
});
