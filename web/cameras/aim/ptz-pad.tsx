import './aim.css';
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowRight from 'lucide-react/icons/arrow-right';
import ArrowUp from 'lucide-react/icons/arrow-up';
import House from 'lucide-react/icons/house';
import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import type { AimOrder, CameraPreset } from '../../../server/contract/camera-aim.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { Answer } from '../../net/ask.ts';
import { refusalWords } from '../../net/refusal-words.ts';
import { clockError } from '../../ui/format.ts';
import { addPreset, aimCamera, askPresets } from './aim-api.ts';

const STILL = { pan: 0, tilt: 0, zoom: 0 } as const;
const MOVES = {
  left: { pan: -0.5, tilt: 0, zoom: 0 },
  right: { pan: 0.5, tilt: 0, zoom: 0 },
  up: { pan: 0, tilt: 0.4, zoom: 0 },
  down: { pan: 0, tilt: -0.4, zoom: 0 },
  closer: { pan: 0, tilt: 0, zoom: 0.6 },
  wider: { pan: 0, tilt: 0, zoom: -0.6 },
} as const;
type Move = keyof typeof MOVES;
const KEYS: Readonly<Record<string, Move>> = {
  ...{ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' },
  ...{ '+': 'closer', ';': 'closer', '-': 'wider' },
};
const ICONS = { left: ArrowLeft, right: ArrowRight, up: ArrowUp, down: ArrowDown, closer: Plus, wider: Minus } as const;

interface PtzPadProps {
  readonly camera: Camera;
  /** Who sits here. */
  readonly who: string;
}

/** Steers a camera by hand: buttons that turn as long as they are pressed, keys, presets; and who has it. */
export function PtzPad({ camera, who }: PtzPadProps): ReactNode {
  const { t } = useSpeech();
  const { cameraId, head } = camera;
  const [failure, setFailure] = useState<string | null>(null);
  const turning = useRef<Move | null>(null);
  const tell = async (asked: Promise<Answer<null>>): Promise<void> => {
    const done = await asked;
    setFailure(done.ok ? null : refusalWords(done, t));
  };
  const order = (body: AimOrder): void => void tell(aimCamera(cameraId, body));
  const begin = (move: Move): void => {
    if (turning.current === move) return;
    turning.current = move;
    order({ to: 'turn', ...MOVES[move] });
  };
  const end = (): void => {
    if (turning.current === null) return;
    turning.current = null;
    order({ to: 'turn', ...STILL });
  };
  const key = (event: KeyboardEvent, act: (move: Move) => void): void => {
    const move = KEYS[event.key];
    if (move === undefined || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    event.stopPropagation();
    act(move);
  };
  const isOthers = head?.heldBy != null && head.heldBy !== who;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus
    <div className="ptz" onKeyDown={(event) => key(event, begin)} onKeyUp={(event) => key(event, end)}>
      <div className="ptz-keys">
        {(Object.keys(MOVES) as Move[]).map((move) => {
          const Icon = ICONS[move];
          return (
            <button
              key={move}
              type="button"
              className={`icon ptz-${move}`}
              aria-label={t(`ptz.${move}`)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                begin(move);
              }}
              onPointerUp={end}
              onPointerCancel={end}
              onBlur={end}
            >
              <Icon aria-hidden />
            </button>
          );
        })}
        <button type="button" className="icon" aria-label={t('ptz.home')} onClick={() => order({ to: 'home' })}>
          <House aria-hidden />
        </button>
      </div>
      <Presets
        cameraId={cameraId}
        onGo={(token) => order({ to: 'preset', token })}
        onAdd={(name) => tell(addPreset(cameraId, name))}
      />
      <p className="ptz-hint">{t('ptz.hint')}</p>
      <p className={isOthers || head?.trouble != null ? 'warn' : undefined} title={head?.trouble ?? undefined}>
        {holdWords(camera, who, t)}
      </p>
      {head?.clockOffsetMs != null && <p>{t('ptz.clock', { error: clockError(head.clockOffsetMs, t) })}</p>}
      {failure !== null && (
        <p className="warn" role="alert">
          {failure}
        </p>
      )}
      {(head?.following != null || head?.heldBy === who) && (
        <button type="button" className="action" onClick={() => order({ to: 'release' })}>
          {t('ptz.release')}
        </button>
      )}
    </div>
  );
}

function holdWords({ head }: Camera, who: string, t: ReturnType<typeof useSpeech>['t']): string {
  if (head?.trouble != null) return t('ptz.trouble');
  if (head?.heldBy == null) return t('ptz.free');
  return head.heldBy === who ? t('ptz.yours') : t('ptz.held', { who: head.heldBy });
}

interface PresetsProps {
  readonly cameraId: string;
  readonly onGo: (token: string) => void;
  readonly onAdd: (name: string) => Promise<void>;
}

function Presets({ cameraId, onGo, onAdd }: PresetsProps): ReactNode {
  const { t } = useSpeech();
  const [presets, setPresets] = useState<readonly CameraPreset[]>([]);
  const [name, setName] = useState('');
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isOver = false;
    void askPresets(cameraId).then((told) => isOver || setPresets(told ?? []));
    return () => {
      isOver = true;
    };
  }, [cameraId, tries]);
  return (
    <form
      className="ptz-presets"
      onSubmit={(event) => {
        event.preventDefault();
        void onAdd(name).then(() => setTries((count) => count + 1));
        setName('');
      }}
    >
      <select aria-label={t('ptz.presets')} value="" onChange={(event) => onGo(event.target.value)}>
        <option value="">{t('ptz.presets')}</option>
        {presets.map((preset) => (
          <option key={preset.token} value={preset.token}>
            {preset.name}
          </option>
        ))}
      </select>
      <input
        required
        maxLength={40}
        aria-label={t('ptz.presetName')}
        placeholder={t('ptz.presetName')}
        value={name}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="action">
        {t('playback.save')}
      </button>
    </form>
  );
}
