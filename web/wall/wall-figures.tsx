import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { count } from '../ui/format.ts';
import type { Tally } from '../vessels/vessels-in-view.ts';

interface WallFiguresProps {
  readonly tally: Tally | null;
  /** The picture is old: its figures are of the past. */
  readonly old: boolean;
}

/** The counts one reads from across the room. */
export function WallFigures({ tally, old }: WallFiguresProps): ReactNode {
  const t = useTranslate();
  if (!tally) return <p className="wall-waiting">{t('count.unknown')}</p>;
  return (
    <section className={old ? 'wall-figures old' : 'wall-figures'}>
      <div className="wall-count">
        <b>{count(tally.shown)}</b>
        <span>{t('wall.vessels')}</span>
        <span className="wall-total">{t('wall.ofTotal', { total: count(tally.total) })}</span>
      </div>
      <dl>
        <div>
          <dt>{t('wall.moving')}</dt>
          <dd>{count(tally.moving)}</dd>
        </div>
        <div>
          <dt>{t('wall.stopped')}</dt>
          <dd>{count(tally.stopped)}</dd>
        </div>
        <div className={tally.stale > 0 ? 'warn' : undefined}>
          <dt>{t('wall.stale')}</dt>
          <dd>{count(tally.stale)}</dd>
        </div>
      </dl>
    </section>
  );
}
