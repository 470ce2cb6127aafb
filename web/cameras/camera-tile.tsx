import History from 'lucide-react/icons/history';
import Move from 'lucide-react/icons/move';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import { useSpeech } from '../i18n/language.tsx';
import { jstTime } from '../ui/format.ts';
import { PtzPad } from './aim/ptz-pad.tsx';
import { LivePlayer } from './live-player.ts';
import { SightOverlay } from './sight/sight-overlay.tsx';
import { tileState } from './tile-state.ts';

/** How often what stands over the picture is looked at, ms. */
const LOOK_MS = 250;

interface CameraTileProps {
  readonly camera: Camera;
  /** The server does not answer. */
  readonly isOld: boolean;
  readonly isLarge: boolean;
  /** Who sits here; null: who may not steer. */
  readonly steerer: string | null;
  readonly nowMs: () => number | null;
  readonly onSelect: (trackId: string) => void;
  readonly onReplay: () => void;
  readonly onLarge: () => void;
  readonly onClose: () => void;
}

/** One camera, live: its picture, whose it is, whether it is now, and when it was taken. */
export function CameraTile(props: CameraTileProps): ReactNode {
  const { camera, isOld, isLarge, steerer, nowMs, onSelect, onReplay, onLarge, onClose } = props;
  const { t, language } = useSpeech();
  const [isSteered, setSteered] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drawnAgoMs, stampMs, can } = usePlayer(camera.cameraId, canvas);
  const state = tileState({ camera: camera.state, drawnAgoMs, can, isOld });
  const name = camera.name[language];
  return (
    <li className={`tile ${state}`} data-camera={camera.cameraId} data-large={isLarge}>
      <button type="button" className="tile-picture" title={t('camera.enlarge')} onDoubleClick={onLarge}>
        <canvas ref={canvas} aria-label={name} />
      </button>
      {!camera.isFilm && (
        <SightOverlay {...{ camera, stampMs, nowMs, onSelect }} picture={canvas} onDoubleClick={onLarge} />
      )}
      <div className="tile-head">
        <b>{name}</b>
        <span className={`tile-state ${state}`}>{t(`camera.state.${state}`)}</span>
        <HeadWord camera={camera} />
        {camera.isFilm && <span className="tile-film">{t('camera.film')}</span>}
        {camera.head !== null && steerer !== null && (
          <button
            type="button"
            className="icon"
            aria-label={t('ptz.open')}
            title={t('ptz.open')}
            aria-pressed={isSteered}
            onClick={() => setSteered(!isSteered)}
          >
            <Move aria-hidden />
          </button>
        )}
        <button
          type="button"
          className="icon"
          aria-label={t('playback.open')}
          title={t('playback.open')}
          onClick={onReplay}
        >
          <History aria-hidden />
        </button>
        <button type="button" className="icon" aria-label={t('camera.close', { name })} onClick={onClose}>
          <X aria-hidden />
        </button>
      </div>
      {state !== 'live' && state !== 'opening' && <p className="tile-word">{t(`camera.word.${state}`)}</p>}
      {isSteered && steerer !== null && <PtzPad camera={camera} who={steerer} />}
      {stampMs !== null && (
        <time className="tile-time">
          {jstTime(stampMs)} <small>JST</small>
        </time>
      )}
    </li>
  );
}

/** Turning, or kept on a ship. */
function HeadWord({ camera: { head } }: { camera: Camera }): ReactNode {
  const { t } = useSpeech();
  if (head === null || (!head.isMoving && head.following === null)) return null;
  return <span className="tile-film">{t(head.following === null ? 'camera.moving' : 'camera.followed')}</span>;
}

/** Plays a camera on a canvas while it is there. Not seen, it is not decoded. */
function usePlayer(cameraId: string, canvas: React.RefObject<HTMLCanvasElement | null>) {
  const [shown, setShown] = useState<{ drawnAgoMs: number | null; stampMs: number | null; can: boolean }>({
    drawnAgoMs: null,
    stampMs: null,
    can: true,
  });
  useEffect(() => {
    if (!canvas.current) return;
    let drawnAtMs: number | null = null;
    let stampMs: number | null = null;
    let can = true;
    let player: LivePlayer | null = null;
    const picture = canvas.current;
    const begin = (): void => {
      player ??= new LivePlayer(cameraId, picture, {
        drawn: (at) => {
          drawnAtMs = performance.now();
          stampMs = at;
        },
        can: (is) => {
          can = is;
        },
      });
    };
    const end = (): void => {
      player?.close();
      player = null;
    };
    const sight = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? begin() : end()));
    sight.observe(picture);
    const timer = window.setInterval(() => {
      const drawnAgoMs = drawnAtMs === null ? null : performance.now() - drawnAtMs;
      setShown({ drawnAgoMs, stampMs, can });
    }, LOOK_MS);
    return () => {
      sight.disconnect();
      window.clearInterval(timer);
      end();
    };
  }, [cameraId, canvas]);
  return shown;
}
