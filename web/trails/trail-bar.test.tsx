import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageProvider } from '../i18n/language.tsx';
import { TrailBar, type TrailBarProps } from './trail-bar.tsx';

const NOBODY = { loading: 0, kept: 0, empty: 0, failed: 0, away: 0 };
const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `a-${431_000_000 + i}`);
const bar = (over: Partial<TrailBarProps> = {}): string =>
  renderToStaticMarkup(
    <LanguageProvider fixed="en">
      <TrailBar
        box={{ trackIds: ids(47), found: 47 }}
        group={{ ...NOBODY, kept: 47 }}
        span="3h"
        onSpan={() => {}}
        stepMs={300_000}
        armed={false}
        onArm={() => {}}
        onClose={() => {}}
        onRetry={() => {}}
        withLegend
        {...over}
      />
    </LanguageProvider>,
  );

describe('the bar of a box', () => {
  it('is a tool first, then says what to do, then what the box holds', () => {
    expect(bar({ box: null })).toContain('Trails in a box');
    expect(bar({ box: null, armed: true })).toContain('Drag a box over the chart.');
    const html = bar();
    for (const text of ['Trails of 47 vessels', '3 h', 'Remove the trails of the box']) expect(html).toContain(text);
    expect(html).not.toContain('class="warn"');
  });

  it('says which ones are shown where there are too many', () => {
    expect(bar({ box: { trackIds: ids(200), found: 412 } })).toContain(
      '412 vessels in the box: only the 200 nearest to its middle are shown',
    );
  });

  it('says what is still loading, without records, or cannot be read', () => {
    const html = bar({ group: { loading: 12, kept: 20, empty: 9, failed: 5, away: 1 } });
    for (const text of ['loading, 12 to go', '9 without records', '6 cannot be read', 'Try again'])
      expect(html).toContain(text);
  });

  it('of an empty box has nothing to choose', () => {
    const html = bar({ box: { trackIds: [], found: 0 }, group: NOBODY });
    expect(html).toContain('There are no vessels in the box.');
    expect(html).not.toContain('24 h');
  });
});
