import './tools.css';
import CameraIcon from 'lucide-react/icons/camera';
import Pause from 'lucide-react/icons/pause';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import ZoomIn from 'lucide-react/icons/zoom-in';
import ZoomOut from 'lucide-react/icons/zoom-out';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { CONTRASTS, type Enhancement, GAINS, marksOf, PLAIN, TONES, type Tone, zoomed } from './enhance.ts';

const STEP = 1.6;
const MIDDLE = { x: 0.5, y: 0.5 } as const;

interface ToolBarProps {
  readonly shown: Enhancement;
  readonly onChange: (next: Enhancement) => void;
  /** null: who sits here may take none. */
  readonly onSnapshot: (() => void) | null;
}

/** Night tools of one tile: none of them touches the stream. */
export function ToolBar({ shown, onChange, onSnapshot }: ToolBarProps): ReactNode {
  const { t } = useSpeech();
  const { gain, contrast, tone, frozenMs } = shown;
  return (
    <div className="tools">
      <Choice label={t('tool.gain')} all={GAINS} now={gain} onChange={(value) => onChange({ ...shown, gain: value })} />
      <Choice
        label={t('tool.contrast')}
        all={CONTRASTS}
        now={contrast}
        onChange={(value) => onChange({ ...shown, contrast: value })}
      />
      <select
        aria-label={t('tool.tone')}
        value={tone}
        onChange={(event) => onChange({ ...shown, tone: event.target.value as Tone })}
      >
        {TONES.map((one) => (
          <option key={one} value={one}>
            {t(`tool.tone.${one}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon"
        aria-label={t('tool.closer')}
        onClick={() => onChange(zoomed(shown, STEP, MIDDLE))}
      >
        <ZoomIn aria-hidden />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('tool.wider')}
        onClick={() => onChange(zoomed(shown, 1 / STEP, MIDDLE))}
      >
        <ZoomOut aria-hidden />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('tool.freeze')}
        aria-pressed={frozenMs !== null}
        onClick={() => onChange({ ...shown, frozenMs: frozenMs === null ? performance.now() : null })}
      >
        <Pause aria-hidden />
      </button>
      <button type="button" className="icon" aria-label={t('tool.plain')} onClick={() => onChange(PLAIN)}>
        <RotateCcw aria-hidden />
      </button>
      {onSnapshot !== null && (
        <button type="button" className="icon" aria-label={t('playback.snapshot')} onClick={onSnapshot}>
          <CameraIcon aria-hidden />
        </button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: readonly number[];
  readonly now: number;
  readonly onChange: (value: number) => void;
}

function Choice({ label, all, now, onChange }: ChoiceProps): ReactNode {
  return (
    <select aria-label={label} title={label} value={now} onChange={(event) => onChange(Number(event.target.value))}>
      {all.map((value) => (
        <option key={value} value={value}>
          {label} ×{value}
        </option>
      ))}
    </select>
  );
}

/** What is not as it came says so on the picture. */
export function Marks({ shown, nowMs }: { shown: Enhancement; nowMs: number }): ReactNode {
  const { t } = useSpeech();
  const marks = marksOf(shown);
  if (marks.length === 0) return null;
  const seconds = shown.frozenMs === null ? 0 : Math.floor((nowMs - shown.frozenMs) / 1000);
  return (
    <p className="marks">
      {marks.map((mark) => (
        <span key={mark} className={mark}>
          {t(`tool.mark.${mark}`, { n: mark === 'zoomed' ? shown.zoom.toFixed(1) : seconds })}
        </span>
      ))}
    </p>
  );
}
