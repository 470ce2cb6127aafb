import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activityOf, effectOf, isOpen, type LifeState, type OrderNow } from './order-life.ts';

const ALL: readonly LifeState[] = ['sent', 'delivered', 'seen', 'accepted', 'under-way', 'on-scene', 'boarding', 'done', 'refused', 'stood-down']; // biome-ignore format: one line
const after = (now: OrderNow, state: LifeState, version = now.version): OrderNow =>
  effectOf(now, { state, version }) === 'moves' ? { state, version: now.version } : now;

describe('the life of an order', () => {
  it('goes on by what is said, also where a word between was lost', () => {
    const now: OrderNow = { state: 'sent', version: 1 };
    expect(effectOf(now, { state: 'accepted', version: 1 })).toBe('moves');
    expect(effectOf({ state: 'on-scene', version: 1 }, { state: 'boarding', version: 1 })).toBe('moves');
  });

  it('knows what was said by voice before the tablet says it too', () => {
    expect(effectOf({ state: 'under-way', version: 1 }, { state: 'accepted', version: 1 })).toBe('known');
    expect(effectOf({ state: 'under-way', version: 1 }, { state: 'under-way', version: 1 })).toBe('known');
  });

  it('takes no word on the version before for one on this', () => {
    expect(effectOf({ state: 'sent', version: 2 }, { state: 'accepted', version: 1 })).toBe('overtaken');
    expect(effectOf({ state: 'sent', version: 2 }, { state: 'refused', version: 1 })).toBe('overtaken');
  });

  it('lets a boat refuse until she has accepted, and stands down from any state that is open', () => {
    expect(effectOf({ state: 'seen', version: 1 }, { state: 'refused', version: 1 })).toBe('moves');
    expect(effectOf({ state: 'accepted', version: 1 }, { state: 'refused', version: 1 })).toBe('known');
    for (const state of ALL)
      expect(effectOf({ state, version: 1 }, { state: 'stood-down', version: 1 })).toBe(
        isOpen(state) ? 'moves' : state === 'stood-down' ? 'known' : 'closed',
      );
  });

  it('ends once, and comes to the same end however often words are said again', () => {
    const words = fc.array(fc.constantFrom(...ALL.slice(1)), { maxLength: 12 });
    fc.assert(
      fc.property(words, (said) => {
        const once = said.reduce((now, state) => after(now, state), { state: 'sent', version: 1 } as OrderNow);
        const twice = said.flatMap((state) => [state, state]).reduce((now, state) => after(now, state), { state: 'sent', version: 1 } as OrderNow); // biome-ignore format: one line
        expect(twice).toEqual(once);
        const end = said.findIndex((_, i) => !isOpen(said.slice(0, i + 1).reduce((now, state) => after(now, state), { state: 'sent', version: 1 } as OrderNow).state)); // biome-ignore format: one line
        if (end >= 0) expect(isOpen(once.state)).toBe(false);
      }),
    );
  });

  it('makes a boat busy from when she has accepted until it ends', () => {
    expect(ALL.map(activityOf)).toEqual([null, null, null, 'on-task', 'on-task', 'on-task', 'boarding', null, null, null]); // biome-ignore format: one line
  });
});
