import { z } from 'zod';

const shown = (input: unknown): string => JSON.stringify(input)?.slice(0, 80) ?? 'nothing';

const nameSchema = z
  .string({ error: ({ input }) => `${shown(input)} is not a name` })
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .\-_/]{0,19}$/u, {
    error: ({ input }) =>
      `${shown(input)} is not 1 to 20 letters, digits, spaces or . - _ /, the first a letter or digit`,
  });
const degrees = (most: number) =>
  z
    .number({ error: ({ input }) => `${shown(input)} is not a number of degrees` })
    .min(-most, { error: ({ input }) => `${shown(input)} is below -${most} degrees` })
    .max(most, { error: ({ input }) => `${shown(input)} is above ${most} degrees` });

/** Body of POST /api/v1/tracks/{trackId}/name; null takes the name away. */
export const trackNameSchema = z.strictObject({ name: nameSchema.nullable() });

/** Body of POST /api/v1/tracks/{trackId}/merge: the track that it is. */
export const trackMergeSchema = z.strictObject({ into: z.string().min(3).max(24) });

/** Body of POST /api/v1/tracks: a track plotted by hand. */
export const trackPlotSchema = z.strictObject({
  lon: degrees(180),
  lat: degrees(85),
  name: nameSchema,
  /** Knots, 0-80. */
  sogKn: z.number().min(0).max(80).nullable().default(null),
  /** Degrees true, 0-359.9. */
  cogDeg: z.number().min(0).lt(360).nullable().default(null),
});

export const actParamsSchema = z.strictObject({
  actId: z
    .string()
    .regex(/^\d{1,9}$/, { error: ({ input }) => `${shown(input)} is not the number of an act` })
    .transform(Number),
});

/** What an operator did to a track: an answer of the routes above and a row of GET /api/v1/acts, newest first. */
export interface TrackAct {
  /** Number in this run of the server. */
  readonly actId: number;
  readonly atMs: number;
  readonly who: string;
  readonly act: 'name' | 'drop' | 'merge' | 'split' | 'plot';
  /** The track acted on. */
  readonly of: string | null;
  /** The track that it is now: merged into, split off, plotted; else that acted on. */
  readonly trackId: string;
  readonly name: string | null;
  readonly undoneBy: string | null;
}
