import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawHull } from './hull.ts';

const WIDTH = 340;
const numbers = (path: string): number[] => [...path.matchAll(/-?\d+(\.\d+)?/g)].map(([n]) => Number(n));

describe('the hull drawing', () => {
  it('is to scale: a bar of known metres beside it', () => {
    const drawn = drawHull({ lengthM: 200, beamM: 32, toBowM: 150, toPortM: 16 }, WIDTH);
    const perM = drawn.bar.width / drawn.bar.metres;
    expect(drawn.height).toBeCloseTo(32 * perM);
    const xs = numbers(drawn.outline);
    expect(Math.max(...xs)).toBeCloseTo(200 * perM);
    expect(drawn.antenna?.x).toBeCloseTo(50 * perM);
    expect(drawn.antenna?.y).toBeCloseTo(16 * perM);
  });

  it('keeps a boat small beside a ship of the same frame', () => {
    const boat = drawHull({ lengthM: 55, beamM: 10, toBowM: null, toPortM: null }, WIDTH);
    const ship = drawHull({ lengthM: 99, beamM: 16, toBowM: null, toPortM: null }, WIDTH);
    expect(boat.bar).toEqual(ship.bar);
    expect(boat.height).toBeLessThan(ship.height);
    expect(boat.antenna).toBeNull();
  });

  it('stays in its box for every size that AIS can send', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1022 }), fc.integer({ min: 1, max: 126 }), (lengthM, beamM) => {
        const drawn = drawHull({ lengthM, beamM, toBowM: lengthM, toPortM: beamM }, WIDTH);
        const xs = numbers(drawn.outline);
        expect(Math.min(...xs)).toBeGreaterThanOrEqual(-0.001);
        expect(drawn.bar.width).toBeLessThanOrEqual(WIDTH);
        expect(drawn.antenna?.x).toBeGreaterThanOrEqual(-0.001);
      }),
    );
  });

  it('refuses a ship without a size', () => {
    expect(() => drawHull({ lengthM: 0, beamM: 4, toBowM: null, toPortM: null }, WIDTH)).toThrow('got 0 x 4');
  });
});
