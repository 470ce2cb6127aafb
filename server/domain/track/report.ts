import type { AisMessage } from '../ais/message.ts';
import type { FixBuffer } from './change.ts';
import type { Source } from './source.ts';
import { NONE_16 } from './track-table.ts';

const bits = (...types: number[]): number => types.reduce((mask, type) => mask | (1 << type), 0);
const POSITION = bits(1, 2, 3, 4, 9, 11, 18, 19, 21, 27);
const STATIC = bits(5, 14, 19, 21, 24);
const MAX_LON = 108_000_000;
const MAX_LAT = 54_000_000;

/** True: a type that carries a position. */
export const carriesPosition = (type: number): boolean => type < 32 && (POSITION & (1 << type)) !== 0;
/** True: a type that says who the craft is. */
export const carriesIdentity = (type: number): boolean => type < 32 && (STATIC & (1 << type)) !== 0;

/** True: the message has a position on earth (181, 91 and beyond stand for "not available"). */
export const hasPosition = ({ lon, lat }: AisMessage): boolean =>
  lon >= -MAX_LON && lon <= MAX_LON && lat >= -MAX_LAT && lat <= MAX_LAT;

/** Tenths of a knot; NONE_16: not available. Type 9 sends whole knots. */
function sogOf({ type, sog }: AisMessage): number {
  if (sog >= 1023) return NONE_16;
  return type === 9 ? sog * 10 : sog;
}

/** Tenths of a degree true; NONE_16: not available. */
const cogOf = ({ cog }: AisMessage): number => (cog >= 3600 ? NONE_16 : cog);
/** Degrees true; NONE_16: not available. */
const headingOf = ({ heading }: AisMessage): number => (heading >= 360 ? NONE_16 : heading);

/** Hot: writes the position report into `fix`, neither late nor suspect. `fixMs`: its time by our clock. */
export function fillFix(fix: FixBuffer, message: AisMessage, source: Source, receivedMs: number, fixMs: number): void {
  fix.fixMs = fixMs;
  fix.receivedMs = receivedMs;
  fix.lon = message.lon;
  fix.lat = message.lat;
  fix.sog = sogOf(message);
  fix.cog = cogOf(message);
  fix.heading = headingOf(message);
  fix.rot = message.rot;
  fix.navStatus = message.navStatus;
  fix.feed = source.feed;
  fix.station = source.station;
  fix.accurate = message.accuracy === 1;
  fix.coarse = message.type === 27;
  fix.late = false;
  fix.suspect = false;
}
