import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { destination, distanceM, turnDeg } from '../geo/geodesy.ts';
import {
  type CameraView,
  depressionDeg,
  dipDeg,
  directionOf,
  horizonLine,
  horizonM,
  pixelOf,
  project,
  verticalFovDeg,
  waterAt,
} from './view.ts';

const HONMOKU: CameraView = {
  ...{ lon: 139.6733, lat: 35.4339, heightM: 25 },
  ...{ panDeg: 90, tiltDeg: -1, rollDeg: 0, fovDeg: 40, widthPx: 640, heightPx: 360, k1: 0 },
};

const views = fc.record({
  lon: fc.constant(139.7),
  lat: fc.constant(35.4),
  heightM: fc.double({ min: 5, max: 120, noNaN: true }),
  panDeg: fc.double({ min: 0, max: 359.9, noNaN: true }),
  tiltDeg: fc.double({ min: -20, max: 5, noNaN: true }),
  rollDeg: fc.double({ min: -5, max: 5, noNaN: true }),
  fovDeg: fc.double({ min: 2, max: 70, noNaN: true }),
  widthPx: fc.constant(640),
  heightPx: fc.constant(360),
  k1: fc.double({ min: -0.12, max: 0.12, noNaN: true }),
});

describe('a camera', () => {
  it('has what it looks at in the middle, the right of it to the right, the water below the horizon', () => {
    const ahead = project(HONMOKU, destination(HONMOKU, 90, 1430)) as NonNullable<ReturnType<typeof project>>;
    expect(ahead.x).toBeCloseTo(320, 0);
    expect(ahead).toMatchObject({ isInFrame: true });
    expect(ahead.rangeM).toBeCloseTo(1430, 3);
    // 25 m over 1430 m is one degree
    expect(ahead.y).toBeCloseTo(180, 0);
    expect(project(HONMOKU, destination(HONMOKU, 110, 1430))?.x).toBeCloseTo(640, 0);
    expect(project(HONMOKU, destination(HONMOKU, 111, 1430))?.isInFrame).toBe(false);
    expect(project(HONMOKU, destination(HONMOKU, 270, 1430))).toBeNull();
    expect(project(HONMOKU, destination(HONMOKU, 90, 1430), 20)?.y).toBeLessThan(170);
  });

  it('sees the horizon where tables have it', () => {
    // 2.09 nautical miles times the root of the height in metres (Bowditch, table 12: 2.07 to 2.12)
    expect(horizonM(25) / 1852 / 5).toBeCloseTo(2.07, 1);
    // 1.76' times the root of the height (Bowditch)
    expect((dipDeg(25) * 60) / 5).toBeCloseTo(1.76, 1);
    expect(depressionDeg(25, horizonM(25))).toBeCloseTo(dipDeg(25), 6);
    const line = horizonLine(HONMOKU);
    expect(line).toHaveLength(9);
    for (const { y } of line) expect(y).toBeLessThan(180);
    expect(horizonLine({ ...HONMOKU, tiltDeg: -40 })).toEqual([]);
  });

  it('tells the direction of a pixel and the pixel of a direction', () => {
    const offset = fc.double({ min: -0.45, max: 0.45, noNaN: true });
    fc.assert(
      fc.property(views, offset, offset, (view, x, y) => {
        const pixel = { x: view.widthPx * (0.5 + x), y: view.heightPx * (0.5 + y) };
        const { bearingDeg, elevationDeg } = directionOf(view, pixel);
        const back = pixelOf(view, bearingDeg, elevationDeg);
        expect(back?.x).toBeCloseTo(pixel.x, 2);
        expect(back?.y).toBeCloseTo(pixel.y, 2);
      }),
    );
  });

  it('tells the water of a pixel and the pixel of a place on the water', () => {
    // a lens that bends much folds what is far aside back into the picture
    const folding = { ...HONMOKU, heightM: 11.57, panDeg: 0, tiltDeg: 0, rollDeg: -5, fovDeg: 2, k1: -0.12 };
    expect(project(folding, destination(folding, 0, 0.02 * horizonM(11.57)))).toBeNull();
    const share = fc.double({ min: 0.02, max: 0.8, noNaN: true });
    const side = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(views, share, side, (view, far, off) => {
        const at = destination(view, view.panDeg + off * view.fovDeg, far * horizonM(view.heightM));
        const sighted = project(view, at);
        if (!sighted?.isInFrame) return;
        const water = waterAt(view, sighted);
        expect(water?.rangeM).toBeCloseTo(sighted.rangeM, -1);
        expect(distanceM(water ?? view, at)).toBeLessThan(5 + sighted.rangeM / 1000);
      }),
    );
  });

  it('sees no water in the sky', () => {
    expect(waterAt(HONMOKU, { x: 320, y: 100 })).toBeNull();
    expect(directionOf(HONMOKU, { x: 320, y: 100 }).elevationDeg).toBeGreaterThan(0);
  });

  it('knows its field of view upright', () => {
    expect(verticalFovDeg(HONMOKU)).toBeCloseTo(23.15, 1);
    const top = directionOf({ ...HONMOKU, tiltDeg: 0 }, { x: 320, y: 0 });
    expect(top.elevationDeg).toBeCloseTo(23.15 / 2, 1);
    expect(Math.abs(turnDeg(top.bearingDeg, 90))).toBeLessThan(0.001);
  });
});
