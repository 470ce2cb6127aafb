import { z } from 'zod';
import { boatIdSchema, type OrderAsk, orderTermsShape, type TargetAsk, targetAskSchema } from './dispatch.ts';
import type { Office } from './rights.ts';

/** Body of PUT /api/v1/dispatch/drafts/{draftId}: an order that is not sent yet. */
export const draftAskSchema = z.strictObject({
  /** As it was read; 0: a new one. */
  revision: z.number().int().min(0),
  /** None yet: an empty list. */
  boatIds: z.array(boatIdSchema).max(10),
  target: targetAskSchema,
  /** The track that it was begun for, also where the target is an area round it; null: none. */
  trackId: z.string().min(1).max(64).nullable(),
  ...orderTermsShape,
});
export type DraftAsk = z.infer<typeof draftAskSchema>;

export const draftParamsSchema = z.strictObject({ draftId: z.uuid() });

/** GET /api/v1/dispatch/drafts, and the event `drafts:changed`. */
export interface Draft extends Pick<OrderAsk, 'boatIds' | 'task' | 'priority' | 'text' | 'rules'> {
  readonly draftId: string;
  /** Goes up with every change. */
  readonly revision: number;
  /** Of who began it. */
  readonly office: Office;
  readonly target: TargetAsk;
  readonly trackId: string | null;
  /** Name of the track when the draft was kept last; null: it has none. */
  readonly targetName: string | null;
  readonly madeBy: string;
  /** Epoch ms. */
  readonly madeMs: number;
  readonly changedBy: string;
  readonly changedMs: number;
}
