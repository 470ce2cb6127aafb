import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import Crosshair from 'lucide-react/icons/crosshair';
import LocateFixed from 'lucide-react/icons/locate-fixed';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { useSpeech } from '../i18n/language.tsx';
import { position, utcTime } from '../ui/format.ts';
import { type Now, useNow } from '../ui/now.ts';
import { useRate } from '../ui/rate.tsx';
import { HullPicture } from './hull-drawing.tsx';
import { isShip, type ShownState, shownState } from './known.ts';
import { shipTypeText } from './ship-type.ts';
import { VesselFacts } from './vessel-facts.tsx';
import { identityRows, Rows, VesselChanges, VesselSources, voyageRows } from './vessel-identity.tsx';
import { VesselNotices } from './vessel-notices.tsx';

export interface VesselPanelProps {
  /** undefined: not told yet. */
  readonly track: TrackDetail | undefined;
  /** The server says that it is no more; `track` is what was last known. */
  readonly gone: boolean;
  /** No frame for so long that nothing counts as now. */
  readonly frozen: boolean;
  readonly now: Now;
  readonly following: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onFollow: (follow: boolean) => void;
  readonly onCenter: () => void;
  readonly onClose: () => void;
  /** What stands between the facts and the detail. `live`: the vessel is heard now. */
  readonly trail?: (live: boolean) => ReactNode;
  /** Boats to send to it; stands first. */
  readonly send?: ReactNode;
  /** Cameras that can see it; stands before the trail. */
  readonly cameras?: ReactNode;
  /** What may be done to the track; stands above the foot. */
  readonly acts?: ReactNode;
}

function StateBadge({ state }: { state: ShownState }): ReactNode {
  const { t } = useSpeech();
  return (
    <span className={`state-badge ${state}`}>
      <i aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
}

function Head({ track, state, children }: { track: TrackDetail; state: ShownState; children: ReactNode }): ReactNode {
  const { t } = useSpeech();
  const name = track.name ?? t('panel.unnamed');
  const kind = t(`kind.${track.kind}`);
  const sort = [isShip(track.kind) ? shipTypeText(track.shipType, t) : null, kind, track.mmsi];
  return (
    <header className="panel-head">
      <div className="panel-title">
        <h2 className={track.name ? undefined : 'nameless'}>{name}</h2>
        {children}
      </div>
      <div className="panel-sort">
        <StateBadge state={state} />
        <span>{sort.filter(Boolean).join('  ')}</span>
      </div>
      {track.lon !== null && track.lat !== null && (
        <div className="panel-position">
          {position(track.lon, track.lat)}
          <small title={t('fact.fix')}>{utcTime(track.fixMs)}</small>
        </div>
      )}
    </header>
  );
}

function Actions(props: VesselPanelProps & { track: TrackDetail }): ReactNode {
  const { t } = useSpeech();
  const placed = props.track.lon !== null && !props.gone;
  return (
    <footer className="panel-actions">
      <button
        type="button"
        className="action"
        aria-pressed={props.following}
        disabled={!placed}
        onClick={() => props.onFollow(!props.following)}
      >
        <LocateFixed aria-hidden />
        {t(props.following ? 'panel.following' : 'panel.follow')}
        <kbd>F</kbd>
      </button>
      <button type="button" className="action" disabled={!placed} onClick={props.onCenter}>
        <Crosshair aria-hidden />
        {t('panel.center')}
      </button>
    </footer>
  );
}

function Detail({ track, nowMs }: { track: TrackDetail; nowMs: number }): ReactNode {
  const { t, language } = useSpeech();
  const { lengthM, beamM, toBowM, toPortM } = track;
  return (
    <>
      <section>
        <h3>{t('section.voyage')}</h3>
        <Rows rows={voyageRows(track, nowMs, t)} />
      </section>
      {isShip(track.kind) && (
        <section>
          <h3>{t('section.size')}</h3>
          {lengthM && beamM ? (
            <HullPicture size={{ lengthM, beamM, toBowM, toPortM }} />
          ) : (
            <p className="calm">{t('fact.sizeUnknown')}</p>
          )}
        </section>
      )}
      <section>
        <h3>{t('section.identity')}</h3>
        <Rows rows={identityRows(track, language, t)} />
        {track.text && <p className="safety-text">{track.text}</p>}
      </section>
      <section>
        <h3>{t('section.sources')}</h3>
        <VesselSources track={track} nowMs={nowMs} />
      </section>
      <section>
        <h3>{t('section.changes')}</h3>
        <VesselChanges track={track} nowMs={nowMs} />
      </section>
    </>
  );
}

/** The one selected vessel: title, state, the three facts that matter, what to doubt, then detail. Ages tick. */
export function VesselPanel(props: VesselPanelProps): ReactNode {
  const { t } = useSpeech();
  const { track, gone, open } = props;
  const nowMs = useNow(props.now) ?? track?.lastSeenMs ?? 0;
  const rate = useRate();
  const close = (
    <button type="button" className="icon" aria-label={t('panel.close')} title="Esc" onClick={props.onClose}>
      <X aria-hidden />
    </button>
  );
  if (!track) {
    return (
      <aside className="panel" aria-label={t('panel.label')}>
        <header className="panel-head">
          <div className="panel-title">
            <p className="calm">{t(gone ? 'panel.gone' : 'panel.loading')}</p>
            {close}
          </div>
        </header>
      </aside>
    );
  }
  const state = gone ? 'lost' : shownState(track, nowMs, { frozen: props.frozen, rate });
  return (
    <aside className={`panel ${state === 'live' ? '' : 'not-live'}`} aria-label={t('panel.label')}>
      <Head track={track} state={state}>
        <button
          type="button"
          className="icon"
          aria-expanded={open}
          aria-label={t(open ? 'panel.fold' : 'panel.unfold')}
          onClick={() => props.onOpen(!open)}
        >
          {open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        </button>
        {close}
      </Head>
      <VesselFacts track={track} state={state} nowMs={nowMs} />
      {props.send}
      {props.cameras}
      {props.trail?.(state === 'live')}
      {open && (
        <div className="panel-detail">
          <VesselNotices track={track} state={state} gone={gone} nowMs={nowMs} />
          <Detail track={track} nowMs={nowMs} />
        </div>
      )}
      {props.acts}
      <Actions {...props} track={track} />
    </aside>
  );
}
