import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageProvider } from '../i18n/language.tsx';
import { TrailSection, type TrailSectionProps } from './trail-section.tsx';

const LAST_MS = Date.UTC(2026, 10, 23, 16, 33, 27);
const section = (over: Partial<TrailSectionProps> = {}, language: 'ja' | 'en' = 'ja'): string =>
  renderToStaticMarkup(
    <LanguageProvider fixed={language}>
      <TrailSection
        span="3h"
        onSpan={() => {}}
        state="kept"
        lastMs={LAST_MS}
        live
        stepMs={300_000}
        onRetry={() => {}}
        {...over}
      />
    </LanguageProvider>,
  );

describe('the trail in the panel', () => {
  it('has four lengths, one of them pressed, and says how to read it', () => {
    const html = section();
    for (const text of ['30 分', '3 時間', '12 時間', '24 時間', '5 分ごと', '受信なし', 'kn'])
      expect(html).toContain(text);
    expect(html.match(/aria-checked="true"|aria-pressed="true"/g)).toHaveLength(1);
    expect(html).not.toContain('trail-note');
  });

  it('says nothing more when it is off', () => {
    const html = section({ span: 'off', state: undefined, lastMs: null });
    expect(html).not.toMatch(/trail-note|trail-legend|aria-checked="true"|aria-pressed="true"/);
  });

  it.each([
    [{ state: 'loading', lastMs: null } as const, 'Loading the trail'],
    [{ state: 'empty', lastMs: null } as const, 'No positions kept in this span.'],
    [{ state: 'failed', lastMs: null } as const, 'The trail cannot be loaded.'],
    [{ state: 'failed' } as const, 'Only what is heard is added.'],
    [{ state: 'away', lastMs: null } as const, 'The records cannot be reached.'],
    [{ live: false } as const, 'The trail ends at 01:33:27 JST (16:33Z): that is not now.'],
  ])('%j is said', (over, text) => {
    expect(section(over, 'en')).toContain(text);
  });

  it('offers to try again only where that helps', () => {
    expect(section({ state: 'failed' })).toContain('再試行');
    expect(section({ state: 'empty', lastMs: null })).not.toContain('再試行');
  });
});
