import type { VesselHit } from '../../server/contract/picture.ts';

export type SearchOutcome =
  | { readonly kind: 'found'; readonly query: string; readonly hits: readonly VesselHit[] }
  | { readonly kind: 'failed'; readonly query: string }
  | { readonly kind: 'unauthenticated' };

const TIMEOUT_MS = 8000;

/** Asks for vessels by name, call sign, MMSI or IMO; never throws but when given up by `signal`. */
export async function findVessels(
  query: string,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<SearchOutcome> {
  try {
    const answer = await fetcher(`/api/v1/vessels?q=${encodeURIComponent(query)}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (answer.status === 401) return { kind: 'unauthenticated' };
    if (!answer.ok) return { kind: 'failed', query };
    return { kind: 'found', query, hits: (await answer.json()) as readonly VesselHit[] };
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'failed', query };
  }
}
