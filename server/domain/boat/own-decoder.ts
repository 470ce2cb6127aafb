import type { OwnFix } from './own-fix.ts';

const LONGEST_LINE = 164;
const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

/** Why a line was not taken. */
export type OwnRefusal = 'checksum' | 'form' | 'no-fix' | 'too-long';

interface Motion {
  readonly atMs: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
}

/**
 * Reads the sentences of a boat's own GPS and compass (NMEA 0183: RMC, GGA, VTG, HDT; any talker), cut anywhere. RMC tells position and
 * motion at once; GGA tells a position where no RMC came in the last ten seconds, with the motion of the last VTG.
 */
export class OwnDecoder {
  lines = 0;
  messages = 0;
  readonly rejected: Record<OwnRefusal, number> = { checksum: 0, form: 0, 'no-fix': 0, 'too-long': 0 };
  private rest = '';
  private isOverlong = false;
  private motion: Motion | null = null;
  private heading: { readonly atMs: number; readonly deg: number } | null = null;
  private lastRmcMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly told: (fix: OwnFix) => void) {}

  /** `receivedMs`: our clock, epoch ms. */
  feed(chunk: Uint8Array, receivedMs: number): void {
    for (const byte of chunk) this.rest += String.fromCharCode(byte);
    const lines = this.rest.split(/\r\n|\r|\n/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line, receivedMs);
    if (this.rest.length <= LONGEST_LINE) return;
    if (!this.isOverlong) this.rejected['too-long']++;
    this.isOverlong = true;
    this.rest = '';
  }

  /** What came is whole: a last line counts without its newline. */
  flush(receivedMs: number): void {
    if (this.rest !== '') this.take(this.rest, receivedMs);
    this.rest = '';
  }

  private take(line: string, receivedMs: number): void {
    if (this.isOverlong) {
      this.isOverlong = false;
      return;
    }
    const begin = line.indexOf('$');
    if (begin < 0) return;
    const text = line.slice(begin);
    if (!/^\$[A-Z]{2}(RMC|GGA|VTG|HDT),/.test(text)) return;
    this.lines++;
    const refused = isWhole(text) ? this.read(text, receivedMs) : 'checksum';
    if (refused !== null) this.rejected[refused]++;
  }

  private read(text: string, receivedMs: number): OwnRefusal | null {
    const fields = text.slice(1).split('*')[0]?.split(',') ?? [];
    switch (fields[0]?.slice(2)) {
      case 'HDT':
        return this.headed(fields, receivedMs);
      case 'VTG':
        return this.moved(fields, receivedMs);
      case 'RMC':
        return this.rmc(fields, receivedMs);
      default:
        return this.gga(fields, receivedMs);
    }
  }

  private headed([, deg]: readonly string[], atMs: number): OwnRefusal | null {
    const heading = numberOf(deg, 0, 360);
    if (heading === null) return 'form';
    this.heading = { atMs, deg: heading % 360 };
    this.messages++;
    return null;
  }

  private moved([, cog, , , , sog]: readonly string[], atMs: number): OwnRefusal | null {
    this.motion = { atMs, cogDeg: courseOf(cog), sogKn: numberOf(sog, 0, 200) };
    this.messages++;
    return null;
  }

  private rmc(fields: readonly string[], receivedMs: number): OwnRefusal | null {
    const [, time, status, lat, ns, lon, ew, sog, cog, date] = fields;
    if (status !== 'A') return 'no-fix';
    const place = placeOf(lat, ns, lon, ew);
    const fixMs = timeOf(time, date, receivedMs);
    if (place === null || fixMs === null) return 'form';
    this.lastRmcMs = receivedMs;
    this.tell(place, fixMs, { atMs: receivedMs, sogKn: numberOf(sog, 0, 200), cogDeg: courseOf(cog) });
    return null;
  }

  private gga(fields: readonly string[], receivedMs: number): OwnRefusal | null {
    const [, time, lat, ns, lon, ew, quality] = fields;
    if (quality === '0' || quality === '') return 'no-fix';
    const place = placeOf(lat, ns, lon, ew);
    const fixMs = timeOf(time, undefined, receivedMs);
    if (place === null || fixMs === null) return 'form';
    if (receivedMs - this.lastRmcMs < 10_000) {
      this.messages++;
      return null;
    }
    const isFresh = this.motion !== null && receivedMs - this.motion.atMs < 10_000;
    this.tell(place, fixMs, isFresh ? this.motion : null);
    return null;
  }

  private tell(place: { lon: number; lat: number }, fixMs: number, motion: Motion | null): void {
    this.messages++;
    const { heading } = this;
    const receivedMs = motion?.atMs ?? fixMs;
    const headingDeg = heading !== null && Math.abs(receivedMs - heading.atMs) < 10_000 ? heading.deg : null;
    const { sogKn, cogDeg } = motion ?? { sogKn: null, cogDeg: null };
    this.told({ source: 'gps', ...place, sogKn, cogDeg, headingDeg, fixMs, receivedMs });
  }
}

/** The XOR of all between $ and * is the number after * (NMEA 0183); a sentence without one is taken as it is. */
function isWhole(text: string): boolean {
  const star = text.indexOf('*');
  if (star < 0) return true;
  let sum = 0;
  for (let i = 1; i < star; i++) sum ^= text.charCodeAt(i);
  return Number.parseInt(text.slice(star + 1, star + 3), 16) === sum;
}

function numberOf(text: string | undefined, from: number, to: number): number | null {
  if (text === undefined || !/^-?\d+(\.\d*)?$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to ? value : null;
}

const courseOf = (text: string | undefined): number | null => {
  const deg = numberOf(text, 0, 360);
  return deg === null ? null : deg % 360;
};

/** ddmm.mmm and dddmm.mmm with their hemispheres. */
function placeOf(
  lat: string | undefined,
  ns: string | undefined,
  lon: string | undefined,
  ew: string | undefined,
): { lon: number; lat: number } | null {
  const north = /^(\d\d)(\d\d(?:\.\d+)?)$/.exec(lat ?? '');
  const east = /^(\d{3})(\d\d(?:\.\d+)?)$/.exec(lon ?? '');
  if (!north || !east || !/^[NS]$/.test(ns ?? '') || !/^[EW]$/.test(ew ?? '')) return null;
  const latDeg = Number(north[1]) + Number(north[2]) / 60;
  const lonDeg = Number(east[1]) + Number(east[2]) / 60;
  if (latDeg > 90 || lonDeg > 180) return null;
  return { lat: ns === 'S' ? -latDeg : latDeg, lon: ew === 'W' ? -lonDeg : lonDeg };
}

/** hhmmss.ss and ddmmyy as epoch ms. Without a date, or with one of another age (a receiver's week has rolled over), the time next to ours. */
function timeOf(time: string | undefined, date: string | undefined, receivedMs: number): number | null {
  const clock = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d(?:\.\d+)?)$/.exec(time ?? '');
  if (!clock) return null;
  const ofDayMs = Math.round((Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000);
  const day = /^(\d\d)(\d\d)(\d\d)$/.exec(date ?? '');
  if (day) {
    const fixMs = Date.UTC(2000 + Number(day[3]), Number(day[2]) - 1, Number(day[1])) + ofDayMs;
    if (Math.abs(fixMs - receivedMs) < 30 * DAY_MS) return fixMs;
  }
  const today = Math.floor(receivedMs / DAY_MS) * DAY_MS + ofDayMs;
  if (today - receivedMs > HALF_DAY_MS) return today - DAY_MS;
  return receivedMs - today > HALF_DAY_MS ? today + DAY_MS : today;
}
