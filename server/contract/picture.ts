import { z } from 'zod';
import { atMsSchema } from './time.ts';

/** What a track is. The order is the code on the wire (`server/domain/track/kind.ts`). */
export type TrackKind =
  | 'vessel-a'
  | 'vessel-b'
  | 'sar-aircraft'
  | 'base-station'
  | 'aton'
  | 'aton-virtual'
  | 'sart'
  | 'mob'
  | 'epirb'
  | 'auxiliary'
  | 'radar'
  | 'own';

/**
 * live: heard within its expected reporting interval times three. stale: later than that. lost: silent so long that its place says
 * nothing any more (see domain/track for the limits by class, speed and status).
 */
export type TrackState = 'live' | 'stale' | 'lost';

/** Properties of a feature of GET /api/v1/picture.geojson. null: not known. */
export interface TrackProperties {
  readonly trackId: string;
  /** Nine digits; null for radar-only tracks. */
  readonly mmsi: string | null;
  readonly name: string | null;
  readonly callsign: string | null;
  readonly kind: TrackKind;
  readonly state: TrackState;
  /** Knots over ground, 0-102.2. */
  readonly sogKn: number | null;
  /** Degrees true, 0-359.9. */
  readonly cogDeg: number | null;
  /** Degrees true, 0-359. */
  readonly headingDeg: number | null;
  /** AIS ship type 0-99 (ITU-R M.1371 table 53). */
  readonly shipType: number | null;
  /** AIS navigational status 0-14. */
  readonly navStatus: number | null;
  readonly lengthM: number | null;
  readonly beamM: number | null;
  /** Message time, epoch ms, as far as the sentence or its TAG tells it; else the receive time. */
  readonly fixMs: number;
  /** Our receive time of the last report of any type, epoch ms. */
  readonly lastSeenMs: number;
  /** The last jump was implausible and is not confirmed yet. */
  readonly suspect: boolean;
  /** Another craft sends under the same MMSI. */
  readonly sharedMmsi: boolean;
  /** Taken from history after a restart of the server, and not heard since. */
  readonly restored: boolean;
  /** Its receivers are silent: it cannot be heard, so its silence means nothing. Epoch ms since when; null: it could be heard. */
  readonly noReceptionSinceMs: number | null;
  /** Radar sees it. */
  readonly radar: boolean;
  /** Place and motion are from radar, since its AIS is silent (or contradicts what radar sees). */
  readonly byRadar: boolean;
  /** It passed another closely and a motion broke: it may be that other one. */
  readonly possibleSwap: boolean;
}

export interface IdentityChange {
  readonly atMs: number;
  readonly field: 'name' | 'callsign' | 'imo' | 'shipType' | 'dimensions' | 'destination' | 'eta' | 'draughtM';
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** Who heard it. */
export interface TrackSource {
  readonly feed: string;
  /** Station of the TAG block; null: the feed names none. */
  readonly station: string | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly messages: number;
  /** Receiver's clock minus ours, ms, estimated from its TAG times; null: it sends none. */
  readonly clockErrorMs: number | null;
}

/** Answer of GET /api/v1/tracks/{trackId}. */
export interface TrackDetail extends TrackProperties {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly imo: number | null;
  readonly destination: string | null;
  /** As sent: month 1-12, day 1-31, hour 0-23, minute 0-59, UTC, no year; any part may be null. */
  readonly eta: { month: number | null; day: number | null; hour: number | null; minute: number | null } | null;
  readonly draughtM: number | null;
  /** Metres from the antenna. */
  readonly toBowM: number | null;
  readonly toSternM: number | null;
  readonly toPortM: number | null;
  readonly toStarboardM: number | null;
  /** Degrees a minute, positive to starboard. */
  readonly rotDegPerMin: number | null;
  /** Country code ISO 3166 alpha-2 by the MMSI's country digits. */
  readonly flag: string | null;
  /** Milliseconds between reports to be expected of its class, speed and status. */
  readonly intervalMs: number;
  /** Standard deviations of speed (knots) and course (degrees) where they are from radar; null: they are from AIS. */
  readonly sogSpreadKn: number | null;
  readonly cogSpreadDeg: number | null;
  /** Type of aid to navigation 1-31 (ITU-R M.1371-5 table 74). */
  readonly aidType: number | null;
  /** Last safety text (type 14). */
  readonly text: string | null;
  readonly mothershipMmsi: string | null;
  readonly firstSeenMs: number;
  readonly changes: readonly IdentityChange[];
  readonly sources: readonly TrackSource[];
}

/** One hit of GET /api/v1/vessels?q= */
export interface VesselHit {
  readonly trackId: string;
  readonly mmsi: string | null;
  readonly name: string | null;
  readonly callsign: string | null;
  readonly imo: number | null;
  readonly kind: TrackKind;
  readonly state: TrackState;
  readonly shipType: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

/** Answer of GET /api/v1/vessels/{mmsi}: the track heard last, and all that send under this MMSI (that one among them). */
export interface VesselDetail extends TrackDetail {
  readonly tracks: readonly TrackDetail[];
}

/** Answer of GET /api/v1/picture.geojson: tracks with a position, degrees. */
export interface PictureGeoJson {
  readonly type: 'FeatureCollection';
  /** true: made in the demo; none of it is real. */
  readonly simulation: boolean;
  readonly features: readonly {
    readonly type: 'Feature';
    /** The trackId. */
    readonly id: string;
    readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] };
    readonly properties: TrackProperties;
  }[];
}

/** Answer of GET /api/v1/coverage: cells of 0.1 degree in which receivers have heard ships in the last day. */
export interface CoverageGeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly {
    readonly type: 'Feature';
    readonly geometry: {
      readonly type: 'Polygon';
      readonly coordinates: readonly (readonly (readonly [number, number])[])[];
    };
    readonly properties: {
      /** `feed` or `feed/station` of each receiver that hears there. */
      readonly receivers: readonly string[];
      /** Epoch ms since when none of them is heard; null: at least one is. */
      readonly noReceptionSinceMs: number | null;
    };
  }[];
}

/** Degrees; west may be greater than east across 180. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const shown = (input: unknown): string => JSON.stringify(input)?.slice(0, 80) ?? 'nothing';

function boxOf(text: string): Box | null {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts;
  const isBox = parts.length === 4 && Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90;
  return isBox && south <= north ? { west, south, east, north } : null;
}

/** `west,south,east,north` in degrees. */
export const boxSchema = z.string().transform((text, context): Box => {
  const box = boxOf(text);
  if (box !== null) return box;
  const message = `${shown(text)} is not west,south,east,north in degrees with south <= north`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Query of GET /api/v1/picture.geojson. */
export const pictureQuerySchema = z.strictObject({
  bbox: boxSchema.optional(),
  /** The picture as it was then, epoch ms; not given: now. */
  atMs: atMsSchema.optional(),
});

const MOST_HITS = 100;
const hitsAllowed = `a whole number from 1 to ${MOST_HITS}`;

/** Query of GET /api/v1/vessels. `limit`: hits at most, 20 unless given. */
export const vesselQuerySchema = z.strictObject({
  q: z
    .string({ error: ({ input }) => `${shown(input)} is not a text to search for` })
    .refine((q) => q.trim().length > 0 && q.length <= 80, {
      error: ({ input }) => `${shown(input)} is not a text of 1 to 80 characters`,
    }),
  limit: z
    .string()
    .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_HITS, {
      error: ({ input }) => `${shown(input)} is not ${hitsAllowed}`,
    })
    .transform(Number)
    .default(20),
});

/** Parameters of GET /api/v1/vessels/{mmsi}. */
export const mmsiSchema = z.strictObject({
  mmsi: z.string().regex(/^\d{9}$/, { error: ({ input }) => `${shown(input)} is not nine digits` }),
});
