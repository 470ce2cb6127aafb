const HOUR_MS = 3_600_000;

/** What is wrong with a site, from a story time on. Offsets are added to every bearing it reports, clockwise positive. */
export type RadarFault =
  | {
      readonly kind: 'bearing';
      readonly site: string;
      /** From here on `offsetDeg` and, growing from nothing, `driftDegPerHour`. -Infinity: always (no drift then). */
      readonly fromMs: number;
      readonly offsetDeg: number;
      readonly driftDegPerHour: number;
    }
  | { readonly kind: 'silence'; readonly site: string; readonly fromMs: number; readonly toMs: number };

/** Degrees a site's bearings are off at a time, its faults summed up. */
export function bearingOffsetDeg(faults: readonly RadarFault[], tMs: number): number {
  let sum = 0;
  for (const fault of faults) {
    if (fault.kind !== 'bearing' || tMs < fault.fromMs) continue;
    sum += fault.offsetDeg;
    if (fault.driftDegPerHour !== 0) sum += (fault.driftDegPerHour * (tMs - fault.fromMs)) / HOUR_MS;
  }
  return sum;
}

/** True while a site says nothing at all. */
export const isSilent = (faults: readonly RadarFault[], tMs: number): boolean =>
  faults.some((fault) => fault.kind === 'silence' && tMs >= fault.fromMs && tMs < fault.toMs);
