import History from 'lucide-react/icons/history';
import Move from 'lucide-react/icons/move';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import X from 'lucide-react/icons/x';
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import { useSpeech } from '../i18n/language.tsx';
import { jstTime } from '../ui/format.ts';
import { useRate } from '../ui/rate.tsx';
import { PtzPad } from './aim/ptz-pad.tsx';
import { SteerLayer } from './aim/steer-layer.tsx';
import { SightOverlay } from './sight/sight-overlay.tsx';
import { takeSnapshot } from './snapshot.ts';
import { tileState } from './tile-state.ts';
import { type Enhancement, moved, PLAIN, styleOf, thawed, zoomed } from './tools/enhance.ts';
import { Marks, ToolBar } from './tools/tool-bar.tsx';
import { usePlayer } from './use-player.ts';

const WHEEL = 1.2;
/** A picture drawn so long ago tells its age, ms. */
const TOLD_AFTER_MS = 1_000;
/** What is dragged, so that nothing else is taken for a tile. */
const DRAGGED = 'application/x-mihari-camera';

interface CameraTileProps {
  readonly camera: Camera;
  /** The server does not answer. */
  readonly isOld: boolean;
  readonly isLarge: boolean;
  /** Who sits here; null: who may not steer. */
  readonly steerer: string | null;
  readonly mayMark: boolean;
  readonly nowMs: () => number | null;
  readonly onSelect: (trackId: string) => void;
  readonly onReplay: () => void;
  readonly onLarge: () => void;
  /** Another camera was dropped here, or this one is moved by a place. */
  readonly onArrange: (cameraId: string, to: string | -1 | 1) => void;
  readonly onClose: () => void;
}

/** One camera, live: its picture, whose it is, whether it is now, and when it was taken. */
export function CameraTile(props: CameraTileProps): ReactNode {
  const { camera, isOld, isLarge, steerer, nowMs, onSelect, onLarge, onArrange } = props;
  const { cameraId } = camera;
  const { t, language } = useSpeech();
  const [open, setOpen] = useState<'steer' | 'tools' | null>(null);
  const [look, setLook] = useEnhancement();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drawnAgoMs, stampMs, lagMs: lateMs, way, isBlack } = usePlayer(cameraId, canvas, look.frozenMs !== null);
  const stampLagMs = useStampLag(stampMs, nowMs, look.frozenMs !== null);
  const lagMs = Math.max(lateMs, stampLagMs - (drawnAgoMs ?? 0));
  const state = tileState({ camera: camera.state, drawnAgoMs, lagMs, can: way !== 'none', isBlack, isOld });
  const name = camera.name[language];
  const show = (which: 'steer' | 'tools'): void => {
    setOpen(open === which ? null : which);
    // a camera is steered in its picture: that wants room
    if (which === 'steer' && open !== 'steer' && !isLarge) onLarge();
  };
  const snap = (): void => {
    if (canvas.current === null) return;
    void takeSnapshot(canvas.current, {
      cameraId,
      atMs: Math.round(stampMs ?? nowMs() ?? Date.now()),
      isReplay: false,
      notes: {
        over: canvas.current.parentElement?.querySelector<HTMLCanvasElement>('canvas.sight') ?? null,
        words: t('playback.annotated', { name, at: stampMs === null ? '' : jstTime(stampMs) }),
      },
    });
  };
  return (
    <li
      className={`tile ${state}`}
      data-camera={cameraId}
      data-large={isLarge}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => onArrange(event.dataTransfer.getData(DRAGGED), cameraId)}
    >
      <Picture {...{ look, setLook, onLarge }}>
        <canvas ref={canvas} aria-label={name} style={{ filter: styleOf(look).filter }} />
        {!camera.isFilm && (
          <SightOverlay {...{ camera, stampMs, nowMs, onSelect }} picture={canvas} onDoubleClick={onLarge} />
        )}
      </Picture>
      {open === 'steer' && steerer !== null && <SteerLayer camera={camera} />}
      <TileHead {...props} {...{ name, state, open, way }} onOpen={show} />
      <Marks shown={look} nowMs={performance.now()} />
      {state !== 'live' && state !== 'opening' && (
        <p className="tile-word">{t(`camera.word.${state === 'stale' && lagMs > TOLD_AFTER_MS ? 'late' : state}`)}</p>
      )}
      {open === 'steer' && steerer !== null && <PtzPad camera={camera} who={steerer} />}
      {open === 'tools' && <ToolBar shown={look} onChange={setLook} onSnapshot={props.mayMark ? snap : null} />}
      {stampMs !== null && (
        <time className="tile-time">
          {jstTime(stampMs)} <small>JST</small>
          {drawnAgoMs !== null && drawnAgoMs + lagMs > TOLD_AFTER_MS && (
            <b> {t('camera.age', { n: Math.round((drawnAgoMs + lagMs) / 1000) })}</b>
          )}
        </time>
      )}
    </li>
  );
}

interface TileHeadProps extends CameraTileProps {
  readonly name: string;
  readonly state: ReturnType<typeof tileState>;
  readonly way: ReturnType<typeof usePlayer>['way'];
  readonly open: 'steer' | 'tools' | null;
  readonly onOpen: (which: 'steer' | 'tools') => void;
}

function TileHead(props: TileHeadProps): ReactNode {
  const { camera, name, state, way, open, onOpen, steerer, onReplay, onClose, onArrange } = props;
  const { cameraId, head, isFilm, recordingTrouble } = camera;
  const { t } = useSpeech();
  const drag = (event: DragEvent): void => event.dataTransfer.setData(DRAGGED, cameraId);
  const key = ({ altKey, key: pressed }: KeyboardEvent): void => {
    if (altKey && pressed === 'ArrowLeft') onArrange(cameraId, -1);
    if (altKey && pressed === 'ArrowRight') onArrange(cameraId, 1);
  };
  return (
    <div
      className="tile-head"
      role="toolbar"
      aria-label={name}
      draggable
      title={t('camera.drag')}
      onDragStart={drag}
      onKeyDown={key}
    >
      <b>{name}</b>
      <span className={`tile-state ${state}`}>{t(`camera.state.${state}`)}</span>
      {head !== null && (head.isMoving || head.following !== null) && (
        <span className="tile-film">{t(head.following === null ? 'camera.moving' : 'camera.followed')}</span>
      )}
      {recordingTrouble !== null && (
        <span className="tile-state offline" title={recordingTrouble}>
          {t('camera.notRecorded')}
        </span>
      )}
      {isFilm && <span className="tile-film">{t('camera.film')}</span>}
      {way === 'mse' && <span className="tile-film">{t('camera.player.mse')}</span>}
      {head !== null && steerer !== null && (
        <Icon label={t('ptz.open')} isOn={open === 'steer'} onClick={() => onOpen('steer')}>
          <Move aria-hidden />
        </Icon>
      )}
      <Icon isRare label={t('tool.open')} isOn={open === 'tools'} onClick={() => onOpen('tools')}>
        <SlidersHorizontal aria-hidden />
      </Icon>
      <Icon isRare label={t('playback.open')} isOn={false} onClick={onReplay}>
        <History aria-hidden />
      </Icon>
      <Icon label={t('camera.close', { name })} isOn={false} onClick={onClose}>
        <X aria-hidden />
      </Icon>
    </div>
  );
}

interface IconProps {
  readonly label: string;
  readonly isOn: boolean;
  /** Not in a small tile on a touch screen. */
  readonly isRare?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Icon({ label, isOn, isRare, onClick, children }: IconProps): ReactNode {
  return (
    <button
      type="button"
      className={isRare === true ? 'icon rare' : 'icon'}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

interface PictureProps {
  readonly look: Enhancement;
  readonly setLook: (change: (now: Enhancement) => Enhancement) => void;
  readonly onLarge: () => void;
  readonly children: ReactNode;
}

/** What is zoomed and moved as one: the picture and what stands over it. */
function Picture({ look, setLook, onLarge, children }: PictureProps): ReactNode {
  const { t } = useSpeech();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = frame;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
      const at = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
      setLook((now) => zoomed(now, event.deltaY < 0 ? WHEEL : 1 / WHEEL, at));
    };
    current?.addEventListener('wheel', wheel, { passive: false });
    return () => current?.removeEventListener('wheel', wheel);
  }, [setLook]);
  const drag = (event: React.PointerEvent): void => {
    if (event.buttons !== 1 || look.zoom === 1) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    setLook((now) => moved(now, event.movementX / width, event.movementY / height));
  };
  return (
    <div ref={frame} className="tile-picture" onPointerMove={drag}>
      <button type="button" className="tile-enlarge" title={t('camera.enlarge')} onDoubleClick={onLarge} />
      <div className="tile-zoom" style={{ transform: styleOf(look).transform }}>
        {children}
      </div>
    </div>
  );
}

/** How far the time in the picture is behind the server's, ms of the machine; 0: it carries none, or is frozen, which is said. */
function useStampLag(stampMs: number | null, nowMs: () => number | null, isFrozen: boolean): number {
  const rate = useRate();
  const now = nowMs();
  return stampMs === null || now === null || isFrozen ? 0 : Math.max(0, now - stampMs) / rate;
}

/** A frozen picture goes on by itself after a while. */
function useEnhancement() {
  const [look, setLook] = useState<Enhancement>(PLAIN);
  const isFrozen = look.frozenMs !== null;
  useEffect(() => {
    if (!isFrozen) return;
    const timer = window.setInterval(() => setLook((now) => thawed(now, performance.now())), 500);
    return () => window.clearInterval(timer);
  }, [isFrozen]);
  return [look, setLook] as const;
}
