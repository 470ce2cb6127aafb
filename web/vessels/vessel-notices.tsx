import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import Copy from 'lucide-react/icons/copy';
import History from 'lucide-react/icons/history';
import Radar from 'lucide-react/icons/radar';
import RadioTower from 'lucide-react/icons/radio-tower';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import WifiOff from 'lucide-react/icons/wifi-off';
import type { ReactNode } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { useTranslate } from '../i18n/language.tsx';
import { duration, jstMoment } from '../ui/format.ts';
import type { ShownState } from './known.ts';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly word: string;
  readonly children: string;
  readonly tone?: 'warn' | 'bad';
}

function Notice({ icon, word, children, tone = 'warn' }: NoticeProps): ReactNode {
  return (
    <li className={`notice ${tone}`}>
      {icon}
      <div>
        <b>{word}</b>
        <p>{children}</p>
      </div>
    </li>
  );
}

interface VesselNoticesProps {
  readonly track: TrackDetail;
  readonly state: ShownState;
  readonly gone: boolean;
  readonly nowMs: number;
}

/** What one must know before believing the panel; nothing where all is well. */
export function VesselNotices({ track, state, gone, nowMs }: VesselNoticesProps): ReactNode {
  const t = useTranslate();
  const age = duration(nowMs - track.lastSeenMs, t);
  const interval = duration(track.intervalMs, t);
  return (
    <ul className="notices">
      {state === 'unknown' && (
        <Notice icon={<WifiOff aria-hidden />} word={t('notice.frozen')} tone="bad">
          {t('notice.frozenNote')}
        </Notice>
      )}
      {gone && (
        <Notice icon={<TriangleAlert aria-hidden />} word={t('panel.gone')} tone="bad">
          {t('panel.goneNote')}
        </Notice>
      )}
      {state === 'lost' && !gone && (
        <Notice icon={<TriangleAlert aria-hidden />} word={t('notice.lost')} tone="bad">
          {t('notice.lostNote', { age })}
        </Notice>
      )}
      {track.restored && (
        <Notice icon={<History aria-hidden />} word={t('notice.restored')}>
          {t('notice.restoredNote', { age })}
        </Notice>
      )}
      {state === 'stale' && !track.restored && (
        <Notice icon={<TriangleAlert aria-hidden />} word={t('notice.stale')}>
          {t('notice.staleNote', { age, interval })}
        </Notice>
      )}
      {track.noReceptionSinceMs !== null && (
        <Notice icon={<RadioTower aria-hidden />} word={t('notice.noReception')}>
          {t('notice.noReceptionNote', { time: jstMoment(track.noReceptionSinceMs, nowMs) })}
        </Notice>
      )}
      {track.byRadar && (
        <Notice icon={<Radar aria-hidden />} word={t('notice.byRadar')}>
          {t(track.suspect ? 'notice.byRadarSuspectNote' : 'notice.byRadarNote')}
        </Notice>
      )}
      {track.possibleSwap && (
        <Notice icon={<ArrowLeftRight aria-hidden />} word={t('notice.possibleSwap')} tone="bad">
          {t('notice.possibleSwapNote')}
        </Notice>
      )}
      {track.suspect && !track.byRadar && (
        <Notice icon={<CircleHelp aria-hidden />} word={t('notice.suspect')}>
          {t('notice.suspectNote')}
        </Notice>
      )}
      {track.sharedMmsi && (
        <Notice icon={<Copy aria-hidden />} word={t('notice.shared')}>
          {t('notice.sharedNote')}
        </Notice>
      )}
    </ul>
  );
}
