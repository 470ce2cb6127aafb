/** States in the order of an order's life. */
const LIFE = ['sent', 'delivered', 'seen', 'accepted', 'under-way', 'on-scene', 'boarding', 'done'] as const;
export type LifeState = (typeof LIFE)[number] | 'refused' | 'stood-down';

export const isOpen = (state: LifeState): boolean => state !== 'done' && state !== 'refused' && state !== 'stood-down';

export interface OrderNow {
  readonly state: LifeState;
  readonly version: number;
}

/** What is said of an order, by a tablet or by voice. */
export interface Said {
  readonly state: LifeState;
  /** The version it is said of. */
  readonly version: number;
}

/**
 * moves: the order is in the state now. known: it was said before (by voice, or it has gone on since). overtaken: it is said of a version
 * before the present one. closed: the order had ended. Whatever it is, it is written down.
 */
export type Effect = 'moves' | 'known' | 'overtaken' | 'closed';

/**
 * What becomes of an order by what is said of it. Words may come late, twice and out of order: an order goes only forward in its life, and
 * a refusal counts only before the boat has accepted.
 */
export function effectOf(now: OrderNow, said: Said): Effect {
  if (said.state === now.state && said.version === now.version) return 'known';
  if (!isOpen(now.state)) return 'closed';
  if (said.state === 'stood-down') return 'moves';
  if (said.version < now.version) return 'overtaken';
  if (said.state === 'refused') return rank(now.state) < rank('accepted') ? 'moves' : 'known';
  return rank(said.state) > rank(now.state) ? 'moves' : 'known';
}

const rank = (state: LifeState): number => LIFE.indexOf(state as (typeof LIFE)[number]);

/** What the order makes of its boat. */
export function activityOf(state: LifeState): 'on-task' | 'boarding' | null {
  if (state === 'boarding') return 'boarding';
  return isOpen(state) && rank(state) >= rank('accepted') ? 'on-task' : null;
}
