import { z } from 'zod';
import { boxSchema } from './picture.ts';
import { OFFICES } from './rights.ts';
import { atMsSchema, LAST_MS } from './time.ts';

/** Length of a bucket of history, ms. Buckets begin at multiples of it since the epoch. */
export const BUCKET_MS = 600_000;

const shown = (input: unknown): string => JSON.stringify(input)?.slice(0, 80) ?? 'nothing';

/** Longest span of one trail, ms. */
const LONGEST_TRAIL_MS = 31 * 86_400_000;

/** Span of a trail: from inclusive to exclusive, epoch ms. Without `toMs` until now; without `fromMs` 30 minutes. */
const spanShape = { fromMs: atMsSchema.optional(), toMs: atMsSchema.optional() };
interface Span {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}
const isOrdered = ({ fromMs, toMs }: Span): boolean => fromMs === undefined || toMs === undefined || fromMs < toMs;
const isShort = ({ fromMs, toMs }: Span): boolean =>
  fromMs === undefined || toMs === undefined || toMs - fromMs <= LONGEST_TRAIL_MS;
const ORDER = { path: ['fromMs'], message: 'is not before toMs' };
const SHORT = { path: ['fromMs'], message: 'is more than 31 days before toMs' };

/** Query of GET /api/v1/tracks/{trackId}/trail and /api/v1/vessels/{mmsi}/trail. */
export const trailQuerySchema = z.strictObject(spanShape).refine(isOrdered, ORDER).refine(isShort, SHORT);
export type TrailQuery = z.infer<typeof trailQuerySchema>;

const MOST_TRAILS = 200;
/** Query of GET /api/v1/trails: `trackIds` separated by commas, 1-200. */
export const trailsQuerySchema = z
  .strictObject({
    ...spanShape,
    trackIds: z
      .string({ error: ({ input }) => `${shown(input)} is not a list of track ids` })
      .transform((text) => [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => id !== ''))
      .refine((ids) => ids.length >= 1 && ids.length <= MOST_TRAILS, {
        error: `must name 1 to ${MOST_TRAILS} tracks, separated by commas`,
      }),
  })
  .refine(isOrdered, ORDER)
  .refine(isShort, SHORT);

/** Positions one after the other, no gap among them. One position alone is a Point. */
export interface TrailRun {
  readonly type: 'Feature';
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] }
    | { readonly type: 'Point'; readonly coordinates: readonly [number, number] };
  readonly properties: {
    readonly kind: 'run';
    readonly trackId: string;
    /** Message time of each position, epoch ms, ascending. */
    readonly timesMs: readonly number[];
    /** Knots over ground at each position; null: not sent. */
    readonly sogKn: readonly (number | null)[];
    /** Degrees true at each position; null: not sent. */
    readonly cogDeg: readonly (number | null)[];
  };
}

/** Nothing was heard between two positions for more than three reporting intervals (as in the live picture). */
export interface TrailGap {
  readonly type: 'Feature';
  /** From the last position before to the first one after. */
  readonly geometry: { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] };
  readonly properties: {
    readonly kind: 'gap';
    readonly trackId: string;
    readonly fromMs: number;
    readonly toMs: number;
  };
}

/** Answer of the trail routes. Suspect positions (implausible jumps) are left out, late ones stand in their place. */
export interface TrailGeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly (TrailRun | TrailGap)[];
}

/** Parameters of GET /api/v1/history/blocks/{bucketMs}. */
export const blockParamsSchema = z.strictObject({
  bucketMs: atMsSchema.refine((ms) => ms % BUCKET_MS === 0, {
    error: ({ input }) => `${shown(input)} is not the begin of a bucket: a multiple of ${BUCKET_MS}`,
  }),
});
/** ... and its query. `rev` makes the address of a revised bucket another one; the answer is always the newest. */
export const blockQuerySchema = z.strictObject({
  bbox: boxSchema.optional(),
  rev: z
    .string()
    .regex(/^\d{1,9}$/, { error: ({ input }) => `${shown(input)} is not a revision, a whole number from 1` })
    .optional(),
});

/** Answer of GET /api/v1/history/extent. */
export interface HistoryExtent {
  /** First and last position kept, epoch ms; null: there is none. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly bucketMs: number;
  /** Buckets before this one are closed, epoch ms. */
  readonly closedBeforeMs: number;
  /** Closed buckets that late positions have changed since: ask for their block with `?rev=`. */
  readonly revised: readonly { readonly bucketMs: number; readonly revision: number }[];
  readonly feeds: readonly {
    readonly feed: string;
    /** Spans in which it gave nothing. `toMs` null: until now. */
    readonly gaps: readonly { readonly fromMs: number; readonly toMs: number | null }[];
  }[];
}

const HOLD_THINGS = ['positions', 'raw', 'audit', 'video'] as const;
export type HoldThing = (typeof HOLD_THINGS)[number];

/** Body of POST /api/v1/holds: a span that retention and lack of space leave alone. */
export const holdOrderSchema = z
  .strictObject({
    /** Span held, epoch ms, from inclusive to exclusive. */
    fromMs: z.number().int().min(0).max(LAST_MS),
    toMs: z.number().int().min(0).max(LAST_MS),
    things: z.array(z.enum(HOLD_THINGS)).min(1).max(4),
    reason: z.string().trim().min(3).max(500),
    /** When the hold ends by itself, epoch ms; null: never. */
    endsMs: z.number().int().min(0).max(LAST_MS).nullable(),
  })
  .refine((hold) => hold.fromMs < hold.toMs, ORDER);
export type HoldOrder = z.infer<typeof holdOrderSchema>;

/** Parameters of POST /api/v1/holds/{holdId}/release. */
export const holdParamsSchema = z.strictObject({
  holdId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: ({ input }) => `${shown(input)} is not the number of a hold` })
    .transform(Number),
});

/** One row of GET /api/v1/holds. */
export const holdSchema = z.strictObject({
  holdId: z.number().int(),
  fromMs: z.number(),
  toMs: z.number(),
  things: z.array(z.enum(HOLD_THINGS)),
  reason: z.string(),
  endsMs: z.number().nullable(),
  owner: z.string(),
  office: z.enum(OFFICES),
  createdMs: z.number(),
  /** Who asked for its release; another person must confirm. */
  releaseAskedBy: z.string().nullable(),
  releasedBy: z.string().nullable(),
  releasedMs: z.number().nullable(),
});
export type Hold = z.infer<typeof holdSchema>;

/**
 * ok: what is heard reaches the database within seconds. waiting: it waits on disk for the database. losing: the disk is full too,
 * positions are being lost.
 */
export type HistoryState = 'ok' | 'waiting' | 'losing';

/** Event `history:changed` and GET /api/v1/history/status. */
export interface HistoryStatus {
  readonly state: HistoryState;
  /** Positions that wait on disk for the database. */
  readonly waiting: number;
  /** Positions lost since the start because neither the database nor the disk took them. */
  readonly lost: number;
  /** Raw sentences: bytes received and not kept since the start, and why the disk refuses them now (null: it does not). */
  readonly raw: { readonly lostBytes: number; readonly error: string | null };
  readonly disk: {
    /** Used part of the volume of DATA_DIR, percent. */
    readonly usedPct: number;
    readonly freeBytes: number;
    /** Days until the reserve is reached at the rate of the last day; null: not known yet, or it does not grow. */
    readonly daysLeft: number | null;
    /** full: what is oldest is being given up for space, see docs/operations.md. */
    readonly state: 'ok' | 'warning' | 'full';
  } | null;
}

/** Query of GET /api/v1/raw: from inclusive to exclusive, epoch ms by our time of receipt; every feed unless one is named. */
export const rawQuerySchema = z
  .strictObject({ fromMs: atMsSchema, toMs: atMsSchema, feed: z.string().min(1).max(64).optional() })
  .refine(({ fromMs, toMs }) => fromMs < toMs, ORDER);
export type RawQuery = z.infer<typeof rawQuerySchema>;
