import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { count } from '../ui/format.ts';
import type { Tally } from '../vessels/vessels-in-view.ts';

/** How many there are and how many one sees; what is not seen is counted in sight. */
export function CountChip({ tally }: { tally: Tally | null }): ReactNode {
  const t = useTranslate();
  if (!tally) return <div className="chip">{t('count.unknown')}</div>;
  const hidden = tally.total - tally.shown;
  return (
    <div className="chip">
      <b>{t('count.shown', { total: count(tally.total), shown: count(tally.shown) })}</b>
      {hidden > 0 && <span>{t('count.outside', { hidden: count(hidden) })}</span>}
      {tally.stale > 0 && <span className="warn">{t('count.stale', { stale: count(tally.stale) })}</span>}
    </div>
  );
}
