/** Metres in an international nautical mile (exact, First International Extraordinary Hydrographic Conference, 1929). */
export const METRES_PER_NM = 1852;

/** Knots to metres a second. */
export const knotsToMps = (speedKn: number): number => (speedKn * METRES_PER_NM) / 3600;

/** Metres a second to knots. */
export const mpsToKnots = (speedMps: number): number => (speedMps * 3600) / METRES_PER_NM;
