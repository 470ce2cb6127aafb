import { knotsToMps } from '../../server/domain/units.ts';
import { metresPerPixel } from './mercator.ts';

const MINUTE_MS = 60_000;
const DOT_STEPS_MIN = [1, 2, 5, 10, 30];
const MARK_STEPS_MIN = [10, 30, 60, 120, 240, 360];
/** What a ship of the bay makes: it sets the spacing that is worth drawing. */
const USUAL_KN = 10;
const DOTS_APART_PX = 15;
/** More trails than this at once need more room between their dots. */
export const MANY_TRAILS = 30;
const MARKS_APART_PX = 110;
/** More dots than this in a span are a string, not a measure. */
const MOST_DOTS = 150;

export interface TrailSteps {
  /** Time between two dots, the same for all trails on the screen, ms. */
  readonly dotMs: number;
  /** Time between two dots with their time beside them, ms; a multiple of `dotMs`. */
  readonly markMs: number;
}

interface TrailScene {
  readonly lat: number;
  readonly zoom: number;
  readonly spanMs: number;
  /** How many are drawn. */
  readonly trails: number;
}

/** Spacing in time of dots and of written times, by scale and by how far back the trails reach. */
export function trailSteps({ lat, zoom, spanMs, trails }: TrailScene): TrailSteps {
  const pxPerMin = (knotsToMps(USUAL_KN) * 60) / metresPerPixel(lat, zoom);
  const apartPx = DOTS_APART_PX * (trails > MANY_TRAILS ? 2 : 1);
  const dotMin =
    DOT_STEPS_MIN.find((min) => min * pxPerMin >= apartPx && spanMs / (min * MINUTE_MS) <= MOST_DOTS) ?? 30;
  const markMin = MARK_STEPS_MIN.find((min) => min * pxPerMin >= MARKS_APART_PX && min % dotMin === 0) ?? 360;
  return { dotMs: dotMin * MINUTE_MS, markMs: markMin * MINUTE_MS };
}
