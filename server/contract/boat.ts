import { z } from 'zod';
import { BOAT_CLASSES } from './constants.ts';
import { OFFICES, type Office } from './rights.ts';

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters');
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);

export const boatParamsSchema = z.strictObject({
  boatId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1-40 of a-z 0-9 and hyphen'),
});

/** Body of PUT /api/v1/boats/{boatId}: a boat as it is. */
export const boatEntrySchema = z
  .strictObject({
    /** Stable; also the name of its feed in BOAT_FEEDS. */
    boatId: boatParamsSchema.shape.boatId,
    name: z.strictObject({ ja: words(60), en: words(60) }),
    callSign: words(20),
    class: z.enum(BOAT_CLASSES),
    office: z.enum(OFFICES),
    berth: z.strictObject({ lon, lat }),
    /** Knots. */
    maxKn: z.number().min(1).max(80),
    cruiseKn: z.number().min(1).max(80),
    /** Metres. */
    draughtM: z.number().min(0.1).max(15),
    /** Hours at cruising speed with a full tank. */
    enduranceH: z.number().min(0.5).max(400),
    crewSize: z.number().int().min(1).max(60),
    /** null: no AIS. */
    mmsi: z
      .string()
      .regex(/^\d{9}$/, 'must be nine digits')
      .nullable(),
    phone: words(30).nullable(),
    vhfChannel: z.number().int().min(1).max(2088).nullable(),
  })
  .refine(({ cruiseKn, maxKn }) => cruiseKn <= maxKn, { path: ['cruiseKn'], message: 'is greater than maxKn' });
export type BoatEntry = z.infer<typeof boatEntrySchema>;

/** Body of PUT /api/v1/boats/{boatId}/duty: what changes; at least one. */
export const boatDutySchema = z
  .strictObject({
    /** Why she cannot go; null: she can. */
    outOfService: words(120).nullable(),
    /** Crew on board by name; empty: nobody. Begins the hours on duty where nobody was. */
    crew: z.array(words(60)).max(60),
    /** Epoch ms; null: now, where a crew comes on board. */
    dutySinceMs: z.number().int().min(0).nullable(),
    /** Share of the tank, 0-1. */
    fuel: z.number().min(0).max(1),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change');
export type BoatDuty = z.infer<typeof boatDutySchema>;

/** Body of POST /api/v1/boats/{boatId}/positions, and of the event `boats:report`: positions with their own times, in any order. */
export const boatPositionsSchema = z.strictObject({
  positions: z
    .array(
      z.strictObject({
        lon,
        lat,
        sogKn: z.number().min(0).max(200).nullable().default(null),
        cogDeg: z.number().min(0).max(360).nullable().default(null),
        headingDeg: z.number().min(0).max(360).nullable().default(null),
        /** By the sender's clock, epoch ms. */
        fixMs: z.number().min(0),
      }),
    )
    .min(1)
    .max(500),
});
export type BoatPositions = z.infer<typeof boatPositionsSchema>;

/** Answer: how many were new, and how many of these late. */
export interface PositionsTaken {
  readonly taken: number;
  readonly late: number;
}

/**
 * ready: at her berth. on-task: she has an open order. boarding: she has said so. returning: her order is done and she is not at her berth
 * yet.
 */
export type BoatState = 'ready' | 'under-way' | 'on-task' | 'boarding' | 'returning' | 'out-of-service';
export type FixSource = 'gps' | 'tablet' | 'device' | 'ais';

export interface BoatPosition {
  readonly lon: number;
  readonly lat: number;
  /** Knots. */
  readonly sogKn: number | null;
  /** Degrees true. */
  readonly cogDeg: number | null;
  readonly headingDeg: number | null;
  readonly source: FixSource;
  /** By its own clock, epoch ms. */
  readonly fixMs: number;
}

/** A boat as GET /api/v1/boats and the event `boats:changed` tell it. */
export interface Boat extends BoatEntry {
  readonly state: BoatState;
  /** Why she is out of service. */
  readonly outOfService: string | null;
  readonly crew: readonly string[];
  /** Since when the crew is on duty, epoch ms; null: nobody is on board. */
  readonly dutySinceMs: number | null;
  readonly fuel: number;
  /** By the most trusted source that is heard; null: never heard. */
  readonly position: BoatPosition | null;
  /** When each source was last true, the most trusted first. */
  readonly sources: readonly { readonly source: FixSource; readonly fixMs: number }[];
  /** Unheard by any source for three minutes: since when she was last heard, epoch ms; null: she is heard, or never was. */
  readonly silentSinceMs: number | null;
  /** Her tablet is connected. */
  readonly isLinked: boolean;
}

/** A row of GET /api/v1/boats/{boatId}/trail, in order of time. */
export interface BoatTrailPoint {
  readonly lon: number;
  readonly lat: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  readonly atMs: number;
  readonly source: FixSource;
  /** Told more than 15 s after it was true. */
  readonly isLate: boolean;
}

/** Query of GET /api/v1/boats/{boatId}/trail. */
export const boatTrailQuerySchema = z.strictObject({
  fromMs: z.coerce.number().int().min(0).optional(),
  toMs: z.coerce.number().int().min(0).optional(),
});

/** Offices whose boats an office may order: its own; the Center's, all (it supports every office). */
export const ordersBoatsOf = (office: Office, boatOffice: Office): boolean =>
  office === boatOffice || office === 'yokohama';
