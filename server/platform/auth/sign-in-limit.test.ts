import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SignInLimit } from './sign-in-limit.ts';

describe('the limit of sign-ins', () => {
  let nowMs = 0;
  let limit: SignInLimit;
  const fail = (username: string, address: string, times: number): void => {
    for (let i = 0; i < times; i++) limit.attempt(username, address);
  };
  beforeEach(() => {
    nowMs = 5_000;
    limit = new SignInLimit(() => nowMs);
  });

  it('lets five attempts through, then makes the pair wait longer and longer, at most a minute', () => {
    fail('mori', '10.0.0.1', 5);
    const waitsS: number[] = [];
    for (let i = 0; i < 9; i++) {
      const verdict = limit.attempt('mori', '10.0.0.1');
      if (verdict.ok) throw new Error('let through');
      waitsS.push(verdict.retryAfterS);
      nowMs += verdict.retryAfterS * 1000;
      expect(limit.attempt('mori', '10.0.0.1')).toEqual({ ok: true });
    }
    expect(waitsS).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('tells the first refusal apart, so that a flood leaves one audit row', () => {
    fail('mori', '10.0.0.1', 5);
    expect(limit.attempt('mori', '10.0.0.1')).toMatchObject({ isFirst: true });
    expect(limit.attempt('mori', '10.0.0.1')).toMatchObject({ isFirst: false });
  });

  it('never locks an account for everybody, nor the colleagues behind the same address', () => {
    fail('mori', '10.0.0.1', 50);
    expect(limit.attempt('mori', '10.0.0.2')).toEqual({ ok: true });
    expect(limit.attempt('sato', '10.0.0.1')).toEqual({ ok: true });
  });

  it('slows an address that tries name after name, but not those who have signed in from there', () => {
    limit.attempt('sato', '10.0.0.1');
    limit.passed('sato', '10.0.0.1');
    for (let i = 0; i < 300; i++) expect(limit.attempt(`name${i}`, '10.0.0.1')).toEqual({ ok: true });
    expect(limit.attempt('another', '10.0.0.1')).toMatchObject({ ok: false, retryAfterS: 1 });
    expect(limit.attempt('sato', '10.0.0.1')).toEqual({ ok: true });
    expect(limit.attempt('another', '10.0.0.2')).toEqual({ ok: true });
    nowMs += 1000;
    expect(limit.attempt('another', '10.0.0.1')).toEqual({ ok: true });
  });

  it('lets a whole centre change the watch behind one address', () => {
    for (let i = 0; i < 1000; i++) {
      expect(limit.attempt(`officer${i}`, '10.0.0.1')).toEqual({ ok: true });
      limit.passed(`officer${i}`, '10.0.0.1');
    }
  });

  it('starts anew after a right password and after a quarter of an hour', () => {
    fail('mori', '10.0.0.1', 5);
    limit.passed('mori', '10.0.0.1');
    fail('mori', '10.0.0.1', 4);
    expect(limit.attempt('mori', '10.0.0.1')).toEqual({ ok: true });
    nowMs += 15 * 60_000;
    fail('mori', '10.0.0.1', 4);
    expect(limit.attempt('mori', '10.0.0.1')).toEqual({ ok: true });
  });

  it('takes an IPv6 network for one address', () => {
    for (let i = 0; i < 5; i++) limit.attempt('mori', `2001:db8::${i + 1}`);
    expect(limit.attempt('mori', '2001:db8::77')).toMatchObject({ ok: false });
  });

  it('never lets more guesses of a pair through than the waits allow', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (pausesMs) => {
        let atMs = 0;
        const other = new SignInLimit(() => atMs);
        let through = 0;
        for (const pauseMs of pausesMs) {
          atMs += pauseMs;
          if (other.attempt('mori', '10.0.0.1').ok) through++;
        }
        expect(through).toBeLessThanOrEqual(5 + Math.log2(atMs / 1000 + 1) + atMs / 60_000 + 1);
      }),
    );
  });
});
