import { describe, expect, it } from '@jest/globals';
import { destination } from '../geo/geodesy.ts';
import { aimAt, type Candidate, rankCameras } from './aim-at.ts';
import { project } from './view.ts';

const HERE = { lon: 139.7, lat: 35.4, heightM: 28 };
const PTZ = {
  ...{ northDeg: 0, panFromDeg: -90, panToDeg: 90, tiltFromDeg: -60, tiltToDeg: 20 },
  ...{ fovWideDeg: 40, fovTeleDeg: 2 },
};
const camera = (more: Partial<Candidate> & { id: string }): Candidate => ({
  ...{ ...HERE, rangeM: 3000, aim: { panDeg: 0, tiltDeg: -2, fovDeg: 40 }, ptz: PTZ },
  ...{ isUp: true, isHeld: false, isBusy: false, isOpen: () => true },
  ...more,
});

describe('aimAt', () => {
  it('puts a ship in the middle of the picture, a fifth of it long', () => {
    const target = destination(HERE, 77, 2100);
    const aim = aimAt(HERE, target, { lengthM: 100, errorM: 10 });
    const view = { ...HERE, ...aim, rollDeg: 0, widthPx: 640, heightPx: 360, k1: 0 };
    const [middle, bow] = [project(view, target, 4), project(view, destination(target, 167, 100), 4)];
    expect(middle?.x).toBeCloseTo(320, 0);
    expect(middle?.y).toBeCloseTo(180, 0);
    expect(Math.abs((bow?.x ?? 0) - 320)).toBeGreaterThan(110);
    expect(Math.abs((bow?.x ?? 0) - 320)).toBeLessThan(145);
  });

  it('looks wider at what may be elsewhere, and at what is of unknown size', () => {
    const target = destination(HERE, 10, 2000);
    const fov = (lengthM: number | null, errorM: number) => aimAt(HERE, target, { lengthM, errorM }).fovDeg;
    expect(fov(20, 200)).toBeGreaterThan(fov(20, 10));
    expect(fov(null, 10)).toBeCloseTo(fov(40, 10), 9);
  });
});

describe('rankCameras', () => {
  const target = destination(HERE, 30, 2000);

  it('takes the one that sees it best, and says why others do not', () => {
    const ranked = rankCameras(
      [
        camera({ id: 'fixed-aside', ptz: null, aim: { panDeg: 100, tiltDeg: 0, fovDeg: 40 } }),
        camera({ id: 'held', isHeld: true }),
        camera({ id: 'busy', isBusy: true }),
        camera({ id: 'near', ...destination(HERE, 30, 1000) }),
        camera({ id: 'short', rangeM: 1500 }),
        camera({ id: 'blind', isOpen: () => false }),
        camera({ id: 'off', isUp: false, isOpen: () => false }),
        camera({ id: 'far', rangeM: 12_000, ...destination(HERE, 200, 1000) }),
      ],
      target,
    );
    expect(ranked.map(({ id, unfit }) => [id, ...unfit])).toEqual([
      ['far'],
      ['near'],
      ['busy'],
      ['held', 'held'],
      ['blind', 'behind-land'],
      ['fixed-aside', 'cannot-turn'],
      ['short', 'beyond-range'],
      ['off', 'offline', 'behind-land'],
    ]);
  });

  it('lets a fixed or held camera do where it looks there anyway', () => {
    const aim = { panDeg: 30, tiltDeg: -2, fovDeg: 40 };
    const [first, second] = rankCameras(
      [camera({ id: 'fixed', ptz: null, aim }), camera({ id: 'held', isHeld: true, aim })],
      target,
    );
    expect([first?.unfit, second?.unfit]).toEqual([[], []]);
    expect(first).toMatchObject({ id: 'held', isInView: true });
  });
});
