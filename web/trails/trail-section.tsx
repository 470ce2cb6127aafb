import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { jstTime, utcTime } from '../ui/format.ts';
import type { TrailState } from './trail-entry.ts';
import { TrailLegend } from './trail-legend.tsx';
import type { TrailSpan } from './trail-span.ts';
import { TrailSpanButtons } from './trail-span-buttons.tsx';

export interface TrailSectionProps {
  readonly span: TrailSpan;
  readonly onSpan: (span: TrailSpan) => void;
  /** undefined: not asked for yet. */
  readonly state: TrailState | undefined;
  /** Time of the last position drawn, epoch ms; null: none is. */
  readonly lastMs: number | null;
  /** The vessel is heard now. */
  readonly live: boolean;
  readonly stepMs: number;
  readonly onRetry: () => void;
}

function noteOf({ state, lastMs, live }: TrailSectionProps, t: Translate): { text: string; warn: boolean } | null {
  const drawn = lastMs !== null;
  if (state === undefined || state === 'loading') return drawn ? null : { text: t('trail.loading'), warn: false };
  if (state === 'empty') return { text: t('trail.empty'), warn: false };
  if (state === 'away') return { text: t(drawn ? 'trail.awayTail' : 'trail.away'), warn: true };
  if (state === 'failed') return { text: t(drawn ? 'trail.failedTail' : 'trail.failed'), warn: true };
  if (live || lastMs === null) return null;
  const time = `${jstTime(lastMs)} ${t('bar.jst')} (${utcTime(lastMs)})`;
  return { text: t('trail.ends', { time }), warn: true };
}

/** Part of the vessel panel: how far back its trail reaches, how to read it, and what is wrong with it. */
export function TrailSection(props: TrailSectionProps): ReactNode {
  const t = useTranslate();
  const { span, onSpan, state, stepMs, onRetry } = props;
  const note = span === 'off' ? null : noteOf(props, t);
  return (
    <section className="trail-section" aria-label={t('trail.title')}>
      <div className="trail-row">
        <h3>
          {t('trail.title')} <kbd>T</kbd>
        </h3>
        <TrailSpanButtons span={span} onSpan={onSpan} />
      </div>
      {span !== 'off' && state !== 'empty' && <TrailLegend stepMs={stepMs} />}
      {note && (
        <p className={note.warn ? 'trail-note warn' : 'trail-note'} role="status">
          {note.text}
          {(state === 'failed' || state === 'away') && (
            <button type="button" className="trail-retry" onClick={onRetry}>
              {t('trail.retry')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}
