import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { jstDay, jstTime, utcTime } from './format.ts';
import { type Now, useNow } from './now.ts';

/** JST with seconds, the day, UTC; says when the server has not told the time. Four looks a second: no second is skipped. */
export function ClockFace({ now, rate }: { now: Now; rate: number }): ReactNode {
  const t = useTranslate();
  const at = useNow(now, 250);
  if (at === null) return <div className="clock-face unknown">{t('bar.clockUnknown')}</div>;
  return (
    <time className="clock-face" dateTime={new Date(at).toISOString()}>
      <b>{jstTime(at)}</b>
      <span className="clock-day">{jstDay(at, t)}</span>
      <span className="clock-zone">{t('bar.jst')}</span>
      <span className="clock-utc">{utcTime(at)}</span>
      {rate !== 1 && <span className="clock-rate">{t('bar.rate', { rate })}</span>}
    </time>
  );
}
