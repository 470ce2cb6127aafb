import { describe, expect, it } from '@jest/globals';
import { secondsAt, wallAt } from './playback-clock.ts';

const T = 1_795_000_000_000;
/** Two seconds, a gap of a minute, two seconds. */
const PIECES = [
  { startS: 0, durationS: 1, atMs: T },
  { startS: 1, durationS: 1, atMs: T + 1000 },
  { startS: 2, durationS: 2, atMs: T + 62_000 },
];

describe('time of a playback', () => {
  it.each([
    [0, T],
    [1.5, T + 1500],
    [2, T + 62_000],
    [3.25, T + 63_250],
    [99, T + 64_000],
  ])('at %s s is when the picture was', (s, atMs) => {
    expect(wallAt(PIECES, s)).toBe(atMs);
    if (s < 4) expect(secondsAt(PIECES, atMs)).toBeCloseTo(s, 6);
  });

  it('goes over a gap to what comes after it, and stays at the end', () => {
    expect(secondsAt(PIECES, T + 30_000)).toBe(2);
    expect(secondsAt(PIECES, T - 5000)).toBe(0);
    expect(secondsAt(PIECES, T + 999_999)).toBeCloseTo(4, 2);
    expect(secondsAt([], T)).toBeNull();
    expect(wallAt([], 1)).toBeNull();
  });
});
