import { mpsToKnots } from '../../../server/domain/units.ts';
import type { Fix } from '../link/acts.ts';

/** null: it is well. */
export type PlaceTrouble = 'denied' | 'searching' | null;

/** A receiver that lies still may say nothing: it is asked. */
const ASK_MS = 6_000;
/** Without a fix for so long there is none. */
const LOST_MS = 15_000;
const LOOK_MS = 3_000;
/** Slower than this a course over the ground means nothing. Metres a second. */
const STILL_MPS = 0.3;

/** A position of the tablet; `offsetMs`: what the server's clock is ahead of the tablet's. */
export function fixOf(
  { coords, timestamp }: Pick<GeolocationPosition, 'coords' | 'timestamp'>,
  nowMs: number,
  deviceMs: number,
): Fix {
  const { longitude, latitude, speed, heading } = coords;
  const cogDeg = heading === null || Number.isNaN(heading) || (speed ?? 0) < STILL_MPS ? null : heading;
  const sogKn = speed === null ? null : Math.round(mpsToKnots(speed) * 10) / 10;
  const fixMs = Math.round(nowMs - Math.max(0, deviceMs - timestamp));
  return {
    lon: Math.round(longitude * 1e6) / 1e6,
    lat: Math.round(latitude * 1e6) / 1e6,
    ...{ sogKn, cogDeg, headingDeg: null, fixMs },
  };
}

/** Follows the place of the tablet. `nowMs`: the server's time. Returns what ends it. */
export function followPlace(
  nowMs: () => number,
  onPlace: (fix: Fix | null) => void,
  onTrouble: (trouble: PlaceTrouble) => void,
): () => void {
  let lastAt = performance.now();
  let isDenied = false;
  const take = (position: GeolocationPosition): void => {
    lastAt = performance.now();
    isDenied = false;
    onTrouble(null);
    onPlace(fixOf(position, nowMs(), Date.now()));
  };
  const watch = navigator.geolocation.watchPosition(
    take,
    ({ code, PERMISSION_DENIED }) => {
      isDenied = code === PERMISSION_DENIED;
      if (!isDenied) return;
      onTrouble('denied');
      onPlace(null);
    },
    { enableHighAccuracy: true, maximumAge: 1_000 },
  );
  const timer = setInterval(() => {
    const silentMs = performance.now() - lastAt;
    if (silentMs > ASK_MS)
      navigator.geolocation.getCurrentPosition(take, () => {}, { enableHighAccuracy: true, timeout: LOST_MS });
    if (isDenied || silentMs < LOST_MS) return;
    onTrouble('searching');
    onPlace(null);
  }, LOOK_MS);
  return () => {
    navigator.geolocation.clearWatch(watch);
    clearInterval(timer);
  };
}
