import { TRACK_ACT_REFUSALS, type TrackActRefusal } from '../../server/contract/constants.ts';
import type { TrackAct } from '../../server/contract/track-act.ts';

/** What became of an act. `refused`: why, else the server's own words; `away`: it could not be asked, or did not answer in time. */
export type ActOutcome =
  | { readonly kind: 'done'; readonly act: TrackAct }
  | { readonly kind: 'refused'; readonly reason: TrackActRefusal | null; readonly message: string }
  | { readonly kind: 'away' };

const TIMEOUT_MS = 8000;

/** Sends an act; `path` below /api/v1. Never throws. */
export async function sendAct(path: string, body: object, fetcher: typeof fetch = fetch): Promise<ActOutcome> {
  try {
    const answer = await fetcher(`/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.ok) return { kind: 'done', act: (await answer.json()) as TrackAct };
    if (answer.status >= 500) return { kind: 'away' };
    const told = (await answer.json().catch(() => null)) as { message?: unknown; reason?: unknown } | null;
    const reason = TRACK_ACT_REFUSALS.find((one) => one === told?.reason) ?? null;
    return { kind: 'refused', reason, message: String(told?.message ?? '') };
  } catch {
    return { kind: 'away' };
  }
}
