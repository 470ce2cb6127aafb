import type { Translate } from '../i18n/translate.ts';

const JST_OFFSET_MS = 9 * 3_600_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** `01:33:27` in Japan; Japan has had no summer time since 1951. */
export function jstTime(atMs: number): string {
  const d = new Date(atMs + JST_OFFSET_MS);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}

/** `16:33Z`. */
export function utcTime(atMs: number): string {
  const d = new Date(atMs);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}Z`;
}

/** Day of the month and of the week in Japan. */
export function jstDay(atMs: number, t: Translate): string {
  const d = new Date(atMs + JST_OFFSET_MS);
  const weekday = t('date.weekdays').split(',')[d.getUTCDay()] ?? '';
  return t('date.day', { month: d.getUTCMonth() + 1, day: d.getUTCDate(), weekday });
}

/** `01:33` today, `11/23 22:41` on another day. */
export function jstMoment(atMs: number, nowMs: number): string {
  const d = new Date(atMs + JST_OFFSET_MS);
  const clock = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  const sameDay = Math.floor((atMs + JST_OFFSET_MS) / 86_400_000) === Math.floor((nowMs + JST_OFFSET_MS) / 86_400_000);
  return sameDay ? clock : `${d.getUTCMonth() + 1}/${d.getUTCDate()} ${clock}`;
}

/** How long, in at most two units; never negative. */
export function duration(ms: number, t: Translate): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return t('unit.seconds', { n: s });
  const m = Math.floor(s / 60);
  if (m < 10) return t('unit.minutesSeconds', { m, s: two(s % 60) });
  if (m < 60) return t('unit.minutes', { n: m });
  const h = Math.floor(m / 60);
  if (h < 48) return t('unit.hours', { h, m: two(m % 60) });
  return t('unit.days', { d: Math.floor(h / 24), h: h % 24 });
}

/** A receiver's clock that is this far off is worth amber. */
const CLOCK_ERROR_MS = 5000;
/** Real time on a line of the simulated bay, ms. */
const LINE_MS = 200;

/** `rate`: story seconds a second; where they are many, what is on its way looks as if sent by a clock that is behind. */
export const isClockOff = (errorMs: number | null, rate = 1): errorMs is number =>
  errorMs !== null && Math.abs(errorMs) >= CLOCK_ERROR_MS + (rate - 1) * LINE_MS;

/** A receiver's clock minus ours, with its sign; less than a second has none. */
export const clockError = (errorMs: number, t: Translate): string => {
  const sign = Math.abs(errorMs) < 1000 ? '' : errorMs < 0 ? '−' : '+';
  return sign + duration(Math.abs(errorMs), t);
};

/** Knots with one decimal; 102.2 is what AIS sends for "that or more". */
export const speed = (sogKn: number): string => (sogKn >= 102.2 ? '102.2+' : sogKn.toFixed(1));

/** Three digits, `007`; 359.6 is 000. */
export const bearing = (deg: number): string => String(Math.round(deg) % 360).padStart(3, '0');

const minutes = (deg: number, width: number): string => {
  const tenths = Math.round(Math.abs(deg) * 60_000) / 1000;
  const whole = Math.floor(tenths / 60);
  return `${String(whole).padStart(width, '0')}°${(tenths - whole * 60).toFixed(2).padStart(5, '0')}′`;
};

/** Degrees and decimal minutes as on a chart: `35°16.40′N 139°47.22′E`. */
export const position = (lon: number, lat: number): string =>
  `${minutes(lat, 2)}${lat < 0 ? 'S' : 'N'} ${minutes(lon, 3)}${lon < 0 ? 'W' : 'E'}`;

/** `12,345` */
export const count = (n: number): string => n.toLocaleString('en-US');

interface Eta {
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
}

/**
 * Epoch ms of an ETA as sent (UTC, no year): the year that brings it nearest to now; null where month, day or hour is missing or
 * no such day exists.
 */
export function etaMs(eta: Eta, nowMs: number): number | null {
  const { month, day, hour, minute } = eta;
  if (month === null || day === null || hour === null) return null;
  const year = new Date(nowMs).getUTCFullYear();
  let nearest: number | null = null;
  for (const y of [year - 1, year, year + 1]) {
    const at: number = Date.UTC(y, month - 1, day, hour, minute ?? 0);
    if (new Date(at).getUTCDate() !== day) continue;
    if (nearest === null || Math.abs(at - nowMs) < Math.abs(nearest - nowMs)) nearest = at;
  }
  return nearest;
}
