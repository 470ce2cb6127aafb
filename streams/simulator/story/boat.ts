import { destination, initialBearingDeg, type LonLat, normalDeg } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { knotsToMps, mpsToKnots } from '../../../server/domain/units.ts';
import type { Bay } from '../bay.ts';
import type { Place } from '../berths.ts';
import { craftOf } from '../craft.ts';
import { GROUPS } from '../groups.ts';
import { type Leg, moored } from '../leg.ts';
import { wave } from '../random.ts';
import { Route } from '../route.ts';
import { Slot, STORY_MS } from '../slot.ts';
import { type Mark, Timetable, timed } from './timed.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Her days begin at noon, so that the night is within one. */
const NOON_MS = STORY_MS - 13 * HOUR_MS;
const LENGTH_M = 10;
const NO_VOYAGE = { destination: '', etaMs: 0 };
/** As slowly as she goes at a quay, knots. */
const REST_KN = 1.2;
/** In the basin, before and after the quay, knots, and for how many metres. */
const BASIN_KN = 5;
const BASIN_M = 350;

/** The white boat without name, number or AIS that fetches the float: in her basin but for the night of the story. */
export function boatSlot(bay: Bay, night: Night, index: number): Slot {
  const { seed } = night;
  const craft = craftOf('small', { seed, slot: index, visit: 0, lengthM: LENGTH_M });
  const basin: Place = { ...night.boat.ways.basin, kind: 'berth', hub: 'west', code: '', headingDeg: 0 };
  const story = nightLegs(bay, night, basin).map((leg) => ({ ...leg, voyage: NO_VOYAGE }));
  const idle = [{ ...moored(basin, { fromDeg: 0, toDeg: 0 }, DAY_MS), voyage: NO_VOYAGE }];
  return new Slot(index, 'small', 'none', DAY_MS, NOON_MS, (visit) => ({ craft, legs: visit === 0 ? story : idle }));
}

function nightLegs(bay: Bay, night: Night, basin: Place): Leg[] {
  const { times, circle, drift, boat } = night;
  const { ways } = boat;
  const out = new Route(corners([...ways.outward, ...ways.onward.slice(1)]), bay);
  const southboundM = out.nearestM(ways.outward.at(-1) as LonLat);
  const outward = run(out, [
    { alongM: 0, atMs: times.leaves, speedKn: REST_KN },
    { alongM: BASIN_M, atMs: times.leaves + crawlMs(), speedKn: BASIN_KN },
    { alongM: southboundM, atMs: times.southbound, speedKn: 9 },
    { alongM: out.lengthM, atMs: times.lies, speedKn: REST_KN },
  ]);
  const wait = drifting(ways.onward.at(-1) as LonLat, drift.courseDeg, times.setsOff - times.lies);
  const circling = circles(circle, drift.courseDeg, times);
  const entry = circling.pose(times.circles, 0);
  const leaving = circling.pose(times.runs, times.runs - times.circles);
  const over = new Route(corners([wait.end, destination(entry, entry.cogDeg + 180, 150), entry]), bay);
  const towards = run(over, [
    { alongM: 0, atMs: times.setsOff, speedKn: REST_KN },
    { alongM: over.lengthM, atMs: times.circles, speedKn: entry.sogKn },
  ]);
  const home = new Route(corners([leaving, ...ways.northward, ...ways.homeward.slice(1)]), bay);
  const back = run(home, [
    { alongM: 0, atMs: times.runs, speedKn: leaving.sogKn },
    { alongM: home.nearestM(ways.homeward[0] as LonLat), atMs: times.crosses, speedKn: 24 },
    { alongM: home.lengthM - BASIN_M, atMs: times.basin - crawlMs(), speedKn: BASIN_KN },
    { alongM: home.lengthM, atMs: times.basin, speedKn: REST_KN },
  ]);
  const ends = { fromDeg: 0, toDeg: out.courseDeg[0] ?? 0 };
  const after = { fromDeg: home.courseDeg.at(-1) ?? 0, toDeg: 0 };
  return [
    moored(basin, ends, times.leaves - NOON_MS),
    timed('out', outward, 0.1),
    wait.leg,
    timed('out', towards, 0.2),
    circling,
    timed('in', back, 0.3),
    moored(basin, after, NOON_MS + DAY_MS - times.basin),
  ];
}

const corners = (points: readonly LonLat[]) => points.map(({ lon, lat }) => ({ lon, lat, starboardM: 0 }));
const run = (route: Route, marks: readonly Mark[]) => new Timetable(route, marks, GROUPS.small.accelMps2);
const crawlMs = (): number => (BASIN_M / knotsToMps(BASIN_KN)) * 1000 + 15_000;

/** Lies stopped and drifts with a third of a knot. */
function drifting(from: LonLat, courseDeg: number, durationMs: number): { leg: Leg; end: LonLat } {
  const mps = knotsToMps(0.3);
  const spot = (afterMs: number) => destination(from, courseDeg, (mps * afterMs) / 1000);
  const leg: Leg = {
    stage: 'working',
    navStatus: 0,
    durationMs,
    pose: (tMs, afterMs) => ({
      ...spot(afterMs),
      sogKn: mpsToKnots(mps),
      cogDeg: courseDeg,
      headingDeg: normalDeg(courseDeg + 80 + 15 * wave(tMs, 240_000, 0.4)),
      rotDegPerMin: 0,
    }),
  };
  return { leg, end: spot(durationMs) };
}

/** Slow circles, so timed that she is at the float when she lifts it. */
function circles(centre: Night['circle'], driftDeg: number, times: Night['times']): Leg {
  const speedKn = 1.7;
  const degPerMs = ((knotsToMps(speedKn) / centre.radiusM) * 180) / Math.PI / 1000;
  const spot = (tMs: number) => destination(centre, driftDeg + 180 + degPerMs * (tMs - times.lifts), centre.radiusM);
  return {
    stage: 'working',
    navStatus: 0,
    durationMs: times.runs - times.circles,
    pose: (tMs) => {
      const cogDeg = initialBearingDeg(spot(tMs - 2000), spot(tMs + 2000));
      return { ...spot(tMs), sogKn: speedKn, cogDeg, headingDeg: cogDeg, rotDegPerMin: degPerMs * 60_000 };
    },
  };
}
