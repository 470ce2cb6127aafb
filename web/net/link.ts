import type { Freshness } from './freshness.ts';

/** What the socket knows of itself. `refused`: there is no session (any more), or no right. */
export type SocketPhase = 'connecting' | 'up' | 'lost' | 'reload' | 'refused';

/**
 * connecting: never yet up. live: frames come. resumed: they came back after a loss, a moment ago. late: the socket is open but
 * frames do not come in time. lost: no connection, it is being tried again. reload: a newer console is needed. unauthenticated:
 * sign in again.
 */
export type LinkState = 'connecting' | 'live' | 'resumed' | 'late' | 'lost' | 'reload' | 'unauthenticated';

/** So long a connection that came back says so. */
const RESUMED_SHOWN_MS = 5_000;

export interface LinkInput {
  readonly phase: SocketPhase;
  /** Real milliseconds since the connection came back after a loss; null: it never was lost. */
  readonly resumedForMs: number | null;
  readonly freshness: Freshness;
}

export function linkOf({ phase, resumedForMs, freshness }: LinkInput): LinkState {
  if (phase === 'refused') return 'unauthenticated';
  if (phase !== 'up') return phase;
  if (freshness.state === 'none') return 'connecting';
  if (freshness.state !== 'fresh') return 'late';
  return resumedForMs !== null && resumedForMs < RESUMED_SHOWN_MS ? 'resumed' : 'live';
}
