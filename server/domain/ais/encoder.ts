import { BitWriter } from './bit-writer.ts';
import type {
  AidInput,
  AisInput,
  BaseStationInput,
  ClassAInput,
  ClassBInput,
  DimensionsInput,
  PositionInput,
  StaticAInput,
  StaticBInput,
} from './encoder-input.ts';

const UNITS_PER_DEGREE = 600_000;

/** Throws naming the field where a value is outside its range; not available (null) stays null. */
function within(field: string, value: number | null, low: number, high: number): number | null {
  if (value === null) return null;
  if (value >= low && value <= high) return value;
  throw new RangeError(`${field} ${value}: expected ${low} to ${high}`);
}

/** `value` times `scale` as a whole number, `none` for null. */
function scaled(value: number | null, scale: number, none: number): number {
  return value === null ? none : Math.round(value * scale);
}

function mmsiNumber(field: string, mmsi: string): number {
  if (!/^\d{9}$/.test(mmsi)) throw new RangeError(`${field} "${mmsi}": expected nine digits`);
  return Number(mmsi);
}

function writeHead(input: AisInput): BitWriter {
  return new BitWriter()
    .number('type', input.type, 6)
    .number('repeat', input.repeat ?? 0, 2)
    .number('mmsi', mmsiNumber('mmsi', input.mmsi), 30);
}

function writePlace(out: BitWriter, input: PositionInput): BitWriter {
  const lon = within('lon', input.lon, -180, 180);
  const lat = within('lat', input.lat, -90, 90);
  return out
    .number('accuracy', input.accuracy ? 1 : 0, 1)
    .number('lon', scaled(lon, UNITS_PER_DEGREE, 181 * UNITS_PER_DEGREE), 28)
    .number('lat', scaled(lat, UNITS_PER_DEGREE, 91 * UNITS_PER_DEGREE), 27);
}

/** Speeds above 102.2 kn are sent as 102.2, "or more". */
function speedTenths(sogKn: number | null): number {
  const speed = within('sogKn', sogKn, 0, 1000);
  return Math.min(scaled(speed, 10, 1023), speed === null ? 1023 : 1022);
}

/** A bearing rounded to a full circle is 0 again. */
function bearing(field: string, value: number | null, scale: number, none: number): number {
  const degrees = within(field, value, 0, 360);
  return degrees === null ? none : Math.round(degrees * scale) % (360 * scale);
}

/** Rate-of-turn indicator: 4.733 * sqrt(deg/min), at most ±126 (ITU-R M.1371-5, table 48). */
function turnIndicator(rot: number | null): number {
  const rate = within('rotDegPerMin', rot, -10_000, 10_000);
  if (rate === null) return -128;
  return Math.sign(rate) * Math.min(126, Math.round(4.733 * Math.sqrt(Math.abs(rate)))) + 0;
}

function writeMotion(out: BitWriter, input: ClassAInput | ClassBInput): BitWriter {
  out.number('sogKn', speedTenths(input.sogKn), 10);
  return writePlace(out, input)
    .number('cogDeg', bearing('cogDeg', input.cogDeg, 10, 3600), 12)
    .number('headingDeg', bearing('headingDeg', input.headingDeg, 1, 511), 9)
    .number('utcSecond', input.utcSecond ?? 60, 6);
}

function writeClassA(out: BitWriter, input: ClassAInput): void {
  out.number('navStatus', input.navStatus, 4);
  const { rotDegPerMin } = input;
  out.number('rotDegPerMin', turnIndicator(rotDegPerMin), 8);
  writeMotion(out, input).number('spare', 0, 6).number('radio', 0, 19);
}

function writeBaseStation(out: BitWriter, input: BaseStationInput): void {
  const time = input.utcMs === null ? null : new Date(input.utcMs);
  out
    .number('utcMs', time?.getUTCFullYear() ?? 0, 14)
    .number('utcMs', time ? time.getUTCMonth() + 1 : 0, 4)
    .number('utcMs', time?.getUTCDate() ?? 0, 5)
    .number('utcMs', time?.getUTCHours() ?? 24, 5)
    .number('utcMs', time?.getUTCMinutes() ?? 60, 6)
    .number('utcMs', time?.getUTCSeconds() ?? 60, 6);
  writePlace(out, input).number('fix type', 7, 4).number('spare', 0, 11).number('radio', 0, 19);
}

function writeDimensions(out: BitWriter, input: DimensionsInput): BitWriter {
  return out
    .number('toBowM', input.toBowM ?? 0, 9)
    .number('toSternM', input.toSternM ?? 0, 9)
    .number('toPortM', input.toPortM ?? 0, 6)
    .number('toStarboardM', input.toStarboardM ?? 0, 6);
}

function writeStaticA(out: BitWriter, input: StaticAInput): void {
  out
    .number('version', 0, 2)
    .number('imo', input.imo ?? 0, 30)
    .text('callsign', input.callsign, 7)
    .text('name', input.name, 20)
    .number('shipType', input.shipType ?? 0, 8);
  writeDimensions(out, input)
    .number('fix type', 1, 4)
    .number('etaMonth', input.etaMonth ?? 0, 4)
    .number('etaDay', input.etaDay ?? 0, 5)
    .number('etaHour', input.etaHour ?? 24, 5)
    .number('etaMinute', input.etaMinute ?? 60, 6)
    .number('draughtM', scaled(input.draughtM, 10, 0), 8)
    .text('destination', input.destination, 20)
    .number('terminal', 0, 2);
}

function writeClassB(out: BitWriter, input: ClassBInput): void {
  out.number('spare', 0, 8);
  // carrier sense unit, message 22 obeyed
  writeMotion(out, input).number('spare', 0, 2).number('unit', 0b1001110, 7).number('radio', 0, 20);
}

function writeAid(out: BitWriter, input: AidInput): void {
  const name = input.name ?? '';
  out.number('aidType', input.aidType ?? 0, 5).text('name', name.slice(0, 20), 20);
  writeDimensions(writePlace(out, input), input)
    .number('fix type', input.virtual ? 7 : 1, 4)
    .number('utcSecond', input.utcSecond ?? 60, 6)
    .number('offPosition', input.offPosition ? 1 : 0, 1)
    .number('status', 0, 9)
    .number('virtual', input.virtual ? 1 : 0, 1)
    .number('spare', 0, 2);
  if (name.length > 34) throw new RangeError(`name "${name}": longer than 34 characters`);
  out.text('name', name.slice(20), Math.max(0, name.length - 20));
}

function writeStaticB(out: BitWriter, input: StaticBInput): void {
  if (input.part === 'A') {
    out.number('part', 0, 2).text('name', input.name, 20).number('spare', 0, 8);
    return;
  }
  out
    .number('part', 1, 2)
    .number('shipType', input.shipType ?? 0, 8)
    .text('vendor', null, 7)
    .text('callsign', input.callsign, 7);
  if (input.mothershipMmsi === null) writeDimensions(out, input);
  else out.number('mothershipMmsi', mmsiNumber('mothershipMmsi', input.mothershipMmsi), 30);
  out.number('spare', 0, 6);
}

/** Armoured payload of a message and the filling bits of its last character. */
export function encodePayload(input: AisInput): { payload: string; fill: number } {
  const out = writeHead(input);
  if (input.type === 4) writeBaseStation(out, input);
  else if (input.type === 5) writeStaticA(out, input);
  else if (input.type === 18) writeClassB(out, input);
  else if (input.type === 21) writeAid(out, input);
  else if (input.type === 24) writeStaticB(out, input);
  else writeClassA(out, input);
  return out.armoured();
}
