import { METRES_PER_NM } from '../../server/domain/units.ts';
import { metresPerPixel } from './mercator.ts';

const STEPS_NM = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

export interface ScaleBar {
  readonly lengthNm: number;
  readonly widthPx: number;
}

/** The longest round number of nautical miles that fits into `maxPx` at a latitude; the shortest step where none does. */
export function scaleBar(lat: number, zoom: number, maxPx: number): ScaleBar {
  const pxPerNm = METRES_PER_NM / metresPerPixel(lat, zoom);
  const fitting = STEPS_NM.filter((nm) => nm * pxPerNm <= maxPx);
  const lengthNm = fitting.at(-1) ?? STEPS_NM[0] ?? 1;
  return { lengthNm, widthPx: lengthNm * pxPerNm };
}
