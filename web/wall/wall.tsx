import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { SosBanner } from '../boats/sos-banner.tsx';
import { useBoats } from '../boats/use-boats.ts';
import { useDeafAreas } from '../coverage/deaf-areas.ts';
import { DeafBanner } from '../coverage/deaf-banner.tsx';
import { LeapBanner } from '../demo/leap-banner.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { MapView, type MapViewProps } from '../map/map-view.tsx';
import { ClockFace } from '../ui/clock-face.tsx';
import { HealthWords } from '../ui/health-words.tsx';
import { HistoryBanner } from '../ui/history-banner.tsx';
import { LinkBanner, PictureAge } from '../ui/link-banner.tsx';
import { isFrozen, knownHealth } from '../ui/live.ts';
import { usePalette } from '../ui/palette.tsx';
import { SimulationFrame } from '../ui/simulation-frame.tsx';
import { useLive, useStoryNow } from '../ui/use-live.ts';
import { usePicture } from '../ui/use-picture.ts';
import { tallyOf } from '../vessels/vessels-in-view.ts';
import { WallFigures } from './wall-figures.tsx';

/** A wall has nobody to press a button: it takes a newer console by itself after this long. */
const RELOAD_AFTER_MS = 5000;

/** The whole bay fits in this many lines at zoom 10.4; a wall of twice as many shows it twice as large. */
const BAY_LINES = 1080;
const bayZoom = (): number => 10.4 + Math.log2(window.innerHeight / BAY_LINES);

type ViewBounds = Parameters<NonNullable<MapViewProps['onView']>>[0];

interface WallProps {
  readonly session: Session;
  readonly onLost: () => void;
}

/** The same picture for five metres: no controls, the type scale of the wall, loud when it is old. */
export function Wall({ session, onLost }: WallProps): ReactNode {
  const { t, language } = useSpeech();
  const { palette } = usePalette();
  const { link, state } = useLive(onLost);
  const tally = usePicture(link.picture, tallyOf);
  const now = useStoryNow(link, state);
  const clockMs = useCallback(() => link.serverMs() ?? 0, [link]);
  const look = useCallback((bounds: ViewBounds) => link.view({ ...bounds, trackId: null }), [link]);
  const [zoom] = useState(bayZoom);
  const frozen = isFrozen(state);
  const boats = useBoats(link, { language, now, frozen });
  const deaf = useDeafAreas(knownHealth(state) !== null);
  const simulated = session.simulation || state.simulation;
  const reloadDue = state.link === 'reload' || state.updated;
  useEffect(() => {
    if (!reloadDue) return;
    const timer = setTimeout(() => location.reload(), RELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [reloadDue]);
  return (
    <div className={`wall ${frozen ? 'not-now' : ''} ${simulated ? 'simulated' : ''}`}>
      <main className="stage" aria-label={t('map.label')}>
        <div className="stage-map">
          <MapView
            store={link.picture}
            clockMs={clockMs}
            rate={link.rate.read}
            palette={palette}
            lang={language}
            selected={null}
            onView={look}
            frozen={frozen}
            deaf={deaf?.cells ?? null}
            boats={boats.onChart}
            zoom={zoom}
            wall
          />
        </div>
        <div className="top-stack">
          <SosBanner {...boats} now={now} mayAnswer={false} />
          <LeapBanner leaptToMs={state.leaptToMs} />
          <LinkBanner live={state} onReload={() => location.reload()} />
          <DeafBanner areas={deaf} />
          <HistoryBanner history={knownHealth(state)?.history ?? null} />
          <PictureAge freshness={state.freshness} />
        </div>
      </main>
      <aside className="wall-side">
        <ClockFace now={now} rate={state.rate} />
        <WallFigures tally={tally} old={frozen} />
        <HealthWords health={knownHealth(state)} />
        <p className="wall-office">{t('app.customs', { office: t(`office.${session.office}`) })}</p>
      </aside>
      {simulated && <SimulationFrame />}
    </div>
  );
}
