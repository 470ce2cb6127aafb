import { z } from 'zod';

const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(lonLat).min(4);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const name = z.string().trim().max(120).default('');
/** Epoch ms, or a time with its zone. */
const time = z.union([z.number().int().min(0), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

const propertiesSchema = z.discriminatedUnion('kind', [
  /** Boats go round it: nets, works; from and to: only then. */
  z.object({ kind: z.literal('closed'), name, from: time.nullable().default(null), to: time.nullable().default(null) }),
  /** Least depth in it, metres below chart datum (DRVAL1 of an S-57 depth area); negative where it dries. */
  z.object({ kind: z.literal('depth'), name, depthM: z.number().min(-20).max(12_000) }),
  /** 12 knots, unless the order is an emergency. */
  z.object({ kind: z.literal('lane'), name }),
]);

/** Body of PUT /api/v1/waters/areas/{set}, as application/geo+json: all areas of the set, instead of those before. */
export const watersSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), properties: propertiesSchema, geometry })).max(200_000),
});
export type Waters = z.infer<typeof watersSchema>;

export const watersParamsSchema = z.strictObject({
  set: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1-40 of a-z 0-9 and hyphen'),
});

/** Answer of PUT: how many areas the set has now. */
export interface WatersTaken {
  readonly areas: number;
}
