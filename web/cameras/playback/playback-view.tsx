import './playback.css';
import BookmarkIcon from 'lucide-react/icons/bookmark';
import CameraIcon from 'lucide-react/icons/camera';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Download from 'lucide-react/icons/download';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import StepBack from 'lucide-react/icons/step-back';
import StepForward from 'lucide-react/icons/step-forward';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import type { Right } from '../../../server/contract/rights.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { refusalWords } from '../../net/refusal-words.ts';
import { jstMoment, jstTime, utcTime } from '../../ui/format.ts';
import { takeSnapshot } from '../snapshot.ts';
import { BookmarkForm, ClipForm } from './evidence-forms.tsx';
import type { Span } from './playback-api.ts';
import { ScrubBar } from './scrub-bar.tsx';
import { type Playback, type PlaybackState, usePlayback } from './use-playback.ts';

const MINUTE_MS = 60_000;
const LENGTHS = [5, 30, 120] as const;
const SPEEDS = [0.5, 1, 2, 4, 8] as const;
/** Where a playback begins: so long before now. */
const BACK_MS = MINUTE_MS;

/** What is to be cut out, as far as it was marked; epoch ms. */
interface Cut {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

function wholeOf({ fromMs, toMs }: Cut): Span | null {
  return fromMs !== null && toMs !== null && fromMs < toMs ? { fromMs, toMs } : null;
}

interface PlaybackViewProps {
  readonly camera: Camera;
  /** When it was opened, epoch ms. */
  readonly openedMs: number;
  readonly rights: readonly Right[];
  readonly onClose: () => void;
}

/** A camera's recording: any second of it, at any speed, with marks, snapshots and clips. It never looks like now. */
export function PlaybackView({ camera, openedMs, rights, onClose }: PlaybackViewProps): ReactNode {
  const { t, language } = useSpeech();
  const { cameraId, name } = camera;
  const video = useRef<HTMLVideoElement>(null);
  const [minutes, setMinutes] = useState<number>(30);
  const [toMs, setTo] = useState(Math.ceil(openedMs / 1000) * 1000);
  const span = { fromMs: toMs - minutes * MINUTE_MS, toMs };
  const [cut, setCut] = useState<Cut>({ fromMs: null, toMs: null });
  const playback = usePlayback(cameraId, span, Math.min(openedMs, toMs) - BACK_MS, video);
  const { atMs, recording, state } = playback;
  return (
    <section className="playback" aria-label={t('playback.label')}>
      <header>
        <b className="playback-mark">{t('playback.mark')}</b>
        <b>{name[language]}</b>
        <time>
          {jstMoment(atMs, openedMs)}:{jstTime(atMs).slice(6)} <small>JST</small> <small>{utcTime(atMs)}</small>
        </time>
        {recording?.kept != null && (
          <span className="calm">{t('playback.kept', { from: jstMoment(recording.kept.fromMs, openedMs) })}</span>
        )}
        {recording?.trouble != null && (
          <span className="warn" title={recording.trouble}>
            {t('playback.trouble')}
          </span>
        )}
        <button type="button" className="action" onClick={onClose}>
          {t('playback.close')}
        </button>
      </header>
      <div className="playback-picture">
        <video ref={video} muted playsInline autoPlay aria-label={name[language]} />
        <Word state={state} onRetry={playback.retry} />
      </div>
      <SpanBar
        {...{ minutes, playback, span, video }}
        cut={wholeOf(cut)}
        onMinutes={setMinutes}
        onMove={(by) => setTo(Math.min(Math.ceil(openedMs / 1000) * 1000, toMs + (by * minutes * MINUTE_MS) / 2))}
      />
      <Evidence {...{ cameraId, playback, video, rights, cut }} onCut={setCut} />
    </section>
  );
}

function Word({ state, onRetry }: { state: PlaybackState; onRetry: () => void }): ReactNode {
  const { t } = useSpeech();
  if (state === 'ready') return null;
  const word = typeof state === 'string' ? t(`playback.${state}`) : t('playback.failed', { why: state.failed });
  return (
    <p className="playback-word" role="status">
      {word}
      {state !== 'loading' && (
        <button type="button" className="action" onClick={onRetry}>
          {t('playback.retry')}
        </button>
      )}
    </p>
  );
}

interface SpanBarProps {
  readonly minutes: number;
  readonly playback: Playback;
  readonly span: Span;
  readonly cut: Span | null;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly onMinutes: (minutes: number) => void;
  readonly onMove: (by: 1 | -1) => void;
}

function SpanBar({ minutes, playback, span, cut, video, onMinutes, onMove }: SpanBarProps): ReactNode {
  const { t } = useSpeech();
  const { atMs, recording, bookmarks, thumbnails, seek } = playback;
  return (
    <div className="playback-bar">
      <button type="button" className="icon" aria-label={t('playback.earlier')} onClick={() => onMove(-1)}>
        <ChevronLeft aria-hidden />
      </button>
      <ScrubBar {...{ span, cut, atMs, bookmarks, thumbnails }} gaps={recording?.gaps ?? []} onSeek={seek} />
      <button type="button" className="icon" aria-label={t('playback.later')} onClick={() => onMove(1)}>
        <ChevronRight aria-hidden />
      </button>
      <select
        aria-label={t('playback.span')}
        value={minutes}
        onChange={(event) => onMinutes(Number(event.target.value))}
      >
        {LENGTHS.map((n) => (
          <option key={n} value={n}>
            {t('playback.minutes', { n })}
          </option>
        ))}
      </select>
      <Transport video={video} step={playback.step} />
    </div>
  );
}

function Transport({ video, step }: { video: RefObject<HTMLVideoElement | null>; step: Playback['step'] }): ReactNode {
  const { t } = useSpeech();
  const [speed, setSpeed] = useState(1);
  const [isPaused, setPaused] = useState(false);
  const toggle = (): void => {
    if (video.current === null) return;
    if (isPaused) void video.current.play();
    else video.current.pause();
    setPaused(!isPaused);
  };
  const go = (by: 1 | -1): void => {
    step(by);
    setPaused(true);
  };
  const run = (rate: number): void => {
    setSpeed(rate);
    if (video.current === null) return;
    video.current.defaultPlaybackRate = rate;
    video.current.playbackRate = rate;
  };
  return (
    <>
      <button type="button" className="icon" aria-label={t('playback.back')} onClick={() => go(-1)}>
        <StepBack aria-hidden />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t(isPaused ? 'playback.play' : 'playback.pause')}
        onClick={toggle}
      >
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
      </button>
      <button type="button" className="icon" aria-label={t('playback.on')} onClick={() => go(1)}>
        <StepForward aria-hidden />
      </button>
      <select aria-label={t('playback.speed')} value={speed} onChange={(event) => run(Number(event.target.value))}>
        {SPEEDS.map((rate) => (
          <option key={rate} value={rate}>
            ×{rate}
          </option>
        ))}
      </select>
    </>
  );
}

interface EvidenceProps {
  readonly cameraId: string;
  readonly playback: Playback;
  readonly cut: Cut;
  readonly onCut: (cut: Cut) => void;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly rights: readonly Right[];
}

/** Snapshot, bookmark, clip: for those who may. */
function Evidence({ cameraId, playback, video, rights, cut, onCut }: EvidenceProps): ReactNode {
  const { t } = useSpeech();
  const { atMs, state, keep } = playback;
  const [open, setOpen] = useState<'bookmark' | 'clip' | null>(null);
  const [word, setWord] = useState<string | null>(null);
  const isReady = state === 'ready';
  const whole = wholeOf(cut);
  const snap = async (): Promise<void> => {
    if (video.current === null) return;
    const picture = await createImageBitmap(video.current);
    const told = await takeSnapshot(picture, { cameraId, atMs: Math.round(atMs), isReplay: true });
    setWord(told.ok ? t('playback.snapshotDone') : refusalWords(told, t));
  };
  if (open === 'bookmark') {
    const done = (bookmark: Parameters<typeof keep>[0] | null): void => {
      if (bookmark !== null) keep(bookmark);
      setOpen(null);
    };
    return <BookmarkForm {...{ cameraId, atMs }} onDone={done} />;
  }
  if (open === 'clip' && whole !== null) {
    const done = (name: string | null): void => {
      setWord(name === null ? null : t('playback.clipDone', { name }));
      setOpen(null);
    };
    return <ClipForm {...{ cameraId }} cut={whole} onDone={done} />;
  }
  const mark = (side: 'fromMs' | 'toMs') => onCut({ ...cut, [side]: Math.round(atMs) });
  const side = (ms: number | null): string => (ms === null ? '' : ` ${jstTime(ms)}`);
  return (
    <div className="evidence">
      {rights.includes('cameras:mark') && (
        <>
          <button type="button" className="action" disabled={!isReady} onClick={() => void snap()}>
            <CameraIcon aria-hidden />
            {t('playback.snapshot')}
          </button>
          <button type="button" className="action" disabled={!isReady} onClick={() => setOpen('bookmark')}>
            <BookmarkIcon aria-hidden />
            {t('playback.bookmark')}
          </button>
        </>
      )}
      {rights.includes('cameras:export') && (
        <>
          <button type="button" className="action" disabled={!isReady} onClick={() => mark('fromMs')}>
            {t('playback.from')}
            {side(cut.fromMs)}
          </button>
          <button type="button" className="action" disabled={!isReady} onClick={() => mark('toMs')}>
            {t('playback.to')}
            {side(cut.toMs)}
          </button>
          <button type="button" className="action" disabled={whole === null} onClick={() => setOpen('clip')}>
            <Download aria-hidden />
            {t('playback.clip')}
          </button>
        </>
      )}
      {word !== null && <span role="status">{word}</span>}
    </div>
  );
}
