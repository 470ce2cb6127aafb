import { z } from 'zod';
import type { CameraHead } from './camera-aim.ts';
import type { CAMERA_STATES } from './constants.ts';

/** idle: nobody watches it, so it is not pulled and not judged. unknown: the process of the cameras is down. */
export type CameraState = (typeof CAMERA_STATES)[number] | 'idle' | 'unknown';

/** A row of GET /api/v1/cameras. */
export interface Camera {
  readonly cameraId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly office: string;
  readonly lon: number;
  readonly lat: number;
  /** Lens above the water, metres. */
  readonly heightM: number;
  /** Where it looks now: degrees true, degrees above the level, horizontal field in degrees. */
  readonly panDeg: number;
  readonly tiltDeg: number;
  readonly fovDeg: number;
  /** How far it tells a craft from water by day, at night, and now, metres. */
  readonly dayRangeM: number;
  readonly nightRangeM: number;
  readonly rangeM: number;
  readonly isThermal: boolean;
  /** A film stands in for its picture: it does not show its place. */
  readonly isFilm: boolean;
  readonly state: CameraState;
  /** Epoch ms since when. */
  readonly sinceMs: number;
  /** Why it is offline; null: it is not. */
  readonly reason: string | null;
  readonly viewers: number;
  /** How it is turned and by whom; null: it is fixed. */
  readonly head: CameraHead | null;
  readonly isRecorded: boolean;
  /** When its direction was last compared with what is charted, epoch ms; null: never. */
  readonly alignedMs: number | null;
  /** Why nothing is recorded now that should be; null: it is, or should not be. */
  readonly recordingTrouble: string | null;
  /** What it sees over water now, [lon, lat] in degrees: from the camera round along its range, where land ends the sight earlier. */
  readonly wedge: readonly (readonly [number, number])[];
}

export const cameraParamsSchema = z.strictObject({
  cameraId: z.string().regex(/^[a-z0-9-]{1,40}$/, {
    error: ({ input }) => `${JSON.stringify(input)?.slice(0, 60)} is not the id of a camera`,
  }),
});

/** Answer of POST /api/v1/cameras/{cameraId}/ticket: where to open a WebSocket, once, until when. */
export interface CameraTicket {
  /** Path and query on this server. */
  readonly path: string;
  /** Epoch ms of the machine. */
  readonly untilMs: number;
}
