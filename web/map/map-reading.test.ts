import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionText } from './position-text.ts';
import { scaleBar } from './scale-bar.ts';

describe('position text', () => {
  it('writes degrees and minutes with two decimals', () => {
    expect(positionText({ lon: 139.787, lat: 35.27333 })).toBe('35°16.40′N 139°47.22′E');
    expect(positionText({ lon: -0.5, lat: -5.25 })).toBe('05°15.00′S 000°30.00′W');
  });
  it('carries over instead of writing sixty minutes', () => {
    expect(positionText({ lon: 139.999999, lat: 34.999999 })).toBe('35°00.00′N 140°00.00′E');
  });
  it('is within half a hundredth of a minute of what it says', () => {
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), (lat) => {
        const [, deg, min, side] = /^(\d+)°(\d+\.\d+)′([NS])/.exec(positionText({ lon: 0, lat })) ?? [];
        const read = (Number(deg) + Number(min) / 60) * (side === 'S' ? -1 : 1);
        expect(Math.abs(read - lat)).toBeLessThanOrEqual(0.005 / 60 + 1e-9);
      }),
    );
  });
});

describe('scale bar', () => {
  it('is a round number of miles as wide as the mercator of that latitude makes it', () => {
    const { lengthNm, widthPx } = scaleBar(35.3, 11, 140);
    expect(lengthNm).toBe(2);
    expect(widthPx).toBeCloseTo((2 * 1852) / 31.19, 0);
  });
  it('never is wider than asked for, nor uselessly short', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -70, max: 70, noNaN: true }),
        fc.double({ min: 4, max: 17, noNaN: true }),
        (lat, z) => {
          const { widthPx } = scaleBar(lat, z, 160);
          expect(widthPx).toBeLessThanOrEqual(160);
          expect(widthPx).toBeGreaterThan(50);
        },
      ),
    );
  });
});
