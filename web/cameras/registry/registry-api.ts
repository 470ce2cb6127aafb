import type { CameraEntry, CameraEntryOrder } from '../../../server/contract/camera-registry.ts';

const TIMEOUT_MS = 10_000;
const BASE = '/api/v1/cameras/registry';

/** Whether it was done; else why not: what the server said, or null: it did not answer. */
type Done = { readonly ok: true } | { readonly ok: false; readonly message: string | null };

async function send(method: string, path: string, body?: unknown): Promise<Done> {
  try {
    const answer = await fetch(path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (answer.ok) return { ok: true };
    const told = (await answer.json().catch(() => null)) as { message?: string } | null;
    return { ok: false, message: told?.message ?? `HTTP ${answer.status}` };
  } catch {
    return { ok: false, message: null };
  }
}

/** null: not known now. */
export const askRegistry = (): Promise<CameraEntry[] | null> =>
  fetch(BASE, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then((answer) => (answer.ok ? (answer.json() as Promise<CameraEntry[]>) : null))
    .catch(() => null);

export const putCamera = (order: CameraEntryOrder): Promise<Done> => send('PUT', `${BASE}/${order.cameraId}`, order);
export const removeCamera = (cameraId: string): Promise<Done> => send('DELETE', `${BASE}/${cameraId}`);
/** `orders`: as a file has them; the server looks at each. */
export const importCameras = (orders: unknown): Promise<Done> => send('POST', `${BASE}/import`, orders);
