import { describe, expect, it } from '@jest/globals';
import { dragged, toMiddle } from './steps.ts';

describe('steering in the picture', () => {
  it('turns by half the field to bring an edge to the middle', () => {
    expect(toMiddle({ x: 1, y: 0.5 }, 40, 16 / 9)).toEqual({ to: 'by', panDeg: 20, tiltDeg: 0, fovFactor: 1 });
    const { panDeg, tiltDeg } = toMiddle({ x: 0.5, y: 0 }, 40, 16 / 9);
    expect([panDeg, tiltDeg]).toEqual([0, expect.closeTo(11.57, 2)]);
  });
  it('draws the picture along: what is dragged to the right turns the camera to the left', () => {
    const { panDeg, tiltDeg } = dragged({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 }, 40, 16 / 9);
    expect(panDeg).toBeLessThan(-20);
    expect(tiltDeg).toBeGreaterThan(0);
    expect(dragged({ x: 0.5, y: 0.5 }, { x: 0.1, y: 0.2 }, 40, 2)).toEqual({
      ...dragged({ x: 0.9, y: 0.8 }, { x: 0.5, y: 0.5 }, 40, 2),
      panDeg: expect.closeTo(dragged({ x: 0.9, y: 0.8 }, { x: 0.5, y: 0.5 }, 40, 2).panDeg, 9),
      tiltDeg: expect.closeTo(dragged({ x: 0.9, y: 0.8 }, { x: 0.5, y: 0.5 }, 40, 2).tiltDeg, 9),
    });
  });
});
