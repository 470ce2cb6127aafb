import { z } from 'zod';

/** Last millisecond of the year 9999. */
const LAST_MS = 253_402_300_799_999;

const atMsSchema = z.coerce.number().int().min(0).max(LAST_MS).optional();

/** Query of GET /api/v1/audit. Rows come newest first. */
export const auditQuerySchema = z.strictObject({
  /** Epoch ms, inclusive. */
  fromMs: atMsSchema,
  /** Epoch ms, exclusive. */
  toMs: atMsSchema,
  /** User name, exact. */
  who: z
    .string()
    .min(1)
    .max(64)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters')
    .optional(),
  /** Rows older than this `id`: the next page. */
  beforeId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  /** Rows, 1-1000. */
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** One row of the audit trail; a row never changes. */
export const auditRowSchema = z.strictObject({
  id: z.number(),
  /** Epoch ms by the server's clock. */
  atMs: z.number(),
  /** User name as given; for a refused sign-in nobody has proved to be that user. `system`: the server itself. */
  who: z.string(),
  /** null: not signed in. */
  office: z.string().nullable(),
  /** null: not signed in. */
  role: z.string().nullable(),
  /** `noun:verb`, as `session:open`, `session:refuse`, `account:change`. */
  action: z.string(),
  /** What was acted on, as `account/mori`; null: nothing beyond the actor. */
  object: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** Address of the caller; null: the server itself. */
  ip: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
