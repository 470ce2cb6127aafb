import { z } from 'zod';

/** Query of GET /api/v1/audit. Rows come newest first. */
export const auditQuerySchema = z.strictObject({
  /** Epoch ms, inclusive. */
  fromMs: z.coerce.number().int().min(0).optional(),
  /** Epoch ms, exclusive. */
  toMs: z.coerce.number().int().min(0).optional(),
  /** User name, exact. */
  who: z.string().min(1).max(64).optional(),
  /** Rows older than this `id`: the next page. */
  beforeId: z.coerce.number().int().min(1).optional(),
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
