import type { OwnFix } from './own-fix.ts';

/** What a boat's own GPS says of a fix: NMEA 0183 RMC of talker GP, with its checksum and line end. Times to 0.01 s, places to 0.0001 minute. */
export function rmcOf({
  lon,
  lat,
  sogKn,
  cogDeg,
  fixMs,
}: Pick<OwnFix, 'lon' | 'lat' | 'sogKn' | 'cogDeg' | 'fixMs'>): string {
  const [date = '', time = ''] = new Date(Math.round(fixMs / 10) * 10).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const body = [
    'GPRMC',
    time.replaceAll(':', '').slice(0, 9),
    'A',
    minutes(Math.abs(lat), 2),
    lat < 0 ? 'S' : 'N',
    minutes(Math.abs(lon), 3),
    lon < 0 ? 'W' : 'E',
    sogKn?.toFixed(1) ?? '',
    cogDeg?.toFixed(1) ?? '',
    `${day}${month}${year.slice(2)}`,
    '',
    '',
    'A',
  ].join(',');
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
}

/** Degrees as ddmm.mmmm. */
function minutes(deg: number, digits: number): string {
  const tenThousandths = Math.round(deg * 600_000);
  const whole = Math.floor(tenThousandths / 600_000);
  const rest = (tenThousandths - whole * 600_000) / 10_000;
  return `${String(whole).padStart(digits, '0')}${rest.toFixed(4).padStart(7, '0')}`;
}
