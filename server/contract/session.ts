import { z } from 'zod';
import { OFFICES, RIGHTS, ROLES } from './rights.ts';

/** Body of POST /api/v1/session. */
export const signInSchema = z.strictObject({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});
export type SignIn = z.infer<typeof signInSchema>;

/** Answer of POST and GET /api/v1/session: who is signed in and what they may do. */
export const sessionSchema = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  office: z.enum(OFFICES),
  rights: z.array(z.enum(RIGHTS)),
  /** Epoch ms at which the session ends if it is not used. */
  expiresMs: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;
