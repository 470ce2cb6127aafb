import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FreshnessState } from './freshness.ts';
import { type LinkState, linkOf, type SocketPhase } from './link.ts';

const link = (phase: SocketPhase, state: FreshnessState, resumedForMs: number | null = null): LinkState =>
  linkOf({ phase, resumedForMs, freshness: { state, ageMs: state === 'none' ? null : 0 } });

describe('linkOf', () => {
  it.each<[string, LinkState, SocketPhase, FreshnessState, number | null]>([
    ['connects until the first frame', 'connecting', 'up', 'none', null],
    ['is live when frames come', 'live', 'up', 'fresh', null],
    ['says for a moment that it came back', 'resumed', 'up', 'fresh', 4_999],
    ['then is live again', 'live', 'up', 'fresh', 5_000],
    ['is late when the socket is open but silent', 'late', 'up', 'frozen', null],
    ['is lost at once when the socket is', 'lost', 'lost', 'fresh', null],
    ['asks for a reload', 'reload', 'reload', 'fresh', null],
    ['asks to sign in', 'unauthenticated', 'refused', 'fresh', null],
  ])('%s', (_, expected, phase, state, resumedForMs) => {
    expect(link(phase, state, resumedForMs)).toBe(expected);
  });

  it('is live or resumed only with an open socket and a fresh picture', () => {
    const phases = fc.constantFrom<SocketPhase>('connecting', 'up', 'lost', 'reload', 'refused');
    const states = fc.constantFrom<FreshnessState>('none', 'fresh', 'late', 'frozen');
    fc.assert(
      fc.property(phases, states, fc.option(fc.nat(20_000)), (phase, state, resumedForMs) => {
        const isGood = ['live', 'resumed'].includes(link(phase, state, resumedForMs));
        expect(isGood).toBe(phase === 'up' && state === 'fresh');
      }),
    );
  });
});
