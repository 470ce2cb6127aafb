import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import type { Session } from '../../server/contract/session.ts';
import { BoatsCard } from '../boats/boats-card.tsx';
import { SosBanner } from '../boats/sos-banner.tsx';
import { type Boats, useBoats } from '../boats/use-boats.ts';
import { CameraStrip } from '../cameras/camera-strip.tsx';
import { useCameras } from '../cameras/cameras-api.ts';
import { useTiles } from '../cameras/use-tiles.ts';
import { viewsOf } from '../cameras/views.ts';
import { type DeafAreas, useDeafAreas } from '../coverage/deaf-areas.ts';
import { DeafBanner } from '../coverage/deaf-banner.tsx';
import { LeapBanner } from '../demo/leap-banner.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { MapView } from '../map/map-view.tsx';
import type { PictureStore } from '../net/picture-store.ts';
import { HistoryBanner } from '../ui/history-banner.tsx';
import { LinkBanner, PictureAge } from '../ui/link-banner.tsx';
import { isFrozen, knownHealth } from '../ui/live.ts';
import type { Now } from '../ui/now.ts';
import { usePalette } from '../ui/palette.tsx';
import { RateProvider } from '../ui/rate.tsx';
import { SimulationFrame } from '../ui/simulation-frame.tsx';
import { useLive, useStoryNow } from '../ui/use-live.ts';
import { usePicture } from '../ui/use-picture.ts';
import type { ListHandle } from '../vessels/vessel-list.tsx';
import { LIST_LIMIT, VesselRail } from '../vessels/vessel-rail.tsx';
import { type Listed, tallyOf, vesselsInView } from '../vessels/vessels-in-view.ts';
import { CountChip } from './count-chip.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { KeysHelp } from './keys-help.tsx';
import { LeftStack } from './left-stack.tsx';
import { TopBar } from './top-bar.tsx';
import { type DeskHandle, useDesk } from './use-desk.ts';

interface DeskProps {
  readonly session: Session;
  readonly onSignOut: () => Promise<void>;
  readonly onLost: () => void;
}
type LiveDesk = DeskProps & ReturnType<typeof useLive>;

const listOf = (picture: PictureStore): Listed[] => vesselsInView(picture, LIST_LIMIT);
/** What a station shows before somebody chooses: the entrance of the bay and Yokohama. */
const FIRST_TILES = ['kannonzaki', 'honmoku-d', 'daikoku', 'osanbashi'] as const;
/** A folded list costs nothing. */
const noList = (): Listed[] => [];

export function Desk(props: DeskProps): ReactNode {
  const live = useLive(props.onLost);
  return (
    <RateProvider value={live.state.rate}>
      <DeskScreen {...props} {...live} />
    </RateProvider>
  );
}

function DeskScreen({ session, onSignOut, onLost, link, state }: LiveDesk): ReactNode {
  const { t, language } = useSpeech();
  const list = useRef<ListHandle>(null);
  const desk = useDesk({ session, link, onLost, onBoats: () => boats.setOpen(!boats.open) });
  const { selection, query, railOpen } = desk;
  const inView = usePicture(link.picture, railOpen ? listOf : noList);
  const tally = usePicture(link.picture, tallyOf);
  const now = useStoryNow(link, state);
  const frozen = isFrozen(state);
  const boats = useBoats(link, { language, now, frozen });
  const deaf = useDeafAreas(knownHealth(state) !== null);
  const { cameras, isOld } = useCameras(desk.mayWatch);
  const tiles = useTiles(FIRST_TILES);
  const stripOpen = desk.stripOpen && desk.mayWatch && cameras?.length !== 0;
  const serverMs = useCallback(() => link.serverMs(), [link]);
  const showCamera = (cameraId: string): void => {
    tiles.add(cameraId);
    desk.setStripOpen(true);
  };
  const mayOrder = session.rights.includes('dispatch:order');
  const simulated = session.simulation || state.simulation;
  const looks = [
    railOpen ? 'rail-shown' : 'rail-folded',
    selection.selectedId ? 'panel-shown' : '',
    frozen ? 'not-now' : '',
    stripOpen ? 'strip-shown' : '',
  ];
  return (
    <div className={`desk ${simulated ? 'simulated' : ''}`}>
      <TopBar
        {...{ session, now, query, onSignOut }}
        health={knownHealth(state)}
        feeds={state.feeds}
        rate={state.rate}
        simulation={simulated}
        onQuery={desk.ask}
        onToList={() => list.current?.focusFirst()}
        searchRef={desk.searchRef}
        onKeys={() => desk.setKeysOpen(true)}
      />
      <main className={`stage ${looks.join(' ')}`} aria-label={t('map.label')}>
        <DeskChart {...{ desk, link, frozen, deaf, cameras, boats }} onCamera={showCamera} />
        <CountChip tally={tally} />
        <LeftStack
          desk={desk.deskTrails}
          selection={selection}
          picture={link.picture}
          acts={desk.acts}
          boats={
            <BoatsCard
              {...boats}
              now={now}
              mayOrder={mayOrder}
              mayDuty={session.rights.includes('boats:duty')}
              mayManage={session.rights.includes('boats:manage')}
              onOpen={boats.setOpen}
              onChoose={boats.choose}
              onDraft={({ draftId, trackId }) => {
                boats.wantDraft(draftId);
                desk.choose(trackId);
              }}
              onCenter={(place) => desk.chart.current?.flyTo(place)}
            />
          }
        />
        <Banners {...{ session, state, deaf, boats, now }} mayAnswer={mayOrder} />
        <VesselRail
          {...{ query, inView }}
          open={railOpen}
          onOpen={desk.setRailOpen}
          outcome={desk.outcome}
          inViewCount={tally?.shown ?? 0}
          selectedId={selection.selectedId}
          onSelect={(line) => desk.choose(line.trackId, line)}
          onLeaveUp={() => desk.searchRef.current?.focus()}
          onRetry={desk.retry}
          handle={list}
        />
        <DeskPanel
          {...{ selection, frozen, now }}
          acts={desk.acts}
          trails={desk.deskTrails.mayRead ? desk.deskTrails.trails : null}
          cameras={cameras}
          maySteer={session.rights.includes('cameras:steer')}
          onCamera={showCamera}
          {...{ boats, mayOrder }}
        />
        {stripOpen && (
          <CameraStrip
            {...{ cameras, isOld, tiles }}
            rights={session.rights}
            nowMs={serverMs}
            who={session.username}
            onSelect={(trackId) => desk.choose(trackId)}
            onClose={() => desk.setStripOpen(false)}
          />
        )}
        {simulated && <SimulationFrame />}
      </main>
      <KeysHelp open={desk.keysOpen} onChange={desk.setKeysOpen} />
    </div>
  );
}

interface DeskChartProps extends Pick<LiveDesk, 'link'> {
  readonly desk: DeskHandle;
  readonly frozen: boolean;
  readonly deaf: DeafAreas | null;
  readonly cameras: readonly Camera[] | null;
  readonly boats: Boats;
  readonly onCamera: (cameraId: string) => void;
}

function DeskChart({ desk, link, frozen, deaf, cameras, boats, onCamera }: DeskChartProps): ReactNode {
  const { language } = useSpeech();
  const { palette } = usePalette();
  const { chart, selection, acts, choose, deskTrails } = desk;
  const { trails, boxTool, mayRead } = deskTrails;
  const views = useMemo(() => cameras && viewsOf(cameras), [cameras]);
  const clockMs = useCallback(() => link.serverMs() ?? 0, [link]);
  return (
    <div className="stage-map">
      <MapView
        {...{ clockMs, palette, frozen }}
        store={link.picture}
        {...(mayRead && { trails: trails.store })}
        onTrailStep={trails.setStepMs}
        onBox={trails.chooseBox}
        onBoxArmed={boxTool.setArmed}
        rate={link.rate.read}
        lang={language}
        selected={selection.selectedId}
        onSelect={choose}
        onPlace={acts.takePlace}
        aiming={acts.aim !== null}
        onView={selection.look}
        onChart={(next) => {
          chart.current = next;
        }}
        deaf={deaf?.cells ?? null}
        views={views}
        onCamera={onCamera}
        boats={boats.onChart}
        onBoat={boats.choose}
      />
    </div>
  );
}

interface BannersProps extends Pick<LiveDesk, 'session' | 'state'> {
  readonly deaf: DeafAreas | null;
  readonly boats: Boats;
  readonly now: Now;
  readonly mayAnswer: boolean;
}

function Banners({ session, state, deaf, boats, now, mayAnswer }: BannersProps): ReactNode {
  return (
    <div className="top-stack">
      <SosBanner {...boats} {...{ now, mayAnswer }} />
      <LeapBanner leaptToMs={state.leaptToMs} />
      <LinkBanner live={state} onReload={() => location.reload()} />
      <DeafBanner areas={deaf} />
      <HistoryBanner history={knownHealth(state)?.history ?? null} mayCure={session.rights.includes('history:hold')} />
      <PictureAge freshness={state.freshness} />
    </div>
  );
}
