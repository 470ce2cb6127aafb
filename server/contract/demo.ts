import { z } from 'zod';

const rateSchema = z.number().int().min(1).max(60);
const storyMsSchema = z.number().int().min(0).max(8_640_000_000_000_000);

/** Answer of GET and POST /api/v1/demo/clock: the clock of the simulated bay, and the moments of its story. */
export const demoClockSchema = z.strictObject({
  /** Epoch ms of the story, now. */
  storyMs: z.number(),
  /** Story seconds in a second, 1-60. */
  rate: z.number(),
  /** In order of time; those before `storyMs` are over. */
  moments: z.array(
    z.strictObject({
      name: z.string(),
      /** Epoch ms of the story. */
      atMs: z.number(),
      title: z.strictObject({ ja: z.string(), en: z.string() }),
    }),
  ),
});
export type DemoClock = z.infer<typeof demoClockSchema>;
export type DemoMoment = DemoClock['moments'][number];

/** Body of POST /api/v1/demo/clock: another speed, or a leap ahead to a moment or a time, or both. */
export const demoClockOrderSchema = z
  .strictObject({
    /** Story seconds in a second, 1-60, whole. */
    rate: rateSchema.optional(),
    /** Name of a moment ahead. */
    moment: z.string().min(1).max(64).optional(),
    /** Epoch ms of the story, after now, a day ahead at most. */
    toMs: storyMsSchema.optional(),
  })
  .refine((order) => order.moment === undefined || order.toMs === undefined, {
    path: ['toMs'],
    message: 'cannot go with moment',
  })
  .refine((order) => Object.keys(order).length > 0, { message: 'want rate, moment or toMs' });
export type DemoClockOrder = z.infer<typeof demoClockOrderSchema>;
