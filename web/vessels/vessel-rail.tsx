import PanelLeftClose from 'lucide-react/icons/panel-left-close';
import PanelLeftOpen from 'lucide-react/icons/panel-left-open';
import type { ReactNode, RefObject } from 'react';
import type { VesselHit } from '../../server/contract/picture.ts';
import { useTranslate } from '../i18n/language.tsx';
import { count } from '../ui/format.ts';
import { type ListHandle, VesselList } from './vessel-list.tsx';
import type { SearchOutcome } from './vessels-api.ts';
import type { Listed } from './vessels-in-view.ts';

/** More lines than one reads; the rest is counted below the list. */
export const LIST_LIMIT = 200;

export interface VesselRailProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly query: string;
  readonly outcome: SearchOutcome | null;
  /** null: no picture yet. */
  readonly inView: readonly Listed[] | null;
  readonly inViewCount: number;
  readonly selectedId: string | null;
  readonly onSelect: (line: Listed | VesselHit) => void;
  readonly onLeaveUp: () => void;
  readonly onRetry: () => void;
  readonly handle: RefObject<ListHandle | null>;
}

function Body(props: VesselRailProps): ReactNode {
  const t = useTranslate();
  const { outcome, inView } = props;
  const query = props.query.trim();
  const list = (lines: readonly (Listed | VesselHit)[]): ReactNode => (
    <VesselList
      lines={lines}
      selectedId={props.selectedId}
      onSelect={props.onSelect}
      onLeaveUp={props.onLeaveUp}
      handle={props.handle}
    />
  );
  if (query) {
    if (outcome?.kind === 'failed') {
      return (
        <div className="rail-note" role="alert">
          <p>{t('rail.failed', { hint: t('rail.retryHint') })}</p>
          <button type="button" className="action" onClick={props.onRetry}>
            {t('rail.retry')}
          </button>
        </div>
      );
    }
    if (outcome?.kind !== 'found') return <p className="rail-note">{t('rail.waiting')}</p>;
    if (outcome.hits.length > 0) return list(outcome.hits.slice(0, LIST_LIMIT));
    return (
      <div className="rail-note">
        <p>{t('rail.none', { query: outcome.query })}</p>
        <p>{t('rail.noneHint')}</p>
      </div>
    );
  }
  if (!inView) return <p className="rail-note">{t('rail.waiting')}</p>;
  if (inView.length === 0) return <p className="rail-note">{t('rail.empty')}</p>;
  const rest = props.inViewCount - inView.length;
  return (
    <>
      {list(inView)}
      {rest > 0 && <p className="rail-note">{t('rail.more', { count: count(rest) })}</p>}
    </>
  );
}

/** Vessels in view, or what the search found; folds to one button. */
export function VesselRail(props: VesselRailProps): ReactNode {
  const t = useTranslate();
  const { open, onOpen, outcome } = props;
  const query = props.query.trim();
  if (!open) {
    return (
      <button type="button" className="rail-open" aria-label={t('rail.open')} title="L" onClick={() => onOpen(true)}>
        <PanelLeftOpen aria-hidden />
        {t('rail.title')}
      </button>
    );
  }
  const found = outcome?.kind === 'found' ? outcome : null;
  return (
    <nav className="rail" aria-label={t('rail.title')}>
      <header>
        <h2>{t('rail.title')}</h2>
        <span aria-live="polite">
          {query
            ? found && t('rail.results', { query: found.query, count: count(found.hits.length) })
            : props.inView && t('rail.inView', { count: count(props.inViewCount) })}
        </span>
        <button type="button" className="icon" aria-label={t('rail.close')} title="L" onClick={() => onOpen(false)}>
          <PanelLeftClose aria-hidden />
        </button>
      </header>
      <div className="rail-body">
        <Body {...props} />
      </div>
    </nav>
  );
}
