import { encodeTtm } from '../../../server/domain/radar/encoder.ts';
import type { RadarEcho } from './tracker.ts';

/** As which station a site speaks; receivers of AIS stand at places of the same names. */
export const stationOf = (siteName: string): string => `radar-${siteName}`;

/** A report as a TTM line with its end; `isTagged`: with station and time before it, as a log has them. */
export function ttmLine(echo: RadarEcho, isTagged: boolean): string {
  const { tMs, siteName, targetNumber } = echo;
  // a station of a TAG block has at most 15 characters
  const tag = isTagged ? { station: `r-${siteName}`, timeMs: tMs } : {};
  return `${encodeTtm({ ...echo, number: targetNumber }, { tag })}\r\n`;
}

/** The truth about a report as one line of JSON: by site, time and number it belongs to one TTM line. No slots: a false echo. */
export function radarTruthLine({ tMs, siteName, targetNumber, status, slots }: RadarEcho): string {
  return JSON.stringify({ tMs, site: stationOf(siteName), target: targetNumber, status, slots });
}
