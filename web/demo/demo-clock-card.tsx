import type { ReactNode } from 'react';
import { Heading, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { DemoMoment } from '../../server/contract/demo.ts';
import { useSpeech } from '../i18n/language.tsx';
import { duration, jstTime } from '../ui/format.ts';
import { type Now, useNow } from '../ui/now.ts';
import type { DemoOutcome } from './demo-api.ts';

/** Speeds of the story that are offered. */
const RATES = [1, 2, 5, 10, 30, 60] as const;

export interface DemoClockCardProps {
  readonly now: Now;
  readonly rate: number;
  /** null: not answered yet. */
  readonly outcome: DemoOutcome | null;
  readonly isBusy: boolean;
  readonly onRate: (rate: number) => void;
  readonly onMoment: (name: string) => void;
  readonly onRetry: () => void;
}

/** How fast the story runs, and the moments it can go ahead to. */
export function DemoClockCard(props: DemoClockCardProps): ReactNode {
  const { t } = useSpeech();
  const { rate, isBusy, onRate } = props;
  return (
    <>
      <Heading slot="title">{t('demo.label')}</Heading>
      <ToggleButtonGroup
        className="demo-rates"
        aria-label={t('demo.speed')}
        selectionMode="single"
        disallowEmptySelection
        isDisabled={isBusy}
        selectedKeys={[rate]}
        onSelectionChange={(keys) => {
          const chosen = RATES.find((one) => keys.has(one));
          if (chosen !== undefined && chosen !== rate) onRate(chosen);
        }}
      >
        {RATES.map((one) => (
          <ToggleButton key={one} id={one} className="demo-speed">
            {t('demo.times', { rate: one })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <h3>{t('demo.moments')}</h3>
      <p className="demo-warning">{t('demo.noWayBack')}</p>
      <Moments {...props} />
    </>
  );
}

function Moments({ outcome, now, isBusy, onMoment, onRetry }: DemoClockCardProps): ReactNode {
  const { t } = useSpeech();
  const nowMs = useNow(now);
  if (outcome === null || nowMs === null) return <p className="demo-none">{t('demo.loading')}</p>;
  if (outcome.kind !== 'done') {
    const why = outcome.kind === 'away' ? t('demo.away') : t('demo.refused', { message: outcome.message });
    return (
      <div className="demo-failed" role="alert">
        <p>{why}</p>
        <button type="button" className="action" disabled={isBusy} onClick={onRetry}>
          {t('demo.retry')}
        </button>
      </div>
    );
  }
  const ahead = outcome.clock.moments.filter(({ atMs }) => atMs > nowMs);
  if (ahead.length === 0) return <p className="demo-none">{t('demo.noMoments')}</p>;
  return (
    <ol className="demo-moments">
      {ahead.map((moment, i) => (
        <li key={moment.name}>
          <MomentButton moment={moment} nowMs={nowMs} isNext={i === 0} isBusy={isBusy} onMoment={onMoment} />
        </li>
      ))}
    </ol>
  );
}

interface MomentButtonProps extends Pick<DemoClockCardProps, 'isBusy' | 'onMoment'> {
  readonly moment: DemoMoment;
  readonly nowMs: number;
  readonly isNext: boolean;
}

function MomentButton({ moment, nowMs, isNext, isBusy, onMoment }: MomentButtonProps): ReactNode {
  const { t, language } = useSpeech();
  const { name, atMs, title } = moment;
  return (
    <button
      type="button"
      className={isNext ? 'demo-moment next' : 'demo-moment'}
      disabled={isBusy}
      onClick={() => onMoment(name)}
    >
      <time dateTime={new Date(atMs).toISOString()}>{jstTime(atMs).slice(0, 5)}</time>
      <span className="demo-title">{title[language]}</span>
      <span className="demo-ahead">{t('demo.ahead', { time: duration(atMs - nowMs, t) })}</span>
    </button>
  );
}
