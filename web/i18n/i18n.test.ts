import { describe, expect, it } from '@jest/globals';
import { TABLET_TEXTS } from './tablet-words.ts';
import { DICTIONARIES, TRANSLATORS } from './translate.ts';

const valuesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)).sort();

describe.each([
  ['console', DICTIONARIES],
  ['tablet', TABLET_TEXTS],
])('the dictionaries of the %s', (_, { ja, en }) => {
  it('say the same sentences in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
    for (const [key, text] of [...Object.entries(ja), ...Object.entries(en)])
      expect([key, text]).toEqual([key, expect.stringMatching(/\S/)]);
  });

  it('take the same values in both languages', () => {
    const names = (dictionary: Readonly<Record<string, string>>): Record<string, string[]> =>
      Object.fromEntries(Object.entries(dictionary).map(([key, text]) => [key, valuesIn(text)]));
    const japanese = names(ja);
    const english = names(en);
    expect(english).toEqual(japanese);
  });
});

describe('a translator', () => {
  it('fills values in and leaves nothing open', () => {
    expect(TRANSLATORS.ja('count.shown', { total: 305, shown: 212 })).toBe('305 隻中 212 隻を表示');
    expect(TRANSLATORS.en('count.shown', { total: 305, shown: 212 })).toBe('212 of 305 vessels shown');
  });
});
