import type { DemoClock, DemoClockOrder } from '../../server/contract/demo.ts';

/**
 * `away`: the server cannot be reached, or has no database. `refused`: it will not, in its own words (English); `isNoStory`: since
 * the simulated bay does not run.
 */
export type DemoOutcome =
  | { readonly kind: 'done'; readonly clock: DemoClock }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly message: string; readonly isNoStory: boolean };

const PATH = '/api/v1/demo/clock';
const TIMEOUT_MS = 10_000;

/** Speed and moments of the story; with an order: after it was carried out. Never throws. */
export async function askDemoClock(order?: DemoClockOrder, fetcher: typeof fetch = fetch): Promise<DemoOutcome> {
  try {
    const answer = await fetcher(PATH, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(order && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      }),
    });
    if (answer.ok) return { kind: 'done', clock: (await answer.json()) as DemoClock };
    if (answer.status >= 500) return { kind: 'away' };
    const { message = '' } = (await answer.json()) as { message?: string };
    return { kind: 'refused', message, isNoStory: order === undefined && answer.status === 404 };
  } catch {
    return { kind: 'away' }; // no network, no server, too late, or an answer that is none of ours
  }
}
