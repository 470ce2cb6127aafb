import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { HistoryStatus } from '../../server/contract/history.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { HistoryBanner } from './history-banner.tsx';

const disk = { usedPct: 50, freeBytes: 1e9, daysLeft: 12.5, state: 'ok' } as const;
const ok: HistoryStatus = { state: 'ok', waiting: 0, lost: 0, raw: { lostBytes: 0, error: null }, disk };
const shown = (history: HistoryStatus | null, mayCure = false): string =>
  renderToStaticMarkup(
    <LanguageProvider>
      <HistoryBanner history={history} mayCure={mayCure} />
    </LanguageProvider>,
  );

describe('the banner of what is kept', () => {
  it('is not there while all is well or nothing is known', () => {
    expect(shown(ok) + shown(null)).toBe('');
  });

  it('says how many positions wait for the database, louder how many are lost', () => {
    expect(shown({ ...ok, state: 'waiting', waiting: 12_340 })).toMatch(/banner warn.*12,340/);
    expect(shown({ ...ok, state: 'losing', lost: 7 })).toMatch(/banner bad.*7/);
  });

  it('says that raw sentences are not kept, and why', () => {
    const raw = { lostBytes: 20_480, error: 'ENOSPC' };
    expect(shown({ ...ok, raw })).toMatch(/banner bad.*ENOSPC.*20/);
  });

  it('tells of a filling disk only who can act, of a full one everybody', () => {
    const filling: HistoryStatus = { ...ok, disk: { ...disk, usedPct: 83.2, state: 'warning' } };
    expect(shown(filling)).toBe('');
    expect(shown(filling, true)).toMatch(/83\.2.*12\.5/);
    expect(shown({ ...ok, disk: { ...disk, state: 'full' } })).toContain('banner warn');
  });
});
