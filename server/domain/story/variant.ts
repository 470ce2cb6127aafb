/** Weathers of the night: `calm` is the scenario's; in `typhoon` ships at anchor drag. */
export const VARIANTS = ['calm', 'typhoon'] as const;
export type Variant = (typeof VARIANTS)[number];
