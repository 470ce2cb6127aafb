import {
  destination,
  distanceM,
  initialBearingDeg,
  type LonLat,
  normalDeg,
  turnDeg,
} from '../../server/domain/geo/geodesy.ts';
import { knotsToMps, mpsToKnots } from '../../server/domain/units.ts';
import type { Place } from './berths.ts';
import { wave } from './random.ts';
import type { Sailing } from './route.ts';

/** AIS navigational status. */
const STATUS = { underWay: 0, anchored: 1, restricted: 3, moored: 5, fishing: 7 } as const;

/** How a vessel lies and moves at a moment; degrees true, knots. */
export interface Pose extends LonLat {
  readonly sogKn: number;
  readonly cogDeg: number;
  readonly headingDeg: number;
  readonly rotDegPerMin: number;
}

export type Stage = 'in' | 'out' | 'anchored' | 'moored' | 'working';

/** One stretch of a vessel's plan. */
export interface Leg {
  readonly stage: Stage;
  readonly navStatus: number;
  readonly durationMs: number;
  /** `tMs` story time, `afterMs` since the leg began. */
  readonly pose: (tMs: number, afterMs: number) => Pose;
}

const MINUTE_MS = 60_000;

/** Sails a route. */
export function sail(stage: Stage, sailing: Sailing, phase: number): Leg {
  return {
    stage,
    navStatus: STATUS.underWay,
    durationMs: sailing.durationMs,
    pose: (tMs, afterMs) => {
      const motion = sailing.at(afterMs);
      return { ...motion, headingDeg: normalDeg(motion.cogDeg + 1.8 * wave(tMs, 7 * MINUTE_MS, phase)) };
    },
  };
}

/** Lies at a quay; comes to its direction in the first minutes and turns to leave in the last. */
export function moored(place: Place, ends: Ends, durationMs: number): Leg {
  return {
    stage: 'moored',
    navStatus: STATUS.moored,
    durationMs,
    pose: (_tMs, afterMs) => {
      const turned = blended(place.headingDeg, ends, {
        afterMs,
        durationMs,
        overMs: 4 * MINUTE_MS,
        steadyDeg: place.headingDeg,
      });
      return { lon: place.lon, lat: place.lat, sogKn: 0, cogDeg: turned, headingDeg: turned, rotDegPerMin: 0 };
    },
  };
}

/** Courses before and after a stay, so that no ship spins in no time. */
export interface Ends {
  readonly fromDeg: number;
  readonly toDeg: number;
}

/**
 * From the course of arrival to the heading of the stay and on to the course of leaving. `steadyDeg` is the heading to which she
 * turns, one fixed angle near `headingDeg`, so that the sense of the turn does not change while she yaws.
 */
function blended(
  headingDeg: number,
  { fromDeg, toDeg }: Ends,
  at: { afterMs: number; durationMs: number; overMs: number; steadyDeg: number },
): number {
  const come = Math.max(0, Math.min(1, at.afterMs / at.overMs));
  const go = Math.max(0, Math.min(1, (at.durationMs - at.afterMs) / at.overMs));
  if (come === 1 && go === 1) return headingDeg;
  const [endDeg, share] = come < 1 ? [fromDeg, come] : [toDeg, go];
  return normalDeg(endDeg + (turnDeg(endDeg, at.steadyDeg) + turnDeg(at.steadyDeg, headingDeg)) * share);
}

/** Heading of every anchored ship: the wind of the night with the tide (12.4 h) and her own yawing. */
function windwardDeg(tMs: number, phase: number): number {
  const tide = Math.sin((2 * Math.PI * tMs) / (12.42 * 3_600_000));
  return normalDeg(8 + 28 * tide + 7 * (phase - 0.5) + 5 * wave(tMs, (9 + 5 * phase) * MINUTE_MS, phase));
}

/** Metres of chain and ship between anchor and antenna. */
const scopeM = (lengthM: number): number => 60 + 0.7 * lengthM;

/** Where a ship of that length lies round her anchor. */
function swinging(place: LonLat, lengthM: number, phase: number, tMs: number): Pose {
  return swung(place, tMs, (at) => ({ headingDeg: windwardDeg(at, phase), chainM: scopeM(lengthM) }));
}

function swung(place: LonLat, tMs: number, lie: (tMs: number) => { headingDeg: number; chainM: number }): Pose {
  const spot = (at: number) => {
    const { headingDeg, chainM } = lie(at);
    return destination(place, headingDeg + 180, chainM);
  };
  const [before, after] = [spot(tMs - 4000), spot(tMs + 4000)];
  const { headingDeg } = lie(tMs);
  return {
    ...spot(tMs),
    sogKn: mpsToKnots(distanceM(before, after) / 8),
    cogDeg: initialBearingDeg(before, after),
    headingDeg,
    rotDegPerMin: turnDeg(lie(tMs - 4000).headingDeg, lie(tMs + 4000).headingDeg) * 7.5,
  };
}

/** Anchors at a place: pays out chain after arrival, heaves in before leaving. */
export function anchored(place: Place, lengthM: number, phase: number, ends: Ends, durationMs: number): Leg {
  const overMs = Math.min(15 * MINUTE_MS, durationMs / 2);
  return {
    stage: 'anchored',
    navStatus: STATUS.anchored,
    durationMs,
    pose: (tMs, afterMs) =>
      swung(place, tMs, (at) => {
        const after = Math.max(0, Math.min(durationMs, afterMs + at - tMs));
        const out = Math.min(1, after / overMs, (durationMs - after) / overMs);
        const turnMs = after < durationMs / 2 ? tMs - afterMs + overMs : tMs - afterMs + durationMs - overMs;
        const steadyDeg = windwardDeg(turnMs, phase);
        const headingDeg = blended(windwardDeg(at, phase), ends, { afterMs: after, durationMs, overMs, steadyDeg });
        return { headingDeg, chainM: scopeM(lengthM) * out };
      }),
  };
}

/** Lies alongside a ship at anchor, on her starboard side. */
export function alongside(
  host: { place: Place; lengthM: number; phase: number },
  gapM: number,
  durationMs: number,
): Leg {
  const overMs = 6 * MINUTE_MS;
  const spot = (tMs: number, afterMs: number) => {
    const ship = swinging(host.place, host.lengthM, host.phase, tMs);
    const beside = destination(ship, ship.headingDeg + 90, gapM);
    const share = Math.max(0, Math.min(1, afterMs / overMs, (durationMs - afterMs) / overMs));
    const mix = (a: number, b: number) => a + (b - a) * share;
    return { ship, lon: mix(host.place.lon, beside.lon), lat: mix(host.place.lat, beside.lat) };
  };
  return {
    stage: 'working',
    navStatus: STATUS.moored,
    durationMs,
    pose: (tMs, afterMs) => {
      const { ship, lon, lat } = spot(tMs, afterMs);
      const last = spot(tMs - 8000, afterMs - 8000);
      const sogKn = mpsToKnots(distanceM(last, { lon, lat }) / 8);
      const cogDeg = initialBearingDeg(last, { lon, lat });
      return { lon, lat, sogKn, cogDeg, headingDeg: ship.headingDeg, rotDegPerMin: ship.rotDegPerMin };
    },
  };
}

/** A figure of eight about a point: how fishing boats, dredgers and waiting tugs move. */
export interface Eight {
  readonly centre: LonLat;
  readonly radiusM: number;
  readonly speedKn: number;
  /** Degrees the eight is turned by. */
  readonly turnedDeg: number;
  /** Metres to starboard of it, for boats that work side by side. */
  readonly besideM: number;
  readonly navStatus: number;
}

/** Whole rounds of a figure of eight that take about `aboutMs`. */
export function eight(form: Eight, aboutMs: number): Leg {
  const omega = knotsToMps(form.speedKn) / form.radiusM / 1000;
  const roundMs = (2 * Math.PI) / omega;
  const spot = (afterMs: number) => {
    const angle = omega * afterMs;
    const [x, y] = [Math.sin(angle), Math.sin(2 * angle) / 2];
    const courseDeg = normalDeg((Math.atan2(Math.cos(angle), Math.cos(2 * angle)) * 180) / Math.PI + form.turnedDeg);
    const middle = destination(
      form.centre,
      normalDeg((Math.atan2(x, y) * 180) / Math.PI + form.turnedDeg),
      Math.hypot(x, y) * form.radiusM,
    );
    return { ...destination(middle, courseDeg + 90, form.besideM), courseDeg };
  };
  return {
    stage: 'working',
    navStatus: form.navStatus,
    durationMs: Math.max(1, Math.round(aboutMs / roundMs)) * roundMs,
    pose: (_tMs, afterMs) => {
      const here = spot(afterMs);
      const [last, next] = [spot(afterMs - 2000), spot(afterMs + 2000)];
      return {
        lon: here.lon,
        lat: here.lat,
        sogKn: mpsToKnots(distanceM(last, next) / 4),
        cogDeg: here.courseDeg,
        headingDeg: here.courseDeg,
        rotDegPerMin: turnDeg(last.courseDeg, next.courseDeg) * 15,
      };
    },
  };
}

/** Ahead and astern along a line with one heading, as dredgers work; whole rounds that take about `aboutMs`. */
export function shuttle(form: Omit<Eight, 'besideM'>, aboutMs: number): Leg {
  const omega = knotsToMps(form.speedKn) / form.radiusM / 1000;
  const roundMs = (2 * Math.PI) / omega;
  const headingDeg = normalDeg(form.turnedDeg);
  return {
    stage: 'working',
    navStatus: form.navStatus,
    durationMs: Math.max(1, Math.round(aboutMs / roundMs)) * roundMs,
    pose: (_tMs, afterMs) => {
      const aheadM = form.radiusM * Math.sin(omega * afterMs);
      const speedKn = form.speedKn * Math.cos(omega * afterMs);
      return {
        ...destination(form.centre, headingDeg, aheadM),
        sogKn: Math.abs(speedKn),
        cogDeg: speedKn >= 0 ? headingDeg : normalDeg(headingDeg + 180),
        headingDeg,
        rotDegPerMin: 0,
      };
    },
  };
}
