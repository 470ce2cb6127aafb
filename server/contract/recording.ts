import { z } from 'zod';
import { cameraParamsSchema } from './camera.ts';
import { BOOKMARK_SEVERITIES } from './constants.ts';
import { atMsSchema, LAST_MS } from './time.ts';

const HOUR_MS = 3_600_000;
/** Longest span of one question, of one playback and of one clip, ms. */
const LONGEST_SPAN_MS = 24 * HOUR_MS;
const LONGEST_PLAYBACK_MS = 2 * HOUR_MS;
const LONGEST_CLIP_MS = HOUR_MS / 4;

const span = { fromMs: atMsSchema, toMs: atMsSchema };
const bodyMsSchema = z.number().int().min(0).max(LAST_MS);
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
const ORDER = { path: ['fromMs'], message: 'is not before toMs' };
const isOrdered = ({ fromMs, toMs }: Span): boolean => fromMs < toMs;
const within = (longestMs: number) => ({
  check: ({ fromMs, toMs }: Span): boolean => toMs - fromMs <= longestMs,
  refusal: { path: ['fromMs'], message: `is more than ${longestMs / 60_000} minutes before toMs` },
});
const ASKED = within(LONGEST_SPAN_MS);
const PLAYED = within(LONGEST_PLAYBACK_MS);
const CUT = within(LONGEST_CLIP_MS);

/** Query of GET /api/v1/cameras/{cameraId}/recording and .../bookmarks: epoch ms, 24 hours at most. */
export const recordingQuerySchema = z.strictObject(span).refine(isOrdered, ORDER).refine(ASKED.check, ASKED.refusal);
/** Query of GET /api/v1/cameras/{cameraId}/recording/playlist: epoch ms, two hours at most. */
export const playlistQuerySchema = z.strictObject(span).refine(isOrdered, ORDER).refine(PLAYED.check, PLAYED.refusal);
export type RecordingQuery = z.infer<typeof recordingQuerySchema>;

/** Answer of GET /api/v1/cameras/{cameraId}/recording: what there is of the span, and what is missing. */
export interface Recording {
  readonly cameraId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Spans without a picture, in order. */
  readonly gaps: readonly Span[];
  readonly fragments: number;
  readonly bytes: number;
  /** Of all that is kept of this camera; null: nothing is. */
  readonly kept: Span | null;
  /** Why nothing is recorded now that should be; null: it is. */
  readonly trouble: string | null;
}

export const recordingFileParamsSchema = cameraParamsSchema.extend({
  file: z
    .string()
    .regex(/^[1-9]\d{0,8}\.mp4$/, { error: ({ input }) => `${JSON.stringify(input)?.slice(0, 60)} is no file` })
    .transform((name) => Number.parseInt(name, 10)),
});

/** Body of POST /api/v1/cameras/{cameraId}/clips: fifteen minutes at most. */
export const clipOrderSchema = z
  .strictObject({
    fromMs: bodyMsSchema,
    toMs: bodyMsSchema,
    recipient: z.string().trim().min(2).max(200),
    purpose: z.string().trim().min(2).max(500),
  })
  .refine(isOrdered, ORDER)
  .refine(CUT.check, CUT.refusal);
export type ClipOrder = z.infer<typeof clipOrderSchema>;

/** Body of POST /api/v1/cameras/{cameraId}/bookmarks. */
export const bookmarkOrderSchema = z.strictObject({
  /** Time of the picture, epoch ms. */
  atMs: bodyMsSchema,
  text: z.string().trim().min(1).max(500),
  severity: z.enum(BOOKMARK_SEVERITIES),
});
export type BookmarkOrder = z.infer<typeof bookmarkOrderSchema>;

export interface Bookmark extends BookmarkOrder {
  readonly bookmarkId: number;
  readonly cameraId: string;
  readonly who: string;
  readonly createdMs: number;
}

/** Body of POST /api/v1/cameras/{cameraId}/snapshots: the picture stays with who took it, its time and hash are recorded. */
export const snapshotOrderSchema = z.strictObject({
  /** Time of the picture as its stream says it, epoch ms. */
  atMs: bodyMsSchema,
  /** Of the file, hex. */
  sha256: z.string().regex(/^[\da-f]{64}$/),
  /** From a recording; else live. */
  isReplay: z.boolean(),
});
export type SnapshotOrder = z.infer<typeof snapshotOrderSchema>;
