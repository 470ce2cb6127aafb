import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { RateProvider } from '../ui/rate.tsx';
import { FeedList, FeedRow } from './feeds-popover.tsx';

const NOW = Date.UTC(2026, 10, 23, 16, 0);
const feed: FeedStatus = {
  name: 'kannonzaki',
  url: 'tcp://127.0.0.1:4001',
  state: 'up',
  sinceMs: NOW - 3_600_000,
  error: null,
  connections: 1,
  lines: 2000,
  messages: 1800,
  duplicates: 12,
  rejected: { checksum: 3, armour: 0, malformed: 1 },
  lastHeardMs: NOW - 2000,
  clockErrorMs: 120,
  radar: null,
};

describe('the list of feeds', () => {
  it('says state, when last heard and what was rejected', () => {
    const html = renderToStaticMarkup(<FeedRow feed={feed} nowMs={NOW} />);
    for (const text of ['kannonzaki', '受信中', '2 秒前', '1,800', 'checksum 3', 'malformed 1'])
      expect(html).toContain(text);
    expect(html).not.toContain('armour');
    expect(html).not.toContain('class="warn"');
  });

  it('names the cause of a feed that is down and warns of a clock far off', () => {
    const down: FeedStatus = { ...feed, state: 'down', error: 'refused', clockErrorMs: -86_400_000 };
    const html = renderToStaticMarkup(
      <LanguageProvider fixed="en">
        <FeedRow feed={down} nowMs={NOW} />
      </LanguageProvider>,
    );
    expect(html).toContain('cause: refused');
    expect(html).toContain('−24 h 00 min');
    expect(html).toContain('class="warn"');
  });

  it('does not call a feed silent or its clock wrong because the story runs fast', () => {
    const fast: FeedStatus = { ...feed, lastHeardMs: NOW - 180_000, clockErrorMs: -6_000 };
    const html = renderToStaticMarkup(
      <LanguageProvider fixed="en">
        <RateProvider value={60}>
          <FeedRow feed={fast} nowMs={NOW} />
        </RateProvider>
      </LanguageProvider>,
    );
    expect(html).toContain('3 s ago');
    expect(html).not.toContain('class="warn"');
    expect(renderToStaticMarkup(<FeedRow feed={fast} nowMs={NOW} />)).toContain('class="warn"');
  });

  it('tells an empty list from one that is not there yet', () => {
    expect(renderToStaticMarkup(<FeedList feeds={null} now={() => NOW} />)).toContain('読み込んでいます');
    expect(renderToStaticMarkup(<FeedList feeds={[]} now={() => NOW} />)).toContain('受信系統がありません');
  });
});
