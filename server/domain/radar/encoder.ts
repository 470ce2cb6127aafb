import { checksum, type TagInput, tagBlock } from '../ais/nmea.ts';
import type { LonLat } from '../geo/geodesy.ts';
import { METRES_PER_NM } from '../units.ts';

/** L: lost. Q: being acquired. T: tracked. */
export type TargetStatus = 'L' | 'Q' | 'T';

/** What TTM and TLL both tell of a target. */
export interface TargetInput {
  /** 0-999; the standard has 00-99, trackers of more targets send three digits. */
  readonly number: number;
  readonly status: TargetStatus;
  /** Time of the measurement, epoch ms; the sentence keeps its time of day in UTC, in hundredths of a second. */
  readonly tMs: number;
  /** Left out: none. At most 20 characters, without `,` `*` `$` `!` `\`. */
  readonly name?: string;
}

export interface TtmInput extends TargetInput {
  /** From the sensor: metres (0 or more), degrees true. */
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** Knots (0 or more), degrees true; NaN: not told. */
  readonly sogKn: number;
  readonly cogDeg: number;
}

/** Degrees, lat -90 to 90, lon -180 to 180. */
export interface TllInput extends TargetInput, LonLat {}

/** Where a sentence comes from. */
export interface TargetSentenceInput {
  /** Two characters of talker. Left out: RA. */
  readonly talker?: string;
  readonly tag?: TagInput;
}

/**
 * A tracked target as a TTM line without its end (IEC 61162-1): true bearing and course, nautical miles and knots, acquired by the
 * sensor itself; no CPA, for a shore radar has none. Throws RangeError naming the field and its value.
 */
export function encodeTtm(input: TtmInput, options: TargetSentenceInput = {}): string {
  const { rangeM, bearingDeg, sogKn, cogDeg } = input;
  const range = (within('rangeM', rangeM, 0, 1e6) / METRES_PER_NM).toFixed(3);
  const speed = Number.isNaN(sogKn) ? '' : within('sogKn', sogKn, 0, 1000).toFixed(1);
  const course = Number.isNaN(cogDeg) ? '' : degrees('cogDeg', cogDeg, 1);
  const motion = [speed, course, course === '' ? '' : 'T', '', '', 'N'];
  const place = [range, degrees('bearingDeg', bearingDeg, 2), 'T'];
  const fields = [numberOf(input), ...place, ...motion, nameOf(input), input.status, '', utcOf(input.tMs), 'A'];
  return sentence('TTM', fields, options);
}

/** A target's latitude and longitude as a TLL line without its end (IEC 61162-1). Throws RangeError as `encodeTtm`. */
export function encodeTll(input: TllInput, options: TargetSentenceInput = {}): string {
  const lat = minutes(within('lat', input.lat, -90, 90), 2);
  const lon = minutes(within('lon', input.lon, -180, 180), 3);
  const place = [lat, input.lat < 0 ? 'S' : 'N', lon, input.lon < 0 ? 'W' : 'E'];
  return sentence('TLL', [numberOf(input), ...place, nameOf(input), utcOf(input.tMs), input.status, ''], options);
}

function sentence(
  formatter: string,
  fields: readonly string[],
  { talker = 'RA', tag = {} }: TargetSentenceInput,
): string {
  if (!/^[A-Z0-9]{2}$/.test(talker)) throw new RangeError(`talker "${talker}": expected two capitals or digits`);
  const text = `${talker}${formatter},${fields.join(',')}`;
  return `${tagBlock(tag)}$${text}*${checksum(text)}`;
}

function numberOf({ number }: TargetInput): string {
  if (!Number.isInteger(number)) throw new RangeError(`number ${number}: expected a whole number`);
  return String(within('number', number, 0, 999)).padStart(2, '0');
}

function nameOf({ name = '' }: TargetInput): string {
  if (!/^[^,*$!\\\p{Cc}]{0,20}$/u.test(name))
    throw new RangeError(`name "${name}": expected at most 20 characters without , * $ ! \\`);
  return name;
}

function utcOf(tMs: number): string {
  within('tMs', tMs, 0, 8.64e15);
  return new Date(tMs).toISOString().slice(-13, -2).replaceAll(':', '');
}

/** Rounded up to the full circle is north. */
function degrees(field: string, deg: number, digits: number): string {
  const text = within(field, deg, 0, 360).toFixed(digits);
  return Number(text) === 360 ? (0).toFixed(digits) : text;
}

/** Degrees and minutes to a ten-thousandth, 0.2 m; `digits` of degrees. */
function minutes(deg: number, digits: number): string {
  const tenThousandths = Math.round(Math.abs(deg) * 600_000);
  const whole = Math.floor(tenThousandths / 600_000);
  const rest = (tenThousandths - whole * 600_000) / 10_000;
  return `${String(whole).padStart(digits, '0')}${rest.toFixed(4).padStart(7, '0')}`;
}

function within(field: string, value: number, low: number, high: number): number {
  if (!(value >= low && value <= high)) throw new RangeError(`${field} ${value}: expected ${low} to ${high}`);
  return value;
}
