import { describe, expect, it } from '@jest/globals';
import { NewsSignal } from './news-signal.ts';

describe('NewsSignal', () => {
  it('keeps a list by its changes, and begins anew with a new connection', () => {
    const signal = new NewsSignal<{ id: string; n: number }>(({ id }) => id);
    expect(signal.read()).toBeNull();
    signal.take({ changed: [{ id: 'a', n: 1 }, { id: 'b', n: 1 }], gone: [] }); // biome-ignore format: one line
    signal.take({ changed: [{ id: 'a', n: 2 }], gone: ['b'] });
    expect(signal.read()).toEqual([{ id: 'a', n: 2 }]);
    signal.renew();
    expect(signal.read()).toEqual([{ id: 'a', n: 2 }]);
    signal.take({ changed: [{ id: 'c', n: 1 }], gone: [] });
    expect(signal.read()).toEqual([{ id: 'c', n: 1 }]);
  });
});
