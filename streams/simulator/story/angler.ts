import {
  destination,
  distanceM,
  initialBearingDeg,
  type LonLat,
  normalDeg,
} from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { knotsToMps, mpsToKnots } from '../../../server/domain/units.ts';
import type { Bay } from '../bay.ts';
import { GROUPS } from '../groups.ts';
import type { Leg } from '../leg.ts';
import { wave } from '../random.ts';
import { Route } from '../route.ts';
import { detour, off, type Sea } from './detour.ts';
import { anchored, type Made } from './services.ts';
import { decoyMs } from './spans.ts';
import { Timetable, timed } from './timed.ts';

const MINUTE_MS = 60_000;
/** Knots between his spots. */
const RUN_KN = 7;
const REST_KN = 1.2;
const STAYS_MS = 74_000;
/** He comes so near to her side, metres; beyond `AWAY_M` he fishes. */
const NEAR_M = 32;
const AWAY_M = 650;

/** An angler on nobody's list, who fishes off a bulk carrier at anchor and for a minute and a half goes right up to her. */
export function anglerAtBulk(sea: Sea, night: Night, slot: number, busy: ReadonlySet<number>): Made {
  const nearMs = decoyMs(night, [0, 20], 2);
  const ship = anchored(sea, 'anch-nakanose-w', { fromMs: nearMs - 60 * MINUTE_MS, toMs: nearMs + 90 * MINUTE_MS })
    .filter(({ slot: other }) => !busy.has(other))
    .sort((a, b) => Number(b.group === 'bulk') - Number(a.group === 'bulk') || b.craft.lengthM - a.craft.lengthM)[0];
  if (!ship) throw new Error('no ship at anchor off Nakanose for the angler');
  const { pose, craft } = sea.vessel(ship.slot, nearMs);
  const middle = off(pose, (craft.toBowM - craft.toSternM) / 2, craft.toStarboardM);
  const side = destination(middle, pose.headingDeg + 90, NEAR_M);
  const before = destination(middle, pose.headingDeg + 80, AWAY_M);
  const after = destination(middle, pose.headingDeg + 115, AWAY_M);
  const there = run(sea.bay, before, side);
  const away = run(sea.bay, side, after);
  const fishing = [drifting(before, 28 * MINUTE_MS), drifting(after, 45 * MINUTE_MS)] as const;
  const beginMs = nearMs - there.durationMs;
  const legs = [
    fishing[0],
    there.at(beginMs),
    resting(side, initialBearingDeg(before, side), STAYS_MS),
    away.at(nearMs + STAYS_MS),
    fishing[1],
  ];
  const errand = { fromMs: beginMs - fishing[0].durationMs, legs };
  const decoy = {
    role: 'decoy-angler',
    fromMs: nearMs - 10_000,
    toMs: nearMs + STAYS_MS + 10_000,
    place: side,
  } as const;
  return { detours: [detour(sea, slot, errand)], decoy: { ...decoy, slots: [slot], hosts: [ship.slot] } };
}

function run(bay: Bay, from: LonLat, to: LonLat): { durationMs: number; at: (beginMs: number) => Leg } {
  const route = new Route(
    [from, to].map(({ lon, lat }) => ({ lon, lat, starboardM: 0 })),
    bay,
  );
  const accel = GROUPS.small.accelMps2;
  const [fast, slow] = [knotsToMps(RUN_KN), knotsToMps(REST_KN)];
  const changeM = (fast ** 2 - slow ** 2) / accel;
  const durationMs = ((2 * (fast - slow)) / accel + (route.lengthM - changeM) / fast) * 1000;
  const at = (beginMs: number) =>
    timed(
      'working',
      new Timetable(
        route,
        [
          { alongM: 0, atMs: beginMs, speedKn: REST_KN },
          { alongM: route.lengthM, atMs: beginMs + durationMs, speedKn: REST_KN },
        ],
        accel,
      ),
      0.5,
    );
  return { durationMs, at };
}

/** Stays on a spot; his bow wanders. */
function resting(at: LonLat, headingDeg: number, durationMs: number): Leg {
  return {
    stage: 'working',
    navStatus: 0,
    durationMs,
    pose: (tMs) => ({
      ...{ lon: at.lon, lat: at.lat },
      sogKn: 0.2,
      cogDeg: headingDeg,
      headingDeg: normalDeg(headingDeg + 6 * wave(tMs, 40_000, 0.3)),
      rotDegPerMin: 0,
    }),
  };
}

/** Drifts some hundred metres round a spot, from it and back to it. */
function drifting(spot: LonLat, durationMs: number): Leg {
  const at = (afterMs: number) => {
    const share = afterMs / durationMs;
    return destination(spot, 200 + 140 * share, 120 * Math.sin(Math.PI * share));
  };
  return {
    stage: 'working',
    navStatus: 0,
    durationMs,
    pose: (tMs, afterMs) => {
      const [last, next] = [at(afterMs - 5000), at(afterMs + 5000)];
      const cogDeg = initialBearingDeg(last, next);
      const sogKn = mpsToKnots(distanceM(last, next) / 10);
      return {
        ...at(afterMs),
        sogKn,
        cogDeg,
        headingDeg: normalDeg(cogDeg + 60 * wave(tMs, 300_000, 0.8)),
        rotDegPerMin: 0,
      };
    },
  };
}
