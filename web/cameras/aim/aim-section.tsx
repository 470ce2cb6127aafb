import './aim.css';
import CameraIcon from 'lucide-react/icons/camera';
import LocateFixed from 'lucide-react/icons/locate-fixed';
import { type ReactNode, useEffect, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import type { CameraCandidate } from '../../../server/contract/camera-aim.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { refusalWords } from '../../net/refusal-words.ts';
import { bearing } from '../../ui/format.ts';
import { aimCamera, askCandidates } from './aim-api.ts';

const EVERY_MS = 3_000;
const MOST = 4;
const NM_M = 1852;

interface AimSectionProps {
  readonly trackId: string;
  readonly cameras: readonly Camera[];
  readonly maySteer: boolean;
  /** Shows the camera's tile. */
  readonly onCamera: (cameraId: string) => void;
}

/** The cameras that can see what is selected, the best first: a click turns one to it, another keeps it there. */
export function AimSection({ trackId, cameras, maySteer, onCamera }: AimSectionProps): ReactNode {
  const { t } = useSpeech();
  const candidates = useCandidates(trackId);
  const [failure, setFailure] = useState<string | null>(null);
  const turn = async (cameraId: string, follow: boolean): Promise<void> => {
    setFailure(null);
    const done = await aimCamera(cameraId, { to: 'track', trackId, follow });
    if (done.ok) onCamera(cameraId);
    else setFailure(refusalWords(done, t));
  };
  const rows = (candidates ?? []).slice(0, MOST);
  const best = rows.find(({ unfit }) => unfit.length === 0);
  return (
    <section className="aim">
      <h3>{t('aim.label')}</h3>
      {candidates !== null && best === undefined && <p className="calm">{t('aim.none')}</p>}
      <ul>
        {rows.map((row) => {
          const camera = cameras.find(({ cameraId }) => cameraId === row.cameraId);
          if (camera === undefined) return null;
          return (
            <AimRow
              key={row.cameraId}
              {...{ row, camera, maySteer, trackId, onCamera }}
              isBest={row === best}
              onTurn={(follow) => void turn(row.cameraId, follow)}
            />
          );
        })}
      </ul>
      {failure !== null && (
        <p className="warn" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}

interface AimRowProps {
  readonly row: CameraCandidate;
  readonly camera: Camera;
  readonly trackId: string;
  readonly isBest: boolean;
  readonly maySteer: boolean;
  readonly onTurn: (follow: boolean) => void;
  readonly onCamera: (cameraId: string) => void;
}

function AimRow({ row, camera, trackId, isBest, maySteer, onTurn, onCamera }: AimRowProps): ReactNode {
  const { t, language } = useSpeech();
  const { unfit, rangeM, bearingDeg, isInView } = row;
  const isFit = unfit.length === 0;
  const isFollowing = camera.head?.following === trackId;
  const canTurn = isFit && camera.head !== null && maySteer;
  return (
    <li className={isFit ? undefined : 'unfit'} data-camera={row.cameraId}>
      <button type="button" className="aim-name" disabled={!isFit} onClick={() => onCamera(row.cameraId)}>
        <b>{camera.name[language]}</b>
        <small>
          {(rangeM / NM_M).toFixed(1)} M {bearing(bearingDeg)}° {isInView && isFit ? t('aim.inView') : ''}
          {unfit.map((why) => t(`aim.unfit.${why}`)).join(' ')}
        </small>
      </button>
      {canTurn && (
        <>
          <button type="button" className="action" data-best={isBest} onClick={() => onTurn(false)}>
            <CameraIcon aria-hidden />
            {t('aim.turn')}
          </button>
          <button type="button" className="action" aria-pressed={isFollowing} onClick={() => onTurn(true)}>
            <LocateFixed aria-hidden />
            {t(isFollowing ? 'aim.following' : 'aim.follow')}
          </button>
        </>
      )}
    </li>
  );
}

function useCandidates(trackId: string): readonly CameraCandidate[] | null {
  const [candidates, setCandidates] = useState<readonly CameraCandidate[] | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const told = await askCandidates(trackId);
      if (isOver) return;
      setCandidates(told);
      timer = window.setTimeout(() => void ask(), EVERY_MS);
    }
    void ask();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [trackId]);
  return candidates;
}
