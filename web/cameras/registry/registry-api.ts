import type { CameraEntry, CameraEntryOrder } from '../../../server/contract/camera-registry.ts';
import { type Answer, askJson, sending, tell } from '../../net/ask.ts';

const BASE = '/api/v1/cameras/registry';

/** null: not known now. */
export const askRegistry = (): Promise<CameraEntry[] | null> => askJson(BASE);
export const putCamera = (order: CameraEntryOrder): Promise<Answer<null>> =>
  tell(`${BASE}/${order.cameraId}`, sending('PUT', order));
export const removeCamera = (cameraId: string): Promise<Answer<null>> =>
  tell(`${BASE}/${cameraId}`, { method: 'DELETE' });
/** `orders`: as a file has them; the server looks at each. */
export const importCameras = (orders: unknown): Promise<Answer<null>> =>
  tell(`${BASE}/import`, sending('POST', orders));
