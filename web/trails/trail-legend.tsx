import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';

const KNOTS = ['0', '5', '10', '15', '20+'];
const MINUTE_MS = 60_000;

/** How to read a trail: colours in knots, the time between two dots, what a dashed line is. */
export function TrailLegend({ stepMs }: { stepMs: number }): ReactNode {
  const t = useTranslate();
  return (
    <div className="trail-legend">
      <div className="trail-ramp" role="img" aria-label={`${t('trail.speed')}: ${KNOTS.join(', ')} ${t('unit.kn')}`}>
        <i />
        <span>
          {KNOTS.map((knots) => (
            <b key={knots}>{knots}</b>
          ))}
        </span>
        <small>{t('unit.kn')}</small>
      </div>
      {stepMs > 0 && (
        <span className="trail-sign">
          <svg viewBox="0 0 20 10" aria-hidden="true">
            <path d="M3 5H17" />
            <circle cx="3" cy="5" r="2.3" />
            <circle cx="17" cy="5" r="2.3" />
          </svg>
          {t('trail.step', { minutes: stepMs / MINUTE_MS })}
        </span>
      )}
      <span className="trail-sign gap">
        <svg viewBox="0 0 20 10" aria-hidden="true">
          <path d="M0 5H20" />
        </svg>
        {t('trail.gap')}
      </span>
    </div>
  );
}
