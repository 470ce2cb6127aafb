import { describe, expect, it } from '@jest/globals';
import { mercatorPerMetre } from './mercator.ts';
import { MadeUpTracks } from './testbed/made-up-tracks.ts';
import { VesselBuffer } from './vessel-buffer.ts';

const NOW_MS = 1_764_000_000_000;
const ORIGIN = { lon: 139.8, lat: 35.4 };
/** A screen of 1000 x 1000 on which one pixel is 10 metres at the origin. */
const SCALE = 2 / (1000 * 10 * mercatorPerMetre(ORIGIN.lat));
const SCREEN = {
  m: new Float64Array([SCALE, 0, 0, 0, 0, -SCALE, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
  widthPx: 1000,
  heightPx: 1000,
};

function bufferOf(tracks: MadeUpTracks): VesselBuffer {
  const buffer = new VesselBuffer(ORIGIN, NOW_MS);
  buffer.take(tracks, { from: 0, to: tracks.size });
  return buffer;
}
function placeOf(buffer: VesselBuffer, row: number, nowMs: number) {
  const at = { x: Number.NaN, y: Number.NaN };
  return buffer.project(row, nowMs, SCREEN, at) ? at : null;
}

describe('VesselBuffer', () => {
  it('reckons motion by course and speed from when the position was heard', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN, sogKn: 20, cogDeg: 90 }, NOW_MS);
    const buffer = bufferOf(tracks);
    expect(placeOf(buffer, 0, NOW_MS)).toEqual({ x: expect.closeTo(500, 1), y: expect.closeTo(500, 1) });
    // 20 kn = 10.29 m/s: 20 s are 206 m
    expect(placeOf(buffer, 0, NOW_MS + 20_000)).toEqual({ x: expect.closeTo(520.6, 1), y: expect.closeTo(500, 1) });
  });
  it('stands still after three expected intervals', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN, sogKn: 20, cogDeg: 0 }, NOW_MS);
    const buffer = bufferOf(tracks);
    const stopped = placeOf(buffer, 0, NOW_MS + 30_000);
    expect(placeOf(buffer, 0, NOW_MS + 3_600_000)).toEqual(stopped);
    expect(stopped?.y).toBeCloseTo(500 - 30.9, 0);
  });
  it('is reckoned on for as long as reports are on their way where the story runs fast', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN, sogKn: 20, cogDeg: 0 }, NOW_MS);
    const buffer = bufferOf(tracks);
    buffer.wayS = 150;
    const moving = placeOf(buffer, 0, NOW_MS + 120_000);
    expect(moving?.y).toBeCloseTo(500 - 123.5, 0);
    expect(placeOf(buffer, 0, NOW_MS + 3_600_000)).toEqual(placeOf(buffer, 0, NOW_MS + 180_000));
  });
  it('does not move what is anchored, lost or without a course', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN, sogKn: 0.6, cogDeg: 90, navStatus: 1 }, NOW_MS);
    tracks.put({ ...ORIGIN, sogKn: 12, cogDeg: 90, state: 2 }, NOW_MS);
    tracks.put({ ...ORIGIN, sogKn: 12 }, NOW_MS);
    tracks.cog[2] = 0xffff;
    const buffer = bufferOf(tracks);
    for (const row of [0, 1, 2]) expect(placeOf(buffer, row, NOW_MS + 60_000)?.x).toBeCloseTo(500, 1);
    expect(buffer.topSpeed).toBe(0);
  });
  it('picks the nearest within the radius, and nothing beyond', () => {
    const tracks = new MadeUpTracks();
    for (const lon of [139.8, 139.801, 139.81]) tracks.put({ lon, lat: 35.4 }, NOW_MS);
    const buffer = bufferOf(tracks);
    expect(buffer.pick({ x: 508, y: 500 }, 14, NOW_MS, SCREEN)).toBe(1);
    expect(buffer.pick({ x: 500, y: 530 }, 14, NOW_MS, SCREEN)).toBe(-1);
  });
  it('has no place for a track that is gone or never had one', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN }, NOW_MS);
    tracks.put({ ...ORIGIN }, NOW_MS);
    tracks.remove(0);
    const buffer = bufferOf(tracks);
    expect(placeOf(buffer, 0, NOW_MS)).toBeNull();
    expect(buffer.pick({ x: 500, y: 500 }, 14, NOW_MS, SCREEN)).toBe(1);
    expect(placeOf(buffer, 7, NOW_MS)).toBeNull();
  });
  it('keeps what it holds when it grows', () => {
    const tracks = new MadeUpTracks();
    tracks.put({ ...ORIGIN }, NOW_MS);
    const buffer = bufferOf(tracks);
    for (let i = 0; i < 3000; i++) tracks.put({ lon: 139.9, lat: 35.5 }, NOW_MS);
    expect(buffer.take(tracks, { from: 1, to: tracks.size })).toBe(true);
    expect(placeOf(buffer, 0, NOW_MS)?.x).toBeCloseTo(500, 1);
    expect(buffer.count).toBe(3001);
  });
});
