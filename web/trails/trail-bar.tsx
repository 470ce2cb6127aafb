import SquareDashed from 'lucide-react/icons/square-dashed-mouse-pointer';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { count } from '../ui/format.ts';
import type { BoxChoice } from './tracks-in-box.ts';
import type { GroupState } from './trail-entry.ts';
import { TrailLegend } from './trail-legend.tsx';
import type { TrailSpan } from './trail-span.ts';
import { TrailSpanButtons } from './trail-span-buttons.tsx';

export interface TrailBarProps {
  readonly box: BoxChoice | null;
  readonly group: GroupState;
  readonly span: TrailSpan;
  readonly onSpan: (span: TrailSpan) => void;
  readonly stepMs: number;
  /** A box is about to be dragged. */
  readonly armed: boolean;
  readonly onArm: (armed: boolean) => void;
  readonly onClose: () => void;
  readonly onRetry: () => void;
  /** The panel of a vessel shows how to read a trail already. */
  readonly withLegend: boolean;
}

function GroupWords({ box, group, span, onRetry }: TrailBarProps & { box: BoxChoice }): ReactNode {
  const t = useTranslate();
  const shown = count(box.trackIds.length);
  const broken = group.failed + group.away;
  if (box.found === 0) return <span>{t('trail.boxNone')}</span>;
  return (
    <>
      <b>{t(span === 'off' ? 'trail.boxOff' : 'trail.boxCount', { count: shown })}</b>
      {box.found > box.trackIds.length && (
        <span className="warn">{t('trail.boxOver', { found: count(box.found), count: shown })}</span>
      )}
      {group.loading > 0 && <span>{t('trail.boxLoading', { count: count(group.loading) })}</span>}
      {group.empty > 0 && <span>{t('trail.boxEmpty', { count: count(group.empty) })}</span>}
      {broken > 0 && (
        <span className="warn">
          {t('trail.boxFailed', { count: count(broken) })}
          <button type="button" className="trail-retry" onClick={onRetry}>
            {t('trail.retry')}
          </button>
        </span>
      )}
    </>
  );
}

/** The tool that draws a box on the chart; then what the box holds, until it is closed. */
export function TrailBar(props: TrailBarProps): ReactNode {
  const t = useTranslate();
  const { box, armed, onArm, onClose } = props;
  if (armed) {
    return (
      <div className="trail-bar" role="status">
        <SquareDashed aria-hidden />
        <span>{t('trail.boxHint')}</span>
        <button type="button" className="quiet" onClick={() => onArm(false)}>
          {t('trail.boxCancel')} <kbd>Esc</kbd>
        </button>
      </div>
    );
  }
  if (!box) {
    return (
      <button type="button" className="trail-tool" title="B" onClick={() => onArm(true)}>
        <SquareDashed aria-hidden />
        {t('trail.box')}
      </button>
    );
  }
  return (
    <section className="trail-bar" aria-label={t('trail.box')}>
      <div className="trail-bar-words" aria-live="polite">
        <SquareDashed aria-hidden />
        <GroupWords {...props} box={box} />
      </div>
      {box.found > 0 && <TrailSpanButtons span={props.span} onSpan={props.onSpan} />}
      {box.found > 0 && props.withLegend && props.span !== 'off' && <TrailLegend stepMs={props.stepMs} />}
      <button
        type="button"
        className="icon"
        aria-label={t('trail.boxClose')}
        title={t('trail.boxClose')}
        onClick={onClose}
      >
        <X aria-hidden />
      </button>
    </section>
  );
}
