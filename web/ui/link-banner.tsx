import LoaderCircle from 'lucide-react/icons/loader-circle';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Wifi from 'lucide-react/icons/wifi';
import WifiOff from 'lucide-react/icons/wifi-off';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import type { Freshness } from '../net/freshness.ts';
import { Banner } from './banner.tsx';
import { duration, jstTime } from './format.ts';
import type { LiveState } from './live.ts';

type BannerState = Pick<LiveState, 'link' | 'freshness' | 'drawnMs' | 'updated'>;

/** Frozen or lost: the age of what one sees, loud. */
function OldPicture({ freshness, drawnMs }: BannerState): ReactNode {
  const t = useTranslate();
  const time = drawnMs === null ? '' : jstTime(drawnMs);
  if (freshness.state === 'frozen') {
    const note = t('link.frozenNote', { time, age: duration(freshness.ageMs ?? 0, t) });
    return <Banner tone="bad" icon={<TriangleAlert aria-hidden />} word={t('link.frozen')} note={note} />;
  }
  const note = drawnMs === null ? t('link.lostNever') : t('link.lostNote', { time });
  return <Banner tone="warn" icon={<WifiOff aria-hidden />} word={t('link.lost')} note={note} />;
}

/** The link in one line; nothing while all is well. A stopped picture outshouts everything but the way out of it. */
export function LinkBanner({ live, onReload }: { live: BannerState; onReload: () => void }): ReactNode {
  const t = useTranslate();
  const { link, freshness, updated } = live;
  const reload = (
    <button type="button" className="action" onClick={onReload}>
      {t('link.reloadAction')}
    </button>
  );
  if (link === 'reload') {
    return (
      <Banner tone="bad" icon={<RefreshCw aria-hidden />} word={t('link.reload')} note={t('link.reloadNote')}>
        {reload}
      </Banner>
    );
  }
  if (link === 'unauthenticated') {
    return <Banner tone="bad" icon={<TriangleAlert aria-hidden />} word={t('link.ended')} note={t('link.endedNote')} />;
  }
  if (freshness.state === 'frozen' || link === 'lost') return <OldPicture {...live} />;
  if (link === 'connecting') {
    const icon = <LoaderCircle className="spin" aria-hidden />;
    return <Banner tone="calm" icon={icon} word={t('link.connecting')} note={t('link.connectingNote')} />;
  }
  if (link === 'resumed') {
    return <Banner tone="good" icon={<Wifi aria-hidden />} word={t('link.resumed')} note={t('link.resumedNote')} />;
  }
  if (!updated) return null;
  return (
    <Banner tone="calm" icon={<RefreshCw aria-hidden />} word={t('link.reload')} note={t('link.updateNote')}>
      {reload}
    </Banner>
  );
}

/** The age over the map from three seconds on; from ten on the banner says it. */
export function PictureAge({ freshness }: { freshness: Freshness }): ReactNode {
  const t = useTranslate();
  if (freshness.state !== 'late') return null;
  return (
    <div className="picture-age" role="status">
      {t('link.age', { age: duration(freshness.ageMs ?? 0, t) })}
    </div>
  );
}
