import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { drawHull, type HullSize } from './hull.ts';

const WIDTH = 340;

/** The ship's outline to scale with its antenna, beside a bar of known length. */
export function HullPicture({ size }: { size: HullSize }): ReactNode {
  const t = useTranslate();
  const drawn = drawHull(size, WIDTH);
  const height = Math.max(drawn.height, 8);
  const drop = (height - drawn.height) / 2 + 2;
  return (
    <figure className="hull">
      <figcaption>
        <b>
          {Math.round(size.lengthM)}
          <span className="unit"> × </span>
          {Math.round(size.beamM)}
          <span className="unit"> {t('unit.m')}</span>
        </b>
      </figcaption>
      <svg viewBox={`-2 0 ${WIDTH + 4} ${height + 24}`} role="img" aria-label={t('section.size')}>
        <g transform={`translate(0 ${drop})`}>
          <path className="hull-line" d={drawn.outline} />
          {drawn.antenna && <circle className="hull-antenna" cx={drawn.antenna.x} cy={drawn.antenna.y} r={2.5} />}
        </g>
        <path className="hull-bar" d={`M0 ${height + 10}v5h${drawn.bar.width}v-5`} />
        <text x={drawn.bar.width + 7} y={height + 17}>
          {drawn.bar.metres} {t('unit.m')}
        </text>
      </svg>
    </figure>
  );
}
