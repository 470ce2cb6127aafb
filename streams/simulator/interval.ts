import type { Vessel } from './vessel.ts';

const SECOND_MS = 1000;
/** A turn of more than 20 deg/min leaves the mean heading of the last 30 s more than 5 degrees behind: "changing course". */
const CHANGING_DEG_PER_MIN = 20;

/** Nominal milliseconds between position reports of a vessel as she is (ITU-R M.1371-5, annex 1, tables 1 and 2). */
export function reportIntervalMs({ ais, navStatus, pose }: Pick<Vessel, 'ais' | 'navStatus' | 'pose'>): number {
  const { sogKn, rotDegPerMin } = pose;
  if (ais === 'none') return Number.POSITIVE_INFINITY;
  if (ais === 'B') {
    if (sogKn <= 2) return 180 * SECOND_MS;
    return (sogKn <= 14 ? 30 : sogKn <= 23 ? 15 : 5) * SECOND_MS;
  }
  const isStaying = navStatus === 1 || navStatus === 5;
  if (isStaying) return (sogKn > 3 ? 10 : 180) * SECOND_MS;
  const isChanging = Math.abs(rotDegPerMin) > CHANGING_DEG_PER_MIN;
  if (sogKn <= 14) return isChanging ? 10_000 / 3 : 10 * SECOND_MS;
  if (sogKn <= 23) return (isChanging ? 2 : 6) * SECOND_MS;
  return 2 * SECOND_MS;
}

/** Static data and voyage: every 6 minutes, class A and B. */
export const STATIC_INTERVAL_MS = 360 * SECOND_MS;
/** Aids to navigation: every 3 minutes. */
export const AID_INTERVAL_MS = 180 * SECOND_MS;
/** Base stations: every 10 s. */
export const BASE_INTERVAL_MS = 10 * SECOND_MS;

/**
 * The next instant after `tMs` on the grid of an interval. The grids of one sender lie within each other (3⅓ s in 10 s in 180 s),
 * so that a change of interval never makes two reports nearer than the shorter of the two. `phase` 0 to 1.
 */
export function nextOnGridMs(tMs: number, intervalMs: number, phase: number): number {
  const fineMs = phase * 10 * SECOND_MS;
  const coarseMs = intervalMs > 10 * SECOND_MS ? Math.floor((phase * 7919) % (intervalMs / 10_000)) * 10_000 : 0;
  const offsetMs = fineMs + coarseMs;
  return offsetMs + (Math.floor((tMs - offsetMs) / intervalMs + 1e-9) + 1) * intervalMs;
}
