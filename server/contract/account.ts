import { z } from 'zod';
import { OFFICES, ROLES } from './rights.ts';

/** Name to sign in with: 1-64 of a-z, 0-9, dot, underscore, hyphen; the first a letter or digit. Never changed later. */
export const usernameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be 1-64 of a-z 0-9 . _ - and begin with a letter or digit');

/** Text that PostgreSQL can hold and a screen can show: no control characters. */
const displayNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');

/** Body of POST /api/v1/accounts. */
export const newAccountSchema = z.strictObject({
  username: usernameSchema,
  displayName: displayNameSchema,
  role: z.enum(ROLES),
  office: z.enum(OFFICES),
});
export type NewAccount = z.infer<typeof newAccountSchema>;

/** Body of PATCH /api/v1/accounts/{username}: what changes; at least one. Ends the sessions of the account. */
export const accountChangeSchema = z
  .strictObject({
    displayName: displayNameSchema,
    role: z.enum(ROLES),
    office: z.enum(OFFICES),
    disabled: z.boolean(),
    /** true: give a new one-time password. */
    resetPassword: z.literal(true),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change');
export type AccountChange = z.infer<typeof accountChangeSchema>;

/** One row of GET /api/v1/accounts. */
export const accountSchema = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  office: z.enum(OFFICES),
  /** Epoch ms since when it cannot sign in; null: it can. */
  disabledMs: z.number().nullable(),
  /** Its password is a one-time one that nobody has replaced yet. */
  mustChangePassword: z.boolean(),
  createdMs: z.number(),
  /** Sessions that are open now. */
  sessions: z.number(),
});
export type Account = z.infer<typeof accountSchema>;

/** Answer of POST and PATCH: the one-time password is told once, and only where one was made. */
export const accountAnswerSchema = z.strictObject({
  account: accountSchema,
  oneTimePassword: z.string().nullable(),
});
export type AccountAnswer = z.infer<typeof accountAnswerSchema>;
