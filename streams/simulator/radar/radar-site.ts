import type { LonLat } from '../../../server/domain/geo/geodesy.ts';
import { METRES_PER_NM } from '../../../server/domain/units.ts';

/** One turn of the antenna: 20 a minute, as coastal VTS radars have it (IALA G1111). */
export const SCAN_MS = 3000;

/** A simulated radar: where it stands and how well it measures. */
export interface SensorSite extends LonLat {
  /** Tells its random numbers from those of the others. */
  readonly id: number;
  readonly name: string;
  /** The antenna stands high enough to look over land nearer than this, metres. */
  readonly overlooksM: number;
  /** Instrumented range, metres: nothing is reported from beyond. */
  readonly rangeM: number;
  /** Standard deviations of one measurement: metres, degrees. */
  readonly rangeErrorM: number;
  readonly bearingErrorDeg: number;
  /** Its scans begin at whole multiples of `SCAN_MS` of story time plus this. */
  readonly phaseMs: number;
}

const COMMON = { rangeM: 12 * METRES_PER_NM, rangeErrorM: 20, bearingErrorDeg: 0.35 };

/** The three radars of the bay; the sites are fictional. */
export const RADAR_SITES: readonly SensorSite[] = [
  { id: 1, name: 'kannonzaki', lon: 139.7453, lat: 35.2561, overlooksM: 600, phaseMs: 300, ...COMMON },
  { id: 2, name: 'honmoku', lon: 139.679, lat: 35.4339, overlooksM: 1400, phaseMs: 1350, ...COMMON },
  { id: 3, name: 'umihotaru', lon: 139.875, lat: 35.464, overlooksM: 400, phaseMs: 2240, ...COMMON },
];
