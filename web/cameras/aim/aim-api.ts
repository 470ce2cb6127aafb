import type { AimOrder, CameraCandidate, CameraPreset, TrackInView } from '../../../server/contract/camera-aim.ts';
import { type Answer, askJson, sending, tell } from '../../net/ask.ts';

const base = (cameraId: string): string => `/api/v1/cameras/${cameraId}`;

export const aimCamera = (cameraId: string, order: AimOrder): Promise<Answer<null>> =>
  tell(`${base(cameraId)}/aim`, sending('POST', order));

export const addPreset = (cameraId: string, name: string): Promise<Answer<null>> =>
  tell(`${base(cameraId)}/presets`, sending('POST', { name }));

/** null: not known now. */
export const askPresets = (cameraId: string): Promise<readonly CameraPreset[] | null> =>
  askJson(`${base(cameraId)}/presets`);

/** Cameras for a track, the best first; null: not known now. */
export const askCandidates = (trackId: string): Promise<readonly CameraCandidate[] | null> =>
  askJson(`/api/v1/cameras/candidates?trackId=${encodeURIComponent(trackId)}`);

/** Tracks that a camera may see now; null: not known now. */
export const askInView = (cameraId: string): Promise<readonly TrackInView[] | null> =>
  askJson(`${base(cameraId)}/in-view`);
