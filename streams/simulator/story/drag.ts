import { destination, distanceM, normalDeg } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { knotsToMps } from '../../../server/domain/units.ts';
import type { Pose } from '../leg.ts';
import { between, unit, wave } from '../random.ts';
import type { Vessel } from '../vessel.ts';
import type { Sea } from './detour.ts';

const MINUTE_MS = 60_000;
/** Share of the ships at anchor that drag: 107 of 345 did on 2019-09-08 in Tokyo Bay. */
const SHARE = 0.31;
/** The storm has begun so long before the drop, and the last anchor has broken out so long after. */
const BEGINS_BEFORE_MS = 90 * MINUTE_MS;
const BEGINS_AFTER_MS = 100 * MINUTE_MS;
/** To knots of a drag out of rest and back, this long. */
const CHANGE_MS = 2 * MINUTE_MS;
/** She lies to the wind on her second anchor, then steams back to her place. */
const HOLDS_MS = 12 * MINUTE_MS;
const BACK_KN = 2.6;
/** Another hull so near lies alongside her: she cannot be let go of. */
const ALONGSIDE_M = 120;
/** Water on the way: no land or quay nearer than this. */
const CLEAR_M = 220;
/** Broadside more than head to wind: off the wind to port or starboard, degrees. */
const BROACH_DEG = 62;

/** A ship whose anchor does not hold: away before the wind, held, back by her engine; epoch ms, knots, degrees true. */
export interface Drag {
  readonly slot: number;
  readonly fromMs: number;
  readonly heldMs: number;
  readonly backMs: number;
  readonly toMs: number;
  readonly speedKn: number;
  readonly courseDeg: number;
  readonly broachDeg: number;
}

/** Who drags in the storm of the night, in order of time. */
export function dragsOf(sea: Sea, { seed, times }: Night): Drag[] {
  const middleMs = times.slows;
  const now = Array.from({ length: sea.size }, (_, slot) => sea.vessel(slot, middleMs));
  return now
    .filter(({ slot, stage }) => stage === 'anchored' && unit(seed, slot, 450) < SHARE)
    .map((vessel) => dragOf(vessel, seed, middleMs))
    .filter((drag) => isFree(sea, drag, now))
    .sort((a, b) => a.fromMs - b.fromMs);
}

function dragOf({ slot, pose, craft }: Vessel, seed: number, middleMs: number): Drag {
  // high sides catch more wind
  const speedKn = between(0.8, 1.5, seed, slot, 451) + Math.min(0.6, craft.lengthM / 500);
  const fromMs = middleMs + Math.round(between(-BEGINS_BEFORE_MS, BEGINS_AFTER_MS, seed, slot, 452) / 1000) * 1000;
  const heldMs = fromMs + Math.round(between(9, 26, seed, slot, 453)) * MINUTE_MS;
  const backMs = heldMs + HOLDS_MS;
  const wayM = knotsToMps(speedKn) * ((heldMs - fromMs - CHANGE_MS) / 1000);
  const toMs = backMs + (wayM / knotsToMps(BACK_KN)) * 1000 + CHANGE_MS;
  const courseDeg = normalDeg(pose.headingDeg + 180);
  return {
    slot,
    fromMs,
    heldMs,
    backMs,
    toMs,
    speedKn,
    courseDeg,
    broachDeg: slot % 2 === 0 ? BROACH_DEG : -BROACH_DEG,
  };
}

function isFree(sea: Sea, { slot, fromMs, toMs, speedKn, courseDeg, heldMs }: Drag, now: readonly Vessel[]): boolean {
  const [before, after] = [sea.vessel(slot, fromMs - 20 * MINUTE_MS), sea.vessel(slot, toMs + 20 * MINUTE_MS)];
  if (before.stage !== 'anchored' || after.stage !== 'anchored' || before.craft !== after.craft) return false;
  if (now.some((other) => other.slot !== slot && distanceM(other.pose, before.pose) < ALONGSIDE_M)) return false;
  const wayM = knotsToMps(speedKn) * ((heldMs - fromMs) / 1000);
  return [0.25, 0.5, 0.75, 1].every((share) => {
    const spot = destination(before.pose, courseDeg, share * wayM);
    return sea.bay.clearanceM(spot) > CLEAR_M && !sea.bay.isInLane(spot);
  });
}

/** Her pose while she drags, from the one she would have at anchor; null: she does not drag then. */
export function dragged(drag: Drag, anchoredPose: Pose, tMs: number): Pose | null {
  const { fromMs, heldMs, backMs, toMs, speedKn, courseDeg, broachDeg } = drag;
  if (tMs < fromMs || tMs >= toMs) return null;
  const away = stretch({ fromMs, toMs: heldMs }, speedKn, tMs);
  const back = stretch({ fromMs: backMs, toMs }, BACK_KN, tMs);
  const spot = destination(anchoredPose, courseDeg, away.wayM - back.wayM);
  const isAway = tMs < heldMs;
  const sogKn = isAway ? away.speedKn : back.speedKn;
  if (sogKn < anchoredPose.sogKn) return { ...anchoredPose, lon: spot.lon, lat: spot.lat };
  const off = isAway ? (broachDeg * away.speedKn) / speedKn : 0;
  const yawDeg = isAway ? 14 * wave(tMs, 3 * MINUTE_MS, drag.slot * 0.31) : 0;
  return {
    lon: spot.lon,
    lat: spot.lat,
    sogKn,
    cogDeg: isAway ? courseDeg : normalDeg(courseDeg + 180),
    headingDeg: normalDeg(anchoredPose.headingDeg + off + yawDeg),
    rotDegPerMin: 0,
  };
}

/** A run out of rest and into it again with an even change of speed at both ends: metres and knots at a time. */
function stretch(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  topKn: number,
  tMs: number,
): { wayM: number; speedKn: number } {
  const after = Math.max(0, Math.min(toMs - fromMs, tMs - fromMs));
  const left = toMs - fromMs - after;
  const rising = Math.min(after, CHANGE_MS);
  const falling = Math.max(0, CHANGE_MS - left);
  const steady = Math.max(0, after - CHANGE_MS - falling);
  const seconds = (rising ** 2 / 2 + falling * CHANGE_MS - falling ** 2 / 2) / CHANGE_MS / 1000 + steady / 1000;
  return { wayM: knotsToMps(topKn) * seconds, speedKn: topKn * Math.min(1, after / CHANGE_MS, left / CHANGE_MS) };
}
