import type { LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import type { Bay } from '../bay.ts';
import type { Place } from '../berths.ts';
import { anchored, type Leg, sail } from '../leg.ts';
import { Route, Sailing } from '../route.ts';

const OCEAN_WAY: readonly LonLat[] = [
  { lon: 139.675, lat: 34.93 },
  { lon: 139.7, lat: 35.05 },
  { lon: 139.735, lat: 35.13 },
];
/** Knots while the float goes over the side. */
const SLOW_KN = 3.8;
/** She is as slow as that so many metres past the spot, a minute later. */
const SLOW_AFTER_M = 146;
const PACE = { accelMps2: 0.02, fromRest: false, toRest: true };

/** A call of the mother ship from the sea to her berth: the way in, when it begins, and the legs up to the berth. */
export interface MotherCall {
  readonly beginMs: number;
  readonly legs: readonly Leg[];
  /** Her course when she comes to the quay, degrees true. */
  readonly arrivesDeg: number;
}

/** Slows down at the spot and is back at speed in time, anchors to wait for her berth, and is fast there in time. */
export function motherCall(
  bay: Bay,
  night: Night,
  {
    anchor,
    berth,
    lengthM,
    cruiseKn,
    phase,
  }: { anchor: Place; berth: Place; lengthM: number; cruiseKn: number; phase: number },
): MotherCall {
  const { spot, back } = night.mother;
  const approach = [...OCEAN_WAY.filter(({ lat }) => lat < spot.lat - 0.003), spot, back];
  const way = new Route(bay.inboundBy(approach, anchor, 'west', 0), bay);
  const spotM = way.nearestM(spot);
  const backM = way.nearestM(back);
  const slowUntil = (toM: number) =>
    new Sailing(way, { ...PACE, cruiseKn, slow: [{ fromM: spotM + SLOW_AFTER_M, toM, speedKn: SLOW_KN }] });
  const wantedMs = night.times.back - night.times.slows;
  let [low, high] = [spotM + SLOW_AFTER_M, backM];
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2;
    const sailing = slowUntil(middle);
    if (sailing.msAt(backM) - sailing.msAt(spotM) < wantedMs) low = middle;
    else high = middle;
  }
  const inward = slowUntil(low);
  const beginMs = night.times.slows - inward.msAt(spotM);
  const shift = new Route(bay.passage(anchor, berth), bay);
  const last = new Sailing(shift, { cruiseKn: 8, accelMps2: 0.015, fromRest: true, toRest: true });
  const ends = { fromDeg: way.courseDeg.at(-1) ?? 0, toDeg: shift.courseDeg[0] ?? 0 };
  const waitMs = night.times.berthed - beginMs - inward.durationMs - last.durationMs;
  if (waitMs < 0) throw new RangeError(`the mother ship comes ${-waitMs} ms too late to her berth`);
  return {
    beginMs,
    legs: [sail('in', inward, phase), anchored(anchor, lengthM, phase, ends, waitMs), sail('in', last, phase)],
    arrivesDeg: shift.courseDeg.at(-1) ?? 0,
  };
}
