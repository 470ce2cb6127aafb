import { describe, expect, it } from '@jest/globals';
import { frameRate } from './frame-rate.ts';

describe('frame rate', () => {
  it('rests where nothing moves, and stays between eight and thirty where something does', () => {
    expect([0, 0.1, 7, 1000].map(frameRate)).toEqual([1, 8, expect.closeTo(20, 0), 30]);
  });
});
