import { signed, unsigned } from './bits.ts';
import type { AisMessage } from './message.ts';
import type { Payload } from './payload.ts';

/** How a type is read. Bit numbers are those of the tables of ITU-R M.1371-5, annex 8, from 0. */
export interface Layout {
  /** Fewest bits that hold all that we read; shorter ones are refused. */
  readonly minBits: number;
  /** Writes every field that the type has; false: not a message we know (a reserved part). */
  readonly read: (payload: Payload, message: AisMessage) => boolean;
}

/** Type 27 counts in 1/10 minute, all others in 1/10,000. */
const COARSE = 1000;

/** Four of every five messages: each six-bit value is loaded once, the fields are cut out of the pieces. */
function readClassA({ sextets: s }: Payload, m: AisMessage): boolean {
  const s8 = s[8] ?? 0;
  const s10 = s[10] ?? 0;
  const s14 = s[14] ?? 0;
  const s19 = s[19] ?? 0;
  const s21 = s[21] ?? 0;
  const s22 = s[22] ?? 0;
  const lon = ((s10 & 31) << 23) | ((s[11] ?? 0) << 17) | ((s[12] ?? 0) << 11) | ((s[13] ?? 0) << 5) | (s14 >> 1);
  const lat = ((s[15] ?? 0) << 20) | ((s[16] ?? 0) << 14) | ((s[17] ?? 0) << 8) | ((s[18] ?? 0) << 2) | (s19 >> 4);
  m.navStatus = (s[6] ?? 0) & 15;
  m.rot = (((s[7] ?? 0) << 26) | (s8 << 20)) >> 24;
  m.sog = ((s8 & 15) << 6) | (s[9] ?? 0);
  m.accuracy = s10 >> 5;
  m.lon = (lon << 4) >> 4;
  m.lat = (((s14 << 26) | lat) << 5) >> 5;
  m.cog = ((s19 & 15) << 8) | ((s[20] ?? 0) << 2) | (s21 >> 4);
  m.heading = ((s21 & 15) << 5) | (s22 >> 1);
  m.utcSecond = ((s22 & 1) << 5) | ((s[23] ?? 0) >> 1);
  return true;
}

function readBaseStation({ sextets }: Payload, m: AisMessage): boolean {
  m.year = unsigned(sextets, 38, 14);
  m.month = unsigned(sextets, 52, 4);
  m.day = unsigned(sextets, 56, 5);
  m.hour = unsigned(sextets, 61, 5);
  m.minute = unsigned(sextets, 66, 6);
  m.second = unsigned(sextets, 72, 6);
  m.accuracy = unsigned(sextets, 78, 1);
  m.lon = signed(sextets, 79, 28);
  m.lat = signed(sextets, 107, 27);
  return true;
}

function readDimensions({ sextets }: Payload, m: AisMessage, start: number): void {
  m.toBow = unsigned(sextets, start, 9);
  m.toStern = unsigned(sextets, start + 9, 9);
  m.toPort = unsigned(sextets, start + 18, 6);
  m.toStarboard = unsigned(sextets, start + 24, 6);
}

function readStaticA(payload: Payload, m: AisMessage): boolean {
  const { sextets } = payload;
  m.imo = unsigned(sextets, 40, 30);
  m.callsign = payload.text(70, 42);
  m.name = payload.text(112, 120);
  m.shipType = unsigned(sextets, 232, 8);
  readDimensions(payload, m, 240);
  m.etaMonth = unsigned(sextets, 274, 4);
  m.etaDay = unsigned(sextets, 278, 5);
  m.etaHour = unsigned(sextets, 283, 5);
  m.etaMinute = unsigned(sextets, 288, 6);
  m.draught = unsigned(sextets, 294, 8);
  m.destination = payload.text(302, 120);
  return true;
}

function readSarAircraft({ sextets }: Payload, m: AisMessage): boolean {
  m.altitude = unsigned(sextets, 38, 12);
  m.sog = unsigned(sextets, 50, 10);
  m.accuracy = unsigned(sextets, 60, 1);
  m.lon = signed(sextets, 61, 28);
  m.lat = signed(sextets, 89, 27);
  m.cog = unsigned(sextets, 116, 12);
  m.utcSecond = unsigned(sextets, 128, 6);
  return true;
}

function readSafetyText(payload: Payload, m: AisMessage): boolean {
  m.text = payload.text(40, 968);
  return true;
}

function readClassB({ sextets }: Payload, m: AisMessage): boolean {
  m.sog = unsigned(sextets, 46, 10);
  m.accuracy = unsigned(sextets, 56, 1);
  m.lon = signed(sextets, 57, 28);
  m.lat = signed(sextets, 85, 27);
  m.cog = unsigned(sextets, 112, 12);
  m.heading = unsigned(sextets, 124, 9);
  m.utcSecond = unsigned(sextets, 133, 6);
  return true;
}

function readClassBExtended(payload: Payload, m: AisMessage): boolean {
  readClassB(payload, m);
  m.name = payload.text(143, 120);
  m.shipType = unsigned(payload.sextets, 263, 8);
  readDimensions(payload, m, 271);
  return true;
}

function readAid(payload: Payload, m: AisMessage): boolean {
  const { sextets } = payload;
  m.aidType = unsigned(sextets, 38, 5);
  m.name = payload.nameWithExtension(43, 272);
  m.accuracy = unsigned(sextets, 163, 1);
  m.lon = signed(sextets, 164, 28);
  m.lat = signed(sextets, 192, 27);
  readDimensions(payload, m, 219);
  m.utcSecond = unsigned(sextets, 253, 6);
  m.offPosition = unsigned(sextets, 259, 1);
  m.virtual = unsigned(sextets, 269, 1);
  return true;
}

/** Auxiliary craft (98xxxxxxx) send the MMSI of their mother ship in the bits of the dimensions. */
const isAuxiliary = (mmsi: number): boolean => Math.trunc(mmsi / 10_000_000) === 98;

function readStaticB(payload: Payload, m: AisMessage): boolean {
  const { sextets } = payload;
  m.part = unsigned(sextets, 38, 2);
  if (m.part === 0) m.name = payload.text(40, 120);
  if (m.part === 0) return payload.bits >= 160;
  if (m.part !== 1 || payload.bits < 162) return false;
  m.shipType = unsigned(sextets, 40, 8);
  m.callsign = payload.text(90, 42);
  if (isAuxiliary(m.mmsi)) m.mothershipMmsi = unsigned(sextets, 132, 30);
  else readDimensions(payload, m, 132);
  return true;
}

function readLongRange({ sextets }: Payload, m: AisMessage): boolean {
  m.accuracy = unsigned(sextets, 38, 1);
  m.navStatus = unsigned(sextets, 40, 4);
  m.lon = signed(sextets, 44, 18) * COARSE;
  m.lat = signed(sextets, 62, 17) * COARSE;
  const speedKn = unsigned(sextets, 79, 6);
  const courseDeg = unsigned(sextets, 85, 9);
  m.sog = speedKn === 63 ? 1023 : speedKn * 10;
  m.cog = courseDeg >= 360 ? 3600 : courseDeg * 10;
  return true;
}

const CLASS_A: Layout = { minBits: 149, read: readClassA };
const BASE_STATION: Layout = { minBits: 134, read: readBaseStation };

/** Layouts by type, 0-27; null: not decoded, only counted. */
export const LAYOUTS: readonly (Layout | null)[] = Array.from({ length: 28 }, (_, type) => {
  if (type >= 1 && type <= 3) return CLASS_A;
  if (type === 4 || type === 11) return BASE_STATION;
  // 424 bits by the book; 420, 422 and 426 are on the air
  if (type === 5) return { minBits: 420, read: readStaticA };
  if (type === 9) return { minBits: 134, read: readSarAircraft };
  if (type === 14) return { minBits: 40, read: readSafetyText };
  if (type === 18) return { minBits: 139, read: readClassB };
  if (type === 19) return { minBits: 301, read: readClassBExtended };
  if (type === 21) return { minBits: 270, read: readAid };
  if (type === 24) return { minBits: 40, read: readStaticB };
  if (type === 27) return { minBits: 94, read: readLongRange };
  return null;
});
