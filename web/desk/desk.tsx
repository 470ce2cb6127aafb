import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { VesselHit } from '../../server/contract/picture.ts';
import type { Session } from '../../server/contract/session.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { useDeafAreas } from '../coverage/deaf-areas.ts';
import { DeafBanner } from '../coverage/deaf-banner.tsx';
import { LeapBanner } from '../demo/leap-banner.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { MapView } from '../map/map-view.tsx';
import type { PictureStore } from '../net/picture-store.ts';
import { HistoryBanner } from '../ui/history-banner.tsx';
import { LinkBanner, PictureAge } from '../ui/link-banner.tsx';
import { isFrozen, knownHealth } from '../ui/live.ts';
import { usePalette } from '../ui/palette.tsx';
import { RateProvider } from '../ui/rate.tsx';
import { useRememberedOpen } from '../ui/remembered.ts';
import { SimulationFrame } from '../ui/simulation-frame.tsx';
import { useLive, useStoryNow } from '../ui/use-live.ts';
import { usePicture } from '../ui/use-picture.ts';
import { useSearch } from '../vessels/use-search.ts';
import type { ListHandle } from '../vessels/vessel-list.tsx';
import { LIST_LIMIT, VesselRail } from '../vessels/vessel-rail.tsx';
import { type Listed, tallyOf, vesselsInView } from '../vessels/vessels-in-view.ts';
import { CountChip } from './count-chip.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { KeysHelp } from './keys-help.tsx';
import { LeftStack } from './left-stack.tsx';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { useDeskTrails } from './use-desk-trails.ts';
import type { Chart } from './use-follow.ts';
import { useSelection } from './use-selection.ts';

interface DeskProps {
  readonly session: Session;
  readonly onSignOut: () => Promise<void>;
  readonly onLost: () => void;
}

const listOf = (picture: PictureStore): Listed[] => vesselsInView(picture, LIST_LIMIT);
/** A folded list costs nothing. */
const noList = (): Listed[] => [];

/** Where a line of the list lies: a hit says it itself, a track in view stands in the picture. */
function placeOf(line: Listed | VesselHit, picture: PictureStore): { lon: number | null; lat: number | null } {
  if ('lon' in line) return { lon: line.lon, lat: line.lat };
  const row = picture.rowOfTrack(line.trackId);
  const [lon, lat] = [picture.lon[row] ?? NO_POSITION, picture.lat[row] ?? NO_POSITION];
  if (lon === NO_POSITION || lat === NO_POSITION) return { lon: null, lat: null };
  return { lon: lon / UNITS_PER_DEGREE, lat: lat / UNITS_PER_DEGREE };
}

export function Desk(props: DeskProps): ReactNode {
  const live = useLive(props.onLost);
  return (
    <RateProvider value={live.state.rate}>
      <DeskScreen {...props} {...live} />
    </RateProvider>
  );
}

function DeskScreen({ session, onSignOut, onLost, link, state }: DeskProps & ReturnType<typeof useLive>): ReactNode {
  const { t, language } = useSpeech();
  const { palette } = usePalette();
  const chart = useRef<Chart | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle>(null);
  const selection = useSelection(link, chart);
  const [query, setQuery] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [railOpen, setRailOpen] = useRememberedOpen('rail', window.innerWidth > 1280);
  const [keysOpen, setKeysOpen] = useState(false);
  const outcome = useSearch(query, attempt, onLost);
  const inView = usePicture(link.picture, railOpen ? listOf : noList);
  const tally = usePicture(link.picture, tallyOf);
  const now = useStoryNow(link, state);
  const clockMs = useCallback(() => link.serverMs() ?? 0, [link]);
  const ask = useCallback(
    (next: string) => {
      setQuery(next);
      if (next) setRailOpen(true);
    },
    [setRailOpen],
  );
  const { selectedId, select, follow, following, track, gone } = selection;
  const mayRead = session.rights.includes('history:read');
  const deskTrails = useDeskTrails({ link, chart, selection, mayRead, onLost });
  const { trails, boxTool } = deskTrails;
  useShortcuts({
    search: () => searchRef.current?.focus(),
    back: () => (query && !boxTool.armed ? setQuery('') : deskTrails.back()),
    follow: () => track && !gone && follow(!following),
    trail: deskTrails.cycle,
    box: deskTrails.toggleBox,
    list: () => setRailOpen(!railOpen),
    help: () => setKeysOpen(true),
  });
  const frozen = isFrozen(state);
  const deaf = useDeafAreas(knownHealth(state) !== null);
  const simulated = session.simulation || state.simulation;
  const looks = [railOpen ? 'rail-shown' : 'rail-folded', selectedId ? 'panel-shown' : '', frozen ? 'not-now' : ''];
  return (
    <div className={`desk ${simulated ? 'simulated' : ''}`}>
      <TopBar
        session={session}
        health={knownHealth(state)}
        feeds={state.feeds}
        now={now}
        rate={state.rate}
        simulation={simulated}
        query={query}
        onQuery={ask}
        onToList={() => list.current?.focusFirst()}
        searchRef={searchRef}
        onSignOut={onSignOut}
        onKeys={() => setKeysOpen(true)}
      />
      <main className={`stage ${looks.join(' ')}`} aria-label={t('map.label')}>
        <div className="stage-map">
          <MapView
            store={link.picture}
            {...(mayRead && { trails: trails.store })}
            onTrailStep={trails.setStepMs}
            onBox={trails.chooseBox}
            onBoxArmed={boxTool.setArmed}
            clockMs={clockMs}
            rate={link.rate.read}
            palette={palette}
            lang={language}
            selected={selectedId}
            onSelect={select}
            onView={selection.look}
            onChart={(next) => {
              chart.current = next;
            }}
            frozen={frozen}
            deaf={deaf?.cells ?? null}
          />
        </div>
        <CountChip tally={tally} />
        <LeftStack desk={deskTrails} selection={selection} picture={link.picture} />
        <div className="top-stack">
          <LeapBanner leaptToMs={state.leaptToMs} />
          <LinkBanner live={state} onReload={() => location.reload()} />
          <DeafBanner areas={deaf} />
          <HistoryBanner
            history={knownHealth(state)?.history ?? null}
            mayCure={session.rights.includes('history:hold')}
          />
          <PictureAge freshness={state.freshness} />
        </div>
        <VesselRail
          open={railOpen}
          onOpen={setRailOpen}
          query={query}
          outcome={outcome}
          inView={inView}
          inViewCount={tally?.shown ?? 0}
          selectedId={selectedId}
          onSelect={(line) => select(line.trackId, placeOf(line, link.picture))}
          onLeaveUp={() => searchRef.current?.focus()}
          onRetry={() => setAttempt(attempt + 1)}
          handle={list}
        />
        <DeskPanel
          mayAct={session.rights.includes('tracks:act')}
          selection={selection}
          trails={mayRead ? trails : null}
          frozen={frozen}
          now={now}
        />
        {simulated && <SimulationFrame />}
      </main>
      <KeysHelp open={keysOpen} onChange={setKeysOpen} />
    </div>
  );
}
