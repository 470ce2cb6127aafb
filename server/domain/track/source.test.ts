import { describe, expect, it } from '@jest/globals';
import { Sources } from './source.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('sources', () => {
  it('are one per feed and station, and bounded whatever names come', () => {
    const sources = new Sources();
    expect(sources.of('a', 'x')).toBe(sources.of('a', 'x'));
    expect(sources.of('a', 'x')).not.toBe(sources.of('b', 'x'));
    for (let i = 0; i < 10_000; i++) sources.of('a', `station ${i}`);
    expect(sources.list.length).toBeLessThanOrEqual(4_001);
    expect(sources.of('a', 'yet another').station).toBe('');
  });
  it('are silent after three of their usual gaps', () => {
    const source = new Sources().of('a', '');
    for (let i = 0; i < 50; i++) source.hear(NOON + i * 60_000);
    const lastMs = NOON + 49 * 60_000;
    expect(source.isSilent(lastMs + 170_000)).toBe(false);
    expect(source.isSilent(lastMs + 190_000)).toBe(true);
  });
});
