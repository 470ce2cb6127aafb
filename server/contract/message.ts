import { z } from 'zod';
import { type Boarding, boardingSchema, type Photo, photoSchema } from './boarding.ts';
import { MARKS, PHRASES } from './constants.ts';

const text = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\P{Cc}\n]*$/u, 'must not hold control characters');
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
const place = { lon: lon.nullable().default(null), lat: lat.nullable().default(null) };
const common = {
  /** The same once more changes nothing. */
  requestId: z.uuid(),
  /** The order it is about; null: none. */
  orderId: z.uuid().nullable().default(null),
};

/** Event `dispatch:say` of a tablet: it may come late, with its own time. */
export const boatSaysSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...common, text, deviceMs: z.number().min(0) }),
  z.strictObject({ kind: z.literal('phrase'), ...common, phrase: z.enum(PHRASES), deviceMs: z.number().min(0) }),
  /** One touch drops a timed position. */
  z.strictObject({ kind: z.literal('mark'), ...common, mark: z.enum(MARKS), lon, lat, deviceMs: z.number().min(0) }),
  /** Its bytes follow by PUT /api/v1/dispatch/photos. */
  z.strictObject({ kind: z.literal('photo'), ...common, ...place, photo: photoSchema, deviceMs: z.number().min(0) }),
  z.strictObject({
    ...{ kind: z.literal('boarding'), ...common, ...place },
    ...{ boarding: boardingSchema, deviceMs: z.number().min(0) },
  }),
  /** Rings at every desk and wall until it is answered. */
  z.strictObject({ kind: z.literal('sos'), ...common, ...place, deviceMs: z.number().min(0) }),
]);
export type BoatSays = z.infer<typeof boatSaysSchema>;

const boatId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1-40 of a-z 0-9 and hyphen');

/** Body of POST /api/v1/dispatch/messages: to a boat. */
export const deskSaysSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...common, boatId, text }),
  z.strictObject({ kind: z.literal('phrase'), ...common, boatId, phrase: z.enum(PHRASES) }),
]);
export type DeskSays = z.infer<typeof deskSaysSchema>;

export const messageParamsSchema = z.strictObject({ messageId: z.uuid() });

/** Between a boat and the desks: GET /api/v1/dispatch/messages, the event `messages:changed`, and to tablets `dispatch:said`. */
export interface Message {
  /** The requestId it came with. */
  readonly messageId: string;
  readonly boatId: string;
  readonly orderId: string | null;
  readonly isFromBoat: boolean;
  readonly kind: 'text' | 'phrase' | 'mark' | 'sos' | 'photo' | 'boarding';
  readonly who: string;
  readonly text: string | null;
  readonly phrase: (typeof PHRASES)[number] | null;
  readonly mark: (typeof MARKS)[number] | null;
  readonly photo: Photo | null;
  readonly boarding: Boarding | null;
  readonly lon: number | null;
  readonly lat: number | null;
  /** By the server's clock, epoch ms, and by the tablet's; null: from a desk. */
  readonly atMs: number;
  readonly deviceMs: number | null;
  /** To a boat: a tablet has it. From a boat: the server has it, so `atMs`. */
  readonly deliveredMs: number | null;
  /** Somebody has looked at it: at a desk, or on the tablet. Of an SOS: it was answered. */
  readonly seenMs: number | null;
  readonly seenBy: string | null;
  /** Of an SOS: a desk has sounded it; null: none yet. */
  readonly soundedMs: number | null;
}
