import { expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { CountChip } from './count-chip.tsx';

const tally = { shown: 212, total: 305, moving: 120, stopped: 92, stale: 0 };

it('what is not seen is counted in sight', () => {
  const html = renderToStaticMarkup(<CountChip tally={tally} />);
  expect(html).toContain('305 隻中 212 隻を表示');
  expect(html).toContain('画面外 93');
  expect(html).not.toContain('途絶');
});

it('nothing is said of what is outside when nothing is, and there is no count before the first frame', () => {
  expect(renderToStaticMarkup(<CountChip tally={{ ...tally, shown: 305, stale: 3 }} />)).not.toContain('画面外');
  expect(renderToStaticMarkup(<CountChip tally={null} />)).toContain('隻数未受信');
});
