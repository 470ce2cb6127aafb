import { describe, expect, it } from '@jest/globals';
import type { TrackInView } from '../../../server/contract/camera-aim.ts';
import { project } from '../../../server/domain/camera/view.ts';
import { destination } from '../../../server/domain/geo/geodesy.ts';
import { labelAt, labelsOf } from './labels.ts';

const NOW = 1_795_000_000_000;
const VIEW = {
  ...{ lon: 139.7, lat: 35.4, heightM: 30, panDeg: 90, tiltDeg: -2, fovDeg: 40 },
  ...{ rollDeg: 0, k1: 0, widthPx: 640, heightPx: 360 },
};
const track = (trackId: string, bearingDeg: number, rangeM: number, more: Partial<TrackInView> = {}): TrackInView => ({
  ...{ trackId, name: trackId.toUpperCase(), ...destination(VIEW, bearingDeg, rangeM), fixMs: NOW },
  ...{ sogKn: 0, cogDeg: 0, lengthM: 100, errorM: 20 },
  ...more,
});

describe('labels over a picture', () => {
  it('stand where the ships are, left to right, and none beside the picture', () => {
    const labels = labelsOf(VIEW, [track('b', 95, 2000), track('a', 80, 1500), track('c', 140, 900)], NOW);
    expect(labels.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(labels[1]?.x).toBeCloseTo(project(VIEW, destination(VIEW, 95, 2000), 5)?.x ?? 0, 6);
    expect(labels[0]?.errorPx).toBeCloseTo((20 / 1500) * (320 / Math.tan(Math.PI / 9)), 6);
  });

  it('go on with a ship from when she was heard', () => {
    const moving = track('a', 90, 2000, { sogKn: 20, cogDeg: 180, fixMs: NOW - 60_000 });
    const [label] = labelsOf(VIEW, [moving], NOW);
    expect(label?.x).toBeGreaterThan(320 + 200);
    expect(label?.ageMs).toBe(60_000);
  });

  it('name nobody where two ships fit', () => {
    const labels = labelsOf(VIEW, [track('a', 90, 2000), track('b', 90.3, 2050), track('c', 100, 2000)], NOW);
    expect(labels.map(({ name, ships }) => [name, ships])).toEqual([
      [null, 2],
      ['C', 1],
    ]);
  });

  it('are found by a click near them', () => {
    const labels = labelsOf(VIEW, [track('a', 80, 1500), track('b', 95, 2000)], NOW);
    const [first] = labels;
    expect(labelAt(labels, { x: (first?.x ?? 0) + 9, y: first?.y ?? 0 }, 24)?.trackId).toBe('a');
    expect(labelAt(labels, { x: 5, y: 5 }, 24)).toBeNull();
  });
});
