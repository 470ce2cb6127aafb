import { describe, expect, it } from '@jest/globals';
import { behindMs, secondsApart } from './stamp.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('UTC seconds', () => {
  it('are reconciled with the time of receipt', () => {
    expect(behindMs(58, NOON + 1_500)).toBe(3_500);
    expect(behindMs(2, NOON + 1_500)).toBe(-500);
    expect(secondsApart(58, 3)).toBe(5);
    expect(secondsApart(3, 58)).toBe(-5);
    expect(secondsApart(60, 3)).toBeNaN();
  });
});
