/** Degrees and decimal minutes as on a chart: 35°16.40′N 139°47.22′E. */
export function positionText({ lon, lat }: { lon: number; lat: number }): string {
  return `${half(lat, 2, 'N', 'S')} ${half(lon, 3, 'E', 'W')}`;
}

function half(deg: number, digits: number, plus: string, minus: string): string {
  // rounded as a whole number of hundredths of a minute, so that 59.999 never reads 60.00
  const hundredths = Math.round(Math.abs(deg) * 6000);
  const whole = Math.floor(hundredths / 6000);
  const minutes = ((hundredths % 6000) / 100).toFixed(2);
  return `${String(whole).padStart(digits, '0')}°${minutes.padStart(5, '0')}′${deg < 0 ? minus : plus}`;
}
