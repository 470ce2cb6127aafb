import './cameras.css';
import X from 'lucide-react/icons/x';
import { type ReactNode, useState } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import type { Right } from '../../server/contract/rights.ts';
import { useSpeech } from '../i18n/language.tsx';
import { useRemembered } from '../ui/remembered.ts';
import { CameraTile } from './camera-tile.tsx';
import { PlaybackView } from './playback/playback-view.tsx';
import type { Tiles } from './use-tiles.ts';

const LAYOUTS = ['row', '1', '4', '9', '16'] as const;
type LayoutName = (typeof LAYOUTS)[number];

interface CameraStripProps {
  /** null: not told yet. */
  readonly cameras: readonly Camera[] | null;
  readonly isOld: boolean;
  readonly tiles: Tiles;
  readonly rights: readonly Right[];
  /** The time of the server, epoch ms; null: it is not known. */
  readonly nowMs: () => number | null;
  /** Who sits here. */
  readonly who: string;
  readonly onSelect: (trackId: string) => void;
  readonly onClose: () => void;
}

/** The cameras along the foot of the desk: those in tiles play, all others can be added. */
export function CameraStrip({
  cameras,
  isOld,
  tiles,
  rights,
  nowMs,
  who,
  onSelect,
  onClose,
}: CameraStripProps): ReactNode {
  const { t, language } = useSpeech();
  const { ids, large } = tiles;
  const [layout, setLayout] = useRemembered('tile-layout', LAYOUTS, 'row');
  const [past, setPast] = useState<{ cameraId: string; openedMs: number } | null>(null);
  const replayed = cameras?.find(({ cameraId }) => cameraId === past?.cameraId);
  if (past !== null && replayed !== undefined)
    return (
      <section className="strip" aria-label={t('camera.label')} data-large={true}>
        <PlaybackView camera={replayed} openedMs={past.openedMs} rights={rights} onClose={() => setPast(null)} />
      </section>
    );
  const shown = ids.flatMap((id) => cameras?.find(({ cameraId }) => cameraId === id) ?? []);
  const others = (cameras ?? []).filter(({ cameraId }) => !ids.includes(cameraId));
  return (
    <section className="strip" aria-label={t('camera.label')} data-large={large !== null || layout !== 'row'}>
      <header className="strip-head">
        <b>{t('camera.label')}</b>
        {isOld && <span className="warn">{t('camera.word.unknown')}</span>}
        <Layout layout={layout} onChange={setLayout} />
        <select
          aria-label={t('camera.add')}
          value=""
          disabled={others.length === 0}
          onChange={(event) => tiles.add(event.target.value)}
        >
          <option value="">{t('camera.add')}</option>
          {others.map(({ cameraId, name, state }) => (
            <option key={cameraId} value={cameraId}>
              {name[language]}
              {state === 'live' || state === 'idle' ? '' : ` (${t(`camera.state.${state}`)})`}
            </option>
          ))}
        </select>
        <button type="button" className="icon" aria-label={t('camera.hide')} title="C" onClick={onClose}>
          <X aria-hidden />
        </button>
      </header>
      {cameras === null && <p className="calm">{t('camera.loading')}</p>}
      {cameras !== null && shown.length === 0 && <p className="calm">{t('camera.none')}</p>}
      <ul className="tiles" data-layout={large === null ? layout : '1'}>
        {shown
          .filter(({ cameraId }) => large === null || large === cameraId)
          .slice(0, layout === 'row' || large !== null ? undefined : Number(layout))
          .map((camera) => (
            <CameraTile
              key={camera.cameraId}
              {...{ camera, isOld, nowMs, onSelect }}
              steerer={rights.includes('cameras:steer') ? who : null}
              isLarge={large === camera.cameraId}
              mayMark={rights.includes('cameras:mark')}
              onArrange={tiles.arrange}
              onReplay={() => setPast({ cameraId: camera.cameraId, openedMs: nowMs() ?? Date.now() })}
              onLarge={() => tiles.enlarge(camera.cameraId)}
              onClose={() => tiles.remove(camera.cameraId)}
            />
          ))}
      </ul>
    </section>
  );
}

/** One row under the chart, or so many tiles over it. */
function Layout({ layout, onChange }: { layout: LayoutName; onChange: (layout: LayoutName) => void }): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="layouts" aria-label={t('camera.layout')}>
      {LAYOUTS.map((one) => {
        const label = one === 'row' ? t('camera.layout.row') : t('camera.layout.tiles', { n: one });
        return (
          <button
            key={one}
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={one === layout}
            onClick={() => onChange(one)}
          >
            {one === 'row' ? '▭' : one}
          </button>
        );
      })}
    </fieldset>
  );
}
