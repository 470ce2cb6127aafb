import type { CameraState } from '../../server/contract/camera.ts';

/** Without a picture for this long a tile shows no present, ms of the machine. */
const OLD_AFTER_MS = 2_500;

export type TileState = 'opening' | 'live' | 'suspect' | 'stale' | 'offline' | 'unknown' | 'unable';

/** What a tile says of its picture: the worse of what the server knows and of what was drawn here. */
export function tileState({
  camera,
  drawnAgoMs,
  lagMs,
  can,
  isBlack,
  isOld,
}: {
  /** As the server has it. */
  readonly camera: CameraState;
  /** Since a picture was drawn here; null: none was yet. */
  readonly drawnAgoMs: number | null;
  /** How late the picture was that was drawn, ms. */
  readonly lagMs: number;
  /** This browser can decode it. */
  readonly can: boolean;
  /** What was drawn is black all over. */
  readonly isBlack: boolean;
  /** The server does not answer: nobody knows. */
  readonly isOld: boolean;
}): TileState {
  if (!can) return 'unable';
  if (camera === 'offline') return 'offline';
  if (isOld || camera === 'unknown') return 'unknown';
  if (drawnAgoMs === null) return 'opening';
  if (drawnAgoMs + lagMs > OLD_AFTER_MS || camera === 'stale') return 'stale';
  return camera === 'suspect' || isBlack ? 'suspect' : 'live';
}
