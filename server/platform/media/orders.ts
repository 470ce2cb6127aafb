import { z } from 'zod';
import { CAMERA_READERS } from '../../contract/constants.ts';

/** What the server and the process of the cameras say to each other over their channel. */
const ms = z.number().int();
const cameraIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** Path of a file of pictures below the directory of recordings. */
const fileSchema = z.string().regex(/^[a-z0-9-]{1,40}\/\d{8}\/\d{1,15}\.mp4$/);

const planSchema = z.strictObject({
  id: cameraIdSchema,
  /** How its pictures come: by our own RTSP client, through ffmpeg, or pushed by the camera (RTMP). */
  reader: z.enum(CAMERA_READERS),
  /** With user and password; of a camera that pushes, its key. Told to nobody. */
  url: z.string().max(1_000),
  /** Pulled also while nobody watches, so that its state is known. */
  always: z.boolean(),
  isRecorded: z.boolean(),
  /** Its pictures carry their time (simulated ones do), which is believed; else the time they come at counts. */
  isStamped: z.boolean(),
});
/** A camera, as its process is told of it. */
export type CameraPlan = z.infer<typeof planSchema>;

/** What the server says. Cameras that are no longer in the list are let go. */
export const mediaOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cameras'),
    /** Key of the tickets, base64. */
    secret: z.string().min(32),
    cameras: z.array(planSchema).max(500),
  }),
  z.strictObject({ kind: z.literal('revoke'), session: z.string().max(80) }),
  z.strictObject({
    kind: z.literal('keep'),
    /** Our clock, epoch ms. */
    nowMs: ms,
    /** All recordings together, bytes; null: as much as the disk takes. */
    maxBytes: z.number().int().nullable(),
    /** Days each camera is kept, and those that are not named. */
    days: z.record(cameraIdSchema, z.number().int()),
    otherDays: z.number().int(),
    /** Spans of which nothing goes. */
    held: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number() })),
  }),
  /** Asks for all fragments of these files. */
  z.strictObject({ kind: z.literal('rows'), files: z.array(fileSchema).max(2_000) }),
  /** Asks for the list of files. */
  z.strictObject({ kind: z.literal('list') }),
]);
export type MediaOrder = z.infer<typeof mediaOrderSchema>;

const fragmentSchema = z.object({
  camera: cameraIdSchema,
  file: fileSchema,
  initLength: z.number().int(),
  offset: z.number().int(),
  length: z.number().int(),
  /** Epoch ms. */
  fromMs: ms,
  toMs: ms,
  /** Of its bytes, hex. */
  sha256: z.string().regex(/^[\da-f]{64}$/),
});
/** A fragment that is on disk. */
export type RecordedFragment = z.infer<typeof fragmentSchema>;

const recordingFileSchema = z.object({ file: fileSchema, bytes: z.number().int() });
/** A file of recordings: how far whole fragments reach in it. */
export type RecordingFile = z.infer<typeof recordingFileSchema>;

const statusSchema = z.object({
  id: z.string(),
  state: z.enum(['live', 'suspect', 'stale', 'offline', 'idle']),
  /** Why it is offline; null: it is not. */
  reason: z.string().nullable(),
  viewers: z.number(),
  /** Why nothing is recorded that should be; null: it is, or should not be. */
  recordingTrouble: z.string().nullable(),
});
export type MediaStatus = z.infer<typeof statusSchema>;

/** What the process of the cameras says. */
export const mediaNewsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    /** Where viewers are let in: a port on loopback, or the path of a socket. */
    door: z.union([z.number().int().min(1).max(65_535), z.string().min(1).max(200)]),
  }),
  z.object({ kind: z.literal('statuses'), statuses: z.array(statusSchema) }),
  z.object({ kind: z.literal('fragments'), fragments: z.array(fragmentSchema) }),
  z.object({ kind: z.literal('files'), files: z.array(recordingFileSchema) }),
  z.object({ kind: z.literal('dropped'), files: z.array(fileSchema) }),
]);
export type MediaNews = z.infer<typeof mediaNewsSchema>;
