import type { AimOrder, CameraCandidate, CameraPreset } from '../../../server/contract/camera-aim.ts';

const TIMEOUT_MS = 6_000;

/** Whether it was done; else why not: what the server said, or null: it did not answer. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly message: string | null };

async function post(path: string, body: unknown): Promise<Done> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.ok) return { ok: true };
    const told = (await answer.json().catch(() => null)) as { message?: string } | null;
    return { ok: false, message: told?.message ?? `HTTP ${answer.status}` };
  } catch {
    return { ok: false, message: null };
  }
}

export const aimCamera = (cameraId: string, order: AimOrder): Promise<Done> =>
  post(`/api/v1/cameras/${cameraId}/aim`, order);

export const addPreset = (cameraId: string, name: string): Promise<Done> =>
  post(`/api/v1/cameras/${cameraId}/presets`, { name });

async function ask<T>(path: string): Promise<readonly T[] | null> {
  return fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then((answer) => (answer.ok ? (answer.json() as Promise<T[]>) : null))
    .catch(() => null);
}

/** null: not known now. */
export const askPresets = (cameraId: string): Promise<readonly CameraPreset[] | null> =>
  ask(`/api/v1/cameras/${cameraId}/presets`);

/** Cameras for a track, the best first; null: not known now. */
export const askCandidates = (trackId: string): Promise<readonly CameraCandidate[] | null> =>
  ask(`/api/v1/cameras/candidates?trackId=${encodeURIComponent(trackId)}`);
