import { expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { WallFigures } from './wall-figures.tsx';

const tally = { shown: 212, total: 1305, moving: 120, stopped: 88, stale: 4 };

it('the wall counts what is shown, of all, moving, stopped and stale', () => {
  const html = renderToStaticMarkup(<WallFigures tally={tally} old={false} />);
  for (const text of ['212', '全 1,305 隻', '120', '88', 'class="warn"']) expect(html).toContain(text);
});

it('the wall has no number before the first frame and marks those of an old picture', () => {
  expect(renderToStaticMarkup(<WallFigures tally={null} old={false} />)).not.toMatch(/\d/);
  expect(renderToStaticMarkup(<WallFigures tally={tally} old />)).toContain('wall-figures old');
});
