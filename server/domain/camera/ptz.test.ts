import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { turnDeg } from '../geo/geodesy.ts';
import { aimOf, canPanTo, type PtzMount, positionOf } from './ptz.ts';

const MOUNT: PtzMount = {
  ...{ northDeg: 100, panFromDeg: -170, panToDeg: 170, tiltFromDeg: -60, tiltToDeg: 20 },
  ...{ fovWideDeg: 48, fovTeleDeg: 3 },
};

describe('a camera that turns', () => {
  it('gives back where it was told to look', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -169, max: 169, noNaN: true }),
        fc.double({ min: -60, max: 20, noNaN: true }),
        fc.double({ min: 3, max: 48, noNaN: true }),
        (pan, tiltDeg, fovDeg) => {
          const aim = aimOf(MOUNT, positionOf(MOUNT, { panDeg: 100 + pan, tiltDeg, fovDeg }));
          expect(Math.abs(turnDeg(aim.panDeg, 100 + pan))).toBeLessThan(1e-6);
          expect(aim.tiltDeg).toBeCloseTo(tiltDeg, 6);
          expect(aim.fovDeg).toBeCloseTo(fovDeg, 6);
        },
      ),
    );
  });

  it('looks ahead at the middle, wide at zoom 0, and no further than its ends', () => {
    expect(positionOf(MOUNT, { panDeg: 100, tiltDeg: -20, fovDeg: 48 })).toEqual({ x: 0, y: 0, zoom: 0 });
    expect(positionOf(MOUNT, { panDeg: 275, tiltDeg: -80, fovDeg: 1 })).toEqual({ x: 1, y: -1, zoom: 1 });
    expect([canPanTo(MOUNT, 275), canPanTo(MOUNT, 260), canPanTo(MOUNT, 290)]).toEqual([false, true, true]);
  });
});
