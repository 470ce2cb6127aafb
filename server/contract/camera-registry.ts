import { z } from 'zod';
import { CAMERA_READERS } from './constants.ts';
import { OFFICES } from './rights.ts';

const words = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');
const deg = (from: number, to: number) => z.number().min(from).max(to);
const bare =
  (protocols: readonly string[]) =>
  (text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password } = new URL(text);
    return protocols.includes(protocol) && hostname !== '' && username === '' && password === '';
  };

const mountSchema = z
  .strictObject({
    /** Degrees true at pan 0. */
    northDeg: deg(0, 360),
    panFromDeg: deg(-180, 180),
    panToDeg: deg(-180, 180),
    tiltFromDeg: deg(-90, 90),
    tiltToDeg: deg(-90, 90),
    fovWideDeg: deg(0.1, 170),
    fovTeleDeg: deg(0.1, 170),
  })
  .refine(({ panFromDeg, panToDeg }) => panFromDeg < panToDeg, {
    path: ['panFromDeg'],
    message: 'is not less than panToDeg',
  })
  .refine(({ tiltFromDeg, tiltToDeg }) => tiltFromDeg < tiltToDeg, {
    path: ['tiltFromDeg'],
    message: 'is not less than tiltToDeg',
  })
  .refine(({ fovTeleDeg, fovWideDeg }) => fovTeleDeg < fovWideDeg, {
    path: ['fovTeleDeg'],
    message: 'is not less than fovWideDeg',
  });

const entryShape = {
  /** Stable; part of the path of its recordings. */
  cameraId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1-40 of a-z 0-9 and hyphen'),
  name: z.strictObject({ ja: words, en: words }),
  office: z.enum(OFFICES),
  lon: deg(-180, 180),
  lat: deg(-90, 90),
  /** Lens above the water, metres. */
  heightM: z.number().min(1).max(2_000),
  /** Where it looks when nobody turned it: degrees true, above the level, horizontal field. */
  panDeg: deg(0, 360),
  tiltDeg: deg(-90, 90),
  fovDeg: deg(0.1, 170),
  /** How far it tells a craft from water, metres. */
  dayRangeM: z.number().min(10).max(50_000),
  nightRangeM: z.number().min(10).max(50_000),
  isThermal: z.boolean(),
  /** How its pictures come: by our own RTSP client, through ffmpeg, or pushed by the camera (RTMP), whose key is `password`. */
  reader: z.enum(CAMERA_READERS).default('rtsp'),
  /** rtsp://host:port/path, without user and password; ffmpeg takes others too; empty where the camera pushes. */
  url: z.string().max(400),
  /** http(s)://host:port/path of its ONVIF device service, without user and password; null: it cannot be turned. */
  onvifUrl: z
    .string()
    .max(400)
    .refine(bare(['http:', 'https:']), 'must be an http:// or https:// address without user and password')
    .nullable(),
  /** How it turns; null: it is fixed. */
  ptz: mountSchema.nullable(),
  user: z.string().max(64),
  isRecorded: z.boolean(),
  /** Days its recording is kept; null: as all are. */
  keepDays: z.number().int().min(1).max(3_650).nullable(),
  /** When its direction was last compared with a charted light or a ship alongside, epoch ms, and with what; null: never. */
  alignedMs: z.number().int().min(0).nullable(),
  alignedOn: words.nullable(),
};
const turns = ({ ptz, onvifUrl }: { ptz: unknown; onvifUrl: unknown }): boolean =>
  (ptz === null) === (onvifUrl === null);
const PROTOCOLS = { rtsp: ['rtsp:'], ffmpeg: ['rtsp:', 'rtsps:', 'http:', 'https:', 'rtmp:'], push: [] } as const;
/** The address fits how it is read. */
const isReached = ({ reader, url }: { reader: keyof typeof PROTOCOLS; url: string }): boolean =>
  reader === 'push' ? url === '' : bare(PROTOCOLS[reader])(url);
const REACHED = {
  path: ['url'],
  message:
    'must be an rtsp:// address without user and password (by ffmpeg also rtsps, http, https, rtmp; of a camera that pushes, empty)',
};
const TURNS = { path: ['ptz'], message: 'and onvifUrl must both be given, or both be null' };

/** Body of PUT /api/v1/cameras/registry/{cameraId}; `password` left out: as it was. */
export const cameraEntryOrderSchema = z
  .strictObject({ ...entryShape, password: z.string().max(128).optional() })
  .refine(turns, TURNS)
  .refine(isReached, REACHED)
  .refine(({ reader, password }) => reader !== 'push' || password === undefined || password.length >= 16, {
    path: ['password'],
    message: 'is the key of a camera that pushes: at least 16 characters',
  });
export type CameraEntryOrder = z.infer<typeof cameraEntryOrderSchema>;

/** Body of POST /api/v1/cameras/registry/import: all are taken, or none. */
export const cameraImportSchema = z
  .array(cameraEntryOrderSchema)
  .min(1)
  .max(500)
  .refine((all) => new Set(all.map(({ cameraId }) => cameraId)).size === all.length, 'names a cameraId twice');

/** A row of GET /api/v1/cameras/registry; passwords are never told. */
export interface CameraEntry extends Omit<CameraEntryOrder, 'password'> {
  readonly hasPassword: boolean;
  readonly changedBy: string;
  readonly changedMs: number;
}
