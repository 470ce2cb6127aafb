import { distanceM, type LonLat } from '../geo/geodesy.ts';

/** Within so many metres of her berth, and slower than this, a boat lies at her berth. Ours. */
const AT_BERTH_M = 400;
const AT_BERTH_KN = 2;

/** What a boat does by her orders; null: she has none. */
export type Activity = 'on-task' | 'boarding' | 'returning' | null;

export interface StateInput {
  readonly isOutOfService: boolean;
  readonly activity: Activity;
  /** null: never heard. */
  readonly position: (LonLat & { readonly sogKn: number | null }) | null;
  readonly berth: LonLat;
}

export const isAtBerth = ({ position, berth }: Pick<StateInput, 'position' | 'berth'>): boolean =>
  position === null || (distanceM(position, berth) <= AT_BERTH_M && (position.sogKn ?? 0) < AT_BERTH_KN);

/** The word for what a boat does now. */
export function stateOf(input: StateInput) {
  if (input.isOutOfService) return 'out-of-service' as const;
  if (input.activity === 'on-task' || input.activity === 'boarding') return input.activity;
  if (isAtBerth(input)) return 'ready' as const;
  return input.activity === 'returning' ? ('returning' as const) : ('under-way' as const);
}
