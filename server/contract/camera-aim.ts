import { z } from 'zod';

const speed = z.number().min(-1).max(1);
const trackIdSchema = z.string().regex(/^[\w-]{1,40}$/);

/** Body of POST /api/v1/cameras/{cameraId}/aim. */
export const aimOrderSchema = z.discriminatedUnion('to', [
  /** At a place, degrees. */
  z.strictObject({ to: z.literal('place'), lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
  /** At a track, once or, with `follow`, on and on. */
  z.strictObject({ to: z.literal('track'), trackId: trackIdSchema, follow: z.boolean() }),
  /** By hand: parts of the fastest speed, right, up and closer positive; all zero stops. */
  z.strictObject({ to: z.literal('turn'), pan: speed, tilt: speed, zoom: speed }),
  /** By so many degrees to the right and up; its field becomes so many times as wide. */
  z.strictObject({
    to: z.literal('by'),
    panDeg: z.number().min(-180).max(180),
    tiltDeg: z.number().min(-90).max(90),
    fovFactor: z.number().min(0.05).max(20),
  }),
  z.strictObject({ to: z.literal('preset'), token: z.string().regex(/^[\w.-]{1,64}$/) }),
  /** Back to where it looks when nobody steers it. */
  z.strictObject({ to: z.literal('home') }),
  /** Nothing is followed any more, and it is free for others. */
  z.strictObject({ to: z.literal('release') }),
]);
export type AimOrder = z.infer<typeof aimOrderSchema>;

/** Query of GET /api/v1/cameras/candidates: a track, or a place in degrees. */
export const candidatesQuerySchema = z
  .strictObject({
    trackId: trackIdSchema.optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
  })
  .refine(({ trackId, lon, lat }) => (trackId !== undefined) !== (lon !== undefined && lat !== undefined), {
    path: ['trackId'],
    message: 'or lon and lat must be given',
  });
export type CandidatesQuery = z.infer<typeof candidatesQuerySchema>;

/** A row of GET /api/v1/cameras/candidates, the best first. */
export interface CameraCandidate {
  readonly cameraId: string;
  readonly rangeM: number;
  /** Degrees true from the camera. */
  readonly bearingDeg: number;
  /** It sees the place as it stands. */
  readonly isInView: boolean;
  /** Why it is of no use; empty: it is. */
  readonly unfit: readonly ('offline' | 'beyond-range' | 'behind-land' | 'cannot-turn' | 'held')[];
}

/** How a camera that turns stands; part of a row of GET /api/v1/cameras. */
export interface CameraHead {
  readonly isMoving: boolean;
  /** Who steers it, and until when (epoch ms of the machine); null: it is free. */
  readonly heldBy: string | null;
  readonly heldUntilMs: number | null;
  /** Track it is kept on; null: none. */
  readonly following: string | null;
  /** Why it cannot be turned now; null: it can. */
  readonly trouble: string | null;
  /** Its clock minus ours, ms; null: not known. */
  readonly clockOffsetMs: number | null;
}

export interface CameraPreset {
  readonly token: string;
  readonly name: string;
}

/** Body of POST /api/v1/cameras/{cameraId}/presets: where it looks now, by this name. */
export const presetOrderSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[^<>&"']{1,40}$/, { error: 'must be 1 to 40 characters without < > & and quotes' }),
});
export type PresetOrder = z.infer<typeof presetOrderSchema>;

/** A row of GET /api/v1/cameras/{cameraId}/in-view: a track that the camera may see now, its sight line over water. */
export interface TrackInView {
  readonly trackId: string;
  readonly name: string | null;
  /** As last heard, degrees; it is reckoned on from `fixMs` (epoch ms). */
  readonly lon: number;
  readonly lat: number;
  readonly fixMs: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  readonly lengthM: number | null;
  /** How wrong its place may be now, metres. */
  readonly errorM: number;
}
