import { z } from 'zod';
import { ORDER_STATES, PRIORITIES, TASKS } from './constants.ts';
import type { Office } from './rights.ts';

export type OrderState = (typeof ORDER_STATES)[number];
export type Task = (typeof TASKS)[number];

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[\P{Cc}\n]*$/u, 'must not hold control characters');
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
export const boatIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1-40 of a-z 0-9 and hyphen');

/** What a boat is sent to, as it is asked for. */
export const targetAskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('track'), trackId: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('point'), lon, lat }),
  /** A circle which drifts: set in degrees true, rate in knots; its radius grows by so many metres an hour. */
  z.strictObject({
    kind: z.literal('area'),
    lon,
    lat,
    radiusM: z.number().min(10).max(100_000),
    setDeg: z.number().min(0).max(360).default(0),
    rateKn: z.number().min(0).max(10).default(0),
    growthMPerH: z.number().min(0).max(20_000).default(0),
    /** When it was there, epoch ms; null: now. */
    atMs: z.number().min(0).nullable().default(null),
  }),
]);
export type TargetAsk = z.infer<typeof targetAskSchema>;

/** Whether the track that a boat was sent to still is what it was. */
export type TargetDoubt = 'lost' | 'possible-swap' | 'merged' | 'split' | 'gone';

/** A target as an order holds it: where it was when the order was made, or changed. */
export type Target =
  | {
      readonly kind: 'track';
      readonly trackId: string;
      readonly name: string | null;
      readonly lon: number;
      readonly lat: number;
      readonly sogKn: number | null;
      readonly cogDeg: number | null;
      readonly atMs: number;
    }
  | { readonly kind: 'point'; readonly lon: number; readonly lat: number; readonly atMs: number }
  | {
      readonly kind: 'area';
      readonly lon: number;
      readonly lat: number;
      readonly radiusM: number;
      readonly setDeg: number;
      readonly rateKn: number;
      readonly growthMPerH: number;
      readonly atMs: number;
    };

/** What an order says, but for its boats and its target. */
export const orderTermsShape = {
  task: z.enum(TASKS),
  priority: z.enum(PRIORITIES),
  text: text(500).default(''),
  rules: z.strictObject({
    lights: z.enum(['on', 'dark']),
    /** Knots; null: as fast as is safe. */
    maxKn: z.number().min(1).max(80).nullable(),
    /** Do not be seen: the tablet is dark and mute. */
    isUnseen: z.boolean(),
  }),
};
const requestId = z.uuid();

/** Body of POST /api/v1/dispatch/orders: an order a boat; the same requestId once more brings the same orders. */
export const orderAskSchema = z.strictObject({
  requestId,
  boatIds: z.array(boatIdSchema).min(1).max(10),
  target: targetAskSchema,
  ...orderTermsShape,
  /** The draft that it is sent from, which is gone then; null: none. */
  draftId: z.uuid().nullable().default(null),
});
export type OrderAsk = z.infer<typeof orderAskSchema>;

/** Body of PUT /api/v1/dispatch/orders/{orderId}: a new version, which must be accepted again. `revision`: as it was read. */
export const orderChangeSchema = z.strictObject({
  requestId,
  revision: z.number().int().min(0),
  target: targetAskSchema.optional(),
  ...orderTermsShape,
});
export type OrderChange = z.infer<typeof orderChangeSchema>;

/** Body of POST /api/v1/dispatch/orders/{orderId}/recall. */
export const orderRecallSchema = z.strictObject({ requestId, reason: text(200).default('') });
export type OrderRecall = z.infer<typeof orderRecallSchema>;

/** Body of POST /api/v1/dispatch/orders/{orderId}/voice: what a boat said by radio or telephone. */
export const orderVoiceSchema = z.strictObject({
  requestId,
  state: z.enum(['delivered', 'seen', 'accepted', 'refused', 'under-way', 'on-scene', 'boarding', 'done']),
  /** VHF 16, telephone, ... */
  channel: text(30).pipe(z.string().min(1)),
  reason: text(200).default(''),
});
export type OrderVoice = z.infer<typeof orderVoiceSchema>;

/** Event `dispatch:answer` of a tablet, and body of POST /api/v1/dispatch/answers. */
export const orderAnswerSchema = z.strictObject({
  /** The same once more changes nothing and is answered alike. */
  requestId,
  orderId: z.uuid(),
  /** The version that is answered. */
  version: z.number().int().min(1),
  state: z.enum(['seen', 'accepted', 'refused', 'under-way', 'on-scene', 'boarding', 'done']),
  reason: text(200).default(''),
  /** By the tablet's clock, epoch ms. */
  deviceMs: z.number().min(0),
});
export type OrderAnswer = z.infer<typeof orderAnswerSchema>;

export const orderParamsSchema = z.strictObject({ orderId: z.uuid() });

/** One thing that happened to an order. */
export interface OrderStep {
  readonly version: number;
  /** The state it brought, or what else happened. */
  readonly kind: OrderState | 'draft' | 'changed' | 'target' | 'escalated';
  readonly who: string;
  readonly via: 'console' | 'tablet' | 'voice' | 'server';
  /** By the server's clock, epoch ms. */
  readonly atMs: number;
  /** By the tablet's clock; null: no tablet. */
  readonly deviceMs: number | null;
  /** Known already, or overtaken when it came: it changed no state. */
  readonly isNote: boolean;
  /** Reason, channel, cause. */
  readonly detail: Readonly<Record<string, string>>;
}

/** When and where a boat meets her target, as reckoned last. */
export interface Chase {
  readonly reckonedMs: number;
  /** null: she cannot be there; `why` says why. */
  readonly meeting: {
    readonly lon: number;
    readonly lat: number;
    /** Epoch ms: as reckoned, and at the latest. */
    readonly atMs: number;
    readonly lateMs: number;
    /** Nautical miles by water. */
    readonly distanceNm: number;
    /** Degrees true to steer now. */
    readonly steerDeg: number;
    readonly route: readonly (readonly [number, number])[];
    /** Part of the way is in water of unknown depth; goes nearer than 300 m to the shore. */
    readonly isUnsounded: boolean;
    readonly isNarrow: boolean;
    /** The target's course ends at the shore before: it must turn there, or land. */
    readonly isAtShore: boolean;
  } | null;
  readonly why: string | null;
  /** The target as it was known when this was reckoned; `radiusM`: of an area, or of a track in doubt, metres, else 0. */
  readonly target: {
    readonly lon: number;
    readonly lat: number;
    readonly sogKn: number | null;
    readonly cogDeg: number | null;
    readonly radiusM: number;
  };
}

/** GET /api/v1/dispatch/orders, and the event `dispatch:changed`. */
export interface Order {
  readonly orderId: string;
  /** The same for all boats that were sent by one act. */
  readonly missionId: string;
  readonly boatId: string;
  readonly office: Office;
  readonly version: number;
  /** Goes up with every change of anything kept. */
  readonly revision: number;
  readonly state: OrderState;
  readonly stateMs: number;
  readonly task: Task;
  readonly priority: (typeof PRIORITIES)[number];
  readonly text: string;
  readonly rules: OrderAsk['rules'];
  readonly target: Target;
  /** The track is not surely what it was: the order is for the area round where it was. null: no doubt. */
  readonly doubt: TargetDoubt | null;
  readonly madeBy: string;
  readonly madeMs: number;
  readonly steps: readonly OrderStep[];
  readonly chase: Chase | null;
}

/** Body of POST /api/v1/dispatch/recommend. */
export const recommendAskSchema = z.strictObject({
  target: targetAskSchema,
  priority: z.enum(PRIORITIES).default('urgent'),
  /** Where the target may land; null: not known. */
  landing: z.strictObject({ lon, lat }).nullable().default(null),
});
export type RecommendAsk = z.infer<typeof recommendAskSchema>;

/** Why a boat stands where it stands; numbers in the units of their names. */
export interface RecommendGround {
  readonly code: string;
  readonly values: Readonly<Record<string, number | string>>;
  /** It must not be sent for this. */
  readonly isAgainst: boolean;
}

export interface RecommendedBoat {
  readonly boatId: string;
  readonly isFit: boolean;
  /** Seconds to the meeting, as reckoned and at most; null: none. */
  readonly inS: number | null;
  readonly lateS: number | null;
  readonly distanceNm: number | null;
  readonly straightNm: number | null;
  readonly at: readonly [number, number] | null;
  readonly route: readonly (readonly [number, number])[];
  readonly grounds: readonly RecommendGround[];
}

/** Answer of POST /api/v1/dispatch/recommend. */
export interface Recommendation {
  readonly target: Target;
  readonly reckonedMs: number;
  /** The fit first, by time. */
  readonly boats: readonly RecommendedBoat[];
  /** Where no boat can meet the target: landing places that a boat reaches before it, the most time to spare first. */
  readonly cutOffs: readonly {
    readonly boatId: string;
    readonly place: { readonly lon: number; readonly lat: number; readonly ja: string; readonly en: string };
    /** Seconds of the boat, and of the target, to there. */
    readonly boatS: number;
    readonly targetS: number;
  }[];
  /** Up to three at once. */
  readonly team: readonly {
    readonly boatId: string;
    readonly role: 'shadow' | 'cut-off' | 'landing';
    readonly inS: number;
  }[];
}
