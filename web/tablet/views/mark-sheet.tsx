import { type ReactNode, useEffect, useState } from 'react';
import { MARKS } from '../../../server/contract/constants.ts';
import { jstTime } from '../../ui/format.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';

const SHOWN_MS = 3_000;

/** The place was taken when the sheet was opened: what it was is said after. */
export function MarkSheet({ store, onEnd }: { store: TabletStore; onEnd: () => void }): ReactNode {
  const { t } = useTablet();
  const [own] = useState(() => store.own.read());
  const [dropped, setDropped] = useState<string | null>(null);
  useEffect(() => {
    if (dropped === null) return;
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [dropped, onEnd]);
  if (dropped !== null) {
    return (
      <p className="toast" role="status">
        {dropped}
      </p>
    );
  }
  return (
    <div className="sheet mark" role="dialog" aria-label={t('mark.title')}>
      <h1>{t('mark.title')}</h1>
      {own === null && <p className="bad">{t('mark.noPlace')}</p>}
      {own !== null &&
        MARKS.map((mark) => (
          <button
            key={mark}
            type="button"
            className="wide"
            onClick={() => {
              store.say({ kind: 'mark', mark, lon: own.lon, lat: own.lat });
              setDropped(t('mark.dropped', { what: t(`mark.${mark}`), time: jstTime(store.nowMs()) }));
            }}
          >
            {t(`mark.${mark}`)}
          </button>
        ))}
      <button type="button" className="wide quiet" onClick={onEnd}>
        {t('mark.back')}
      </button>
    </div>
  );
}
