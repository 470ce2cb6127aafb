import { z } from 'zod';

/** Last millisecond of the year 9999. */
export const LAST_MS = 253_402_300_799_999;
const shown = (input: unknown): string => JSON.stringify(input)?.slice(0, 80) ?? 'nothing';

/** A point in time in a query, epoch ms. */
export const atMsSchema = z
  .string({ error: ({ input }) => `${shown(input)} is not a time in epoch milliseconds` })
  .refine((text) => /^\d{1,15}$/.test(text) && Number(text) <= LAST_MS, {
    error: ({ input }) => `${shown(input)} is not a time in whole epoch milliseconds from 0 to ${LAST_MS}`,
  })
  .transform(Number);
