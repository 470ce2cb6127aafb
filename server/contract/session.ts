import { z } from 'zod';
import { OFFICES, RIGHTS, ROLES } from './rights.ts';

/** Name of the http-only cookie; its value is an opaque token of 256 bits. */
export const SESSION_COOKIE = 'mihari_session';

/** Shortest password an account may choose, in characters. */
export const PASSWORD_MIN = 12;

/** Body of POST /api/v1/session. The name may be typed in full width or capitals. */
export const signInSchema = z.strictObject({
  username: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters'),
  password: z.string().min(1).max(256),
});
export type SignIn = z.infer<typeof signInSchema>;

/** Body of POST /api/v1/session/password. Ends all other sessions of the account. */
export const passwordChangeSchema = z
  .strictObject({
    password: z.string().min(1).max(256),
    newPassword: z.string().min(PASSWORD_MIN).max(256),
  })
  .refine((body) => body.password !== body.newPassword, {
    path: ['newPassword'],
    message: 'must differ from password',
  });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

/** Answer of POST and GET /api/v1/session: who is signed in and what they may do. */
export const sessionSchema = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  office: z.enum(OFFICES),
  /** While the password must be changed only `session:own`. */
  rights: z.array(z.enum(RIGHTS)),
  /** Signed in with a one-time password: POST /api/v1/session/password comes first. */
  mustChangePassword: z.boolean(),
  /** The boat whose enrolled device asks; null: a person. */
  boatId: z.string().nullable(),
  /** Every screen carries the SIMULATION frame. */
  simulation: z.boolean(),
  /** Epoch ms at which the session ends if it is not used, by the machine's clock also where a story is shown. */
  expiresMs: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Body of a 401, 403 or 429 by the session; it tells an unsigned caller whether this is the demo, for the sign-in page's frame and hint. */
export const sessionRefusalSchema = z.strictObject({
  ok: z.literal(false),
  error: z.enum(['unauthenticated', 'forbidden', 'too-many']),
  /** For people; in English. */
  message: z.string(),
  simulation: z.boolean(),
});
export type SessionRefusal = z.infer<typeof sessionRefusalSchema>;
