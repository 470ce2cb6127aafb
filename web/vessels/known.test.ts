import { describe, expect, it } from '@jest/globals';
import { TRANSLATORS } from '../i18n/translate.ts';
import { countryName, navStatusText, shownState } from './known.ts';

const NOW = 1_000_000_000;
const track = { state: 'live', lastSeenMs: NOW - 5000, intervalMs: 6000 } as const;

describe('the state that may be shown', () => {
  it('is the server state while the picture is fresh', () => {
    expect(shownState(track, NOW, { frozen: false })).toBe('live');
    expect(shownState({ ...track, state: 'lost' }, NOW, { frozen: false })).toBe('lost');
  });

  it('is stale here as soon as three intervals have passed without a report', () => {
    expect(shownState(track, NOW + 13_000, { frozen: false })).toBe('live');
    expect(shownState(track, NOW + 13_001, { frozen: false })).toBe('stale');
  });

  it('is not stale for what is on its way while the story runs fast', () => {
    expect(shownState(track, NOW + 13_000 + 150_000, { frozen: false, rate: 60 })).toBe('live');
    expect(shownState(track, NOW + 13_001 + 150_000, { frozen: false, rate: 60 })).toBe('stale');
  });

  it('is never live while the picture stands still', () => {
    expect(shownState(track, NOW, { frozen: true })).toBe('unknown');
  });
});

it('navigational status is said in words, and nothing is said of what was not sent', () => {
  expect(navStatusText(1, TRANSLATORS.ja)).toBe('錨泊中');
  expect(navStatusText(15, TRANSLATORS.ja)).toBeNull();
  expect(navStatusText(null, TRANSLATORS.ja)).toBeNull();
});

it('countries have names in both languages; nonsense stays as it is', () => {
  expect(countryName('PA', 'ja')).toBe('パナマ');
  expect(countryName('PA', 'en')).toBe('Panama');
  expect(countryName('?!', 'en')).toBe('?!');
});
