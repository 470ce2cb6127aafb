import { describe, expect, it } from '@jest/globals';
import type { Camera } from '../../server/contract/camera.ts';
import { isBlack } from './black.ts';
import { askTicket } from './cameras-api.ts';
import { tileState } from './tile-state.ts';
import { arranged } from './use-tiles.ts';
import { viewsOf } from './views.ts';

const CAMERA: Camera = {
  ...{ cameraId: 'daikoku', name: { ja: '大黒ふ頭', en: 'Daikoku' }, office: 'yokohama', lon: 139.693, lat: 35.456 },
  ...{
    heightM: 28,
    panDeg: 110,
    tiltDeg: -2,
    fovDeg: 44,
    dayRangeM: 6000,
    nightRangeM: 3000,
    rangeM: 3000,
    isThermal: false,
    isFilm: false,
  },
  ...{
    state: 'live',
    sinceMs: 0,
    reason: null,
    viewers: 0,
    isRecorded: true,
    recordingTrouble: null,
    head: null,
    alignedMs: null,
  },
  wedge: [
    [139.693, 35.456],
    [139.72, 35.46],
    [139.72, 35.44],
    [139.693, 35.456],
  ],
};
const seen = { camera: 'live', drawnAgoMs: 90, lagMs: 40, can: true, isBlack: false, isOld: false } as const;

describe('what a tile says', () => {
  it.each([
    [{}, 'live'],
    [{ drawnAgoMs: null }, 'opening'],
    [{ drawnAgoMs: 2_600 }, 'stale'],
    [{ lagMs: 2_600 }, 'stale'],
    [{ camera: 'stale' as const }, 'stale'],
    [{ camera: 'suspect' as const }, 'suspect'],
    [{ camera: 'suspect' as const, drawnAgoMs: 9_000 }, 'stale'],
    [{ camera: 'offline' as const }, 'offline'],
    [{ camera: 'unknown' as const }, 'unknown'],
    [{ isOld: true }, 'unknown'],
    [{ can: false }, 'unable'],
    [{ isBlack: true }, 'suspect'],
    [{ isBlack: true, drawnAgoMs: 9_000 }, 'stale'],
    [{ camera: 'idle' as const }, 'live'],
  ])('with %j is %s', (more, expected) => {
    expect(tileState({ ...seen, ...more })).toBe(expected);
  });
});

describe('isBlack', () => {
  const picture = (luma: (i: number) => number): Uint8ClampedArray =>
    Uint8ClampedArray.from({ length: 64 * 36 * 4 }, (_, at) => (at % 4 === 3 ? 255 : luma(at >> 2)));
  it('is a covered lens with its noise and hot pixels, not a night with lamps', () => {
    expect(isBlack(picture(() => 0))).toBe(true);
    expect(isBlack(picture((i) => 8 + (i % 12)))).toBe(true);
    expect(isBlack(picture((i) => (i % 500 === 0 ? 255 : 10)))).toBe(true);
    expect(isBlack(picture((i) => (i % 100 === 0 ? 90 : 10)))).toBe(false);
    expect(isBlack(picture(() => 30))).toBe(false);
  });
});

describe('viewsOf', () => {
  it('draws a wedge and a foot, dim where nothing is seen', () => {
    const [wedge, foot] = viewsOf([CAMERA]).features;
    expect(wedge).toMatchObject({ geometry: { type: 'Polygon' }, properties: { dim: false } });
    expect(foot).toMatchObject({ geometry: { type: 'Point', coordinates: [139.693, 35.456] } });
    expect(viewsOf([{ ...CAMERA, state: 'offline' }]).features[0]?.properties).toMatchObject({ dim: true });
  });
});

describe('the order of tiles', () => {
  it('is changed by dropping one on another, and by a place', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(arranged(ids, 'a', 'c')).toEqual(['b', 'c', 'a', 'd']);
    expect(arranged(ids, 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(arranged(ids, 'b', 1)).toEqual(['a', 'c', 'b', 'd']);
    expect(arranged(ids, 'a', -1)).toEqual(ids);
    expect(arranged(ids, 'x', 'b')).toEqual(ids);
  });
});

describe('askTicket', () => {
  it('answers where to watch, or nothing', async () => {
    const answer = (status: number) => async () =>
      new Response(JSON.stringify({ path: '/live/x?ticket=y' }), { status });
    expect(await askTicket('x', answer(200))).toBe('/live/x?ticket=y');
    expect(await askTicket('x', answer(503))).toBeNull();
    expect(await askTicket('x', () => Promise.reject(new Error('no network')))).toBeNull();
  });
});
