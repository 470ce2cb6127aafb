import type { Craft } from './craft.ts';
import type { Leg } from './leg.ts';

/** What a class A vessel says of her voyage; `etaMs` epoch ms, 0: not available. */
export interface Voyage {
  readonly destination: string;
  readonly etaMs: number;
}

/** A leg with what the vessel says of her voyage while it lasts. */
export interface PlanLeg extends Leg {
  readonly voyage: Voyage;
}

/** One visit of a slot: a vessel and what she does from the visit's begin to its end. */
export interface Plan {
  readonly craft: Craft;
  readonly legs: readonly PlanLeg[];
}

/** Legs that fill a period exactly: the last, or the one marked, takes what the others leave. */
export function restMs(periodMs: number, others: readonly Leg[]): number {
  const usedMs = others.reduce((sum, leg) => sum + leg.durationMs, 0);
  if (usedMs > periodMs - 60_000)
    throw new RangeError(`a plan of ${usedMs} ms does not fit its period of ${periodMs} ms`);
  return periodMs - usedMs;
}
