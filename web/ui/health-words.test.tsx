import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { TRANSLATORS } from '../i18n/translate.ts';
import { HealthWords, healthText } from './health-words.tsx';

const { ja } = TRANSLATORS;
const part = { sinceMs: 0 } as const;

describe('health', () => {
  it('says in a word what is not well', () => {
    expect(healthText({ ...part, state: 'ok', up: 3, total: 3 }, ja)).toBe('3/3');
    expect(healthText({ ...part, state: 'ok', up: null, total: null }, ja)).toBe('正常');
    expect(healthText({ ...part, state: 'degraded', up: 2, total: 3 }, ja)).toBe('2/3 一部断');
    expect(healthText({ ...part, state: 'down', up: null, total: null }, ja)).toBe('断');
  });

  it('of a part that is not installed is muted, never green', () => {
    expect(healthText({ ...part, state: 'absent', up: null, total: null }, ja)).toBe('なし');
  });

  it('is unknown, not good, while nothing is heard from the server', () => {
    const html = renderToStaticMarkup(<HealthWords health={null} />);
    expect(html.match(/health-word unknown/g)).toHaveLength(4);
    expect(html).toContain('不明');
  });

  it('gives each state a look of its own', () => {
    const html = renderToStaticMarkup(
      <HealthWords
        health={{
          feeds: { ...part, state: 'down', up: 0, total: 1 },
          cameras: { ...part, state: 'absent', up: null, total: null },
          database: { ...part, state: 'ok', up: null, total: null },
          boats: { ...part, state: 'degraded', up: 5, total: 6 },
          history: null,
        }}
      />,
    );
    for (const state of ['down', 'absent', 'ok', 'degraded']) expect(html).toContain(`health-word ${state}`);
  });
});
