import { normalDeg, turnDeg } from '../../../server/domain/geo/geodesy.ts';
import { knotsToMps, mpsToKnots } from '../../../server/domain/units.ts';
import type { Leg, Pose, Stage } from '../leg.ts';
import { wave } from '../random.ts';
import type { Motion, Route } from '../route.ts';

/** A craft is to be this far along a route, at this speed, at this time. */
export interface Mark {
  readonly alongM: number;
  readonly atMs: number;
  readonly speedKn: number;
}

/** A stretch of even acceleration. */
interface Stretch {
  readonly fromMs: number;
  readonly alongM: number;
  readonly speedMps: number;
  readonly accelMps2: number;
}

/** Refuses what would be faster, so that a mistake in a timetable is not a boat that flies. */
const FASTEST_MPS = knotsToMps(40);

/** A route run to a timetable: between two marks she changes to one steady speed, keeps it, and changes to the next mark's. */
export class Timetable {
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly route: Route,
    private readonly marks: readonly Mark[],
    accelMps2: number,
  ) {
    for (let i = 1; i < marks.length; i++)
      this.stretches.push(...between(marks[i - 1] as Mark, marks[i] as Mark, accelMps2));
  }

  get beginMs(): number {
    return this.marks[0]?.atMs ?? 0;
  }

  get endMs(): number {
    return this.marks.at(-1)?.atMs ?? 0;
  }

  /** Motion at a story time, held within the timetable's ends. */
  at(tMs: number): Motion {
    const held = Math.max(this.beginMs, Math.min(this.endMs, tMs));
    const on = this.stretches.findLast(({ fromMs }) => fromMs <= held) ?? (this.stretches[0] as Stretch);
    const seconds = (held - on.fromMs) / 1000;
    const speedMps = on.speedMps + on.accelMps2 * seconds;
    const alongM = on.alongM + on.speedMps * seconds + (on.accelMps2 * seconds ** 2) / 2;
    return placed(this.route, alongM, speedMps);
  }
}

function placed(route: Route, alongM: number, speedMps: number): Motion {
  let [low, high] = [0, route.alongM.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((route.alongM[middle] as number) <= alongM) low = middle;
    else high = middle - 1;
  }
  const fromM = route.alongM[low] as number;
  const stretchM = (route.alongM[low + 1] as number) - fromM;
  const share = stretchM > 0 ? Math.max(0, Math.min(1, (alongM - fromM) / stretchM)) : 0;
  const mix = (column: Float64Array) =>
    (column[low] as number) + share * ((column[low + 1] as number) - (column[low] as number));
  const course = route.courseDeg[low] as number;
  const turn = turnDeg(course, route.courseDeg[low + 1] as number);
  return {
    lon: mix(route.lon),
    lat: mix(route.lat),
    sogKn: mpsToKnots(speedMps),
    cogDeg: normalDeg(course + turn * share),
    rotDegPerMin: stretchM > 0 ? (turn / stretchM) * speedMps * 60 : 0,
  };
}

/** Finds the steady speed that covers the way between two marks in their time; the way grows with it, so halving finds it. */
function between(a: Mark, b: Mark, accelMps2: number): Stretch[] {
  const [fromMps, toMps] = [knotsToMps(a.speedKn), knotsToMps(b.speedKn)];
  const seconds = (b.atMs - a.atMs) / 1000;
  const wayM = b.alongM - a.alongM;
  const changes = (mps: number) => [Math.abs(mps - fromMps) / accelMps2, Math.abs(toMps - mps) / accelMps2] as const;
  const covered = (mps: number) => {
    const [first, last] = changes(mps);
    return ((fromMps + mps) / 2) * first + mps * (seconds - first - last) + ((mps + toMps) / 2) * last;
  };
  let [low, high] = [0, FASTEST_MPS];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (covered(middle) < wayM) low = middle;
    else high = middle;
  }
  const [first, last] = changes(low);
  if (first + last > seconds || Math.abs(covered(low) - wayM) > 1) {
    const need = `${Math.round(wayM)} m in ${Math.round(seconds)} s from ${a.speedKn} to ${b.speedKn} kn`;
    throw new RangeError(`timetable: ${need} cannot be run with ${accelMps2} m/s²`);
  }
  const firstM = ((fromMps + low) / 2) * first;
  const steadyS = seconds - first - last;
  const change = (to: number, from: number) => Math.sign(to - from) * accelMps2;
  return [
    { fromMs: a.atMs, alongM: a.alongM, speedMps: fromMps, accelMps2: change(low, fromMps) },
    { fromMs: a.atMs + first * 1000, alongM: a.alongM + firstM, speedMps: low, accelMps2: 0 },
    {
      fromMs: a.atMs + (first + steadyS) * 1000,
      alongM: a.alongM + firstM + low * steadyS,
      speedMps: low,
      accelMps2: change(toMps, low),
    },
  ];
}

/** A leg that runs a timetable. */
export function timed(stage: Stage, timetable: Timetable, phase: number): Leg {
  return {
    stage,
    navStatus: 0,
    durationMs: timetable.endMs - timetable.beginMs,
    pose: (tMs): Pose => {
      const motion = timetable.at(tMs);
      return { ...motion, headingDeg: normalDeg(motion.cogDeg + 2 * wave(tMs, 60_000, phase)) };
    },
  };
}
