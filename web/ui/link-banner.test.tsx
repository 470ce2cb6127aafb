import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Freshness } from '../net/freshness.ts';
import type { LinkState } from '../net/link.ts';
import { LinkBanner, PictureAge } from './link-banner.tsx';
import { isFrozen, knownHealth } from './live.ts';

const DRAWN = Date.UTC(2026, 10, 23, 16, 33, 27);
const fresh: Freshness = { state: 'fresh', ageMs: 400 };
const frozen: Freshness = { state: 'frozen', ageMs: 27_000 };

const banner = (link: LinkState, freshness = fresh, updated = false, drawnMs: number | null = DRAWN): string =>
  renderToStaticMarkup(<LinkBanner live={{ link, freshness, drawnMs, updated }} onReload={() => {}} />);

describe('the banner of the link', () => {
  it('is silent while all is well', () => {
    expect(banner('live')).toBe('');
  });

  it('has words of its own for every other state', () => {
    const said = [
      banner('connecting', { state: 'none', ageMs: null }, false, null),
      banner('lost'),
      banner('lost', { state: 'none', ageMs: null }, false, null),
      banner('resumed'),
      banner('reload'),
      banner('unauthenticated'),
      banner('late', frozen),
      banner('live', fresh, true),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const html of said) expect(html).toMatch(/role="(alert|status)"/);
  });

  it('says of a stopped picture when it was true and how long ago', () => {
    const html = banner('late', frozen);
    expect(html).toContain('role="alert"');
    expect(html).toContain('01:33:27 時点');
    expect(html).toContain('27 秒');
    expect(banner('lost', frozen)).toContain('更新停止');
  });
});

describe('the age over the map', () => {
  it('stands there from three seconds until the banner takes over', () => {
    const age = (freshness: Freshness): string => renderToStaticMarkup(<PictureAge freshness={freshness} />);
    expect(age(fresh)).toBe('');
    expect(age({ state: 'late', ageMs: 4200 })).toContain('4 秒 前の状態');
    expect(age(frozen)).toBe('');
  });
});

describe('what counts as now', () => {
  const health = {
    feeds: { state: 'ok', up: 1, total: 1, sinceMs: 0 },
    cameras: { state: 'absent', up: null, total: null, sinceMs: 0 },
    database: { state: 'ok', up: null, total: null, sinceMs: 0 },
    boats: { state: 'absent', up: null, total: null, sinceMs: 0 },
    history: null,
  } as const;

  it('is nothing once the picture has stopped or the session is over', () => {
    expect(isFrozen({ link: 'live', freshness: fresh })).toBe(false);
    expect(isFrozen({ link: 'late', freshness: frozen })).toBe(true);
    expect(isFrozen({ link: 'unauthenticated', freshness: fresh })).toBe(true);
    expect(isFrozen({ link: 'reload', freshness: fresh })).toBe(true);
  });

  it('leaves out health as soon as the server is not heard', () => {
    expect(knownHealth({ link: 'live', freshness: fresh, health })).toBe(health);
    expect(knownHealth({ link: 'lost', freshness: fresh, health })).toBeNull();
    expect(knownHealth({ link: 'late', freshness: frozen, health })).toBeNull();
  });
});
