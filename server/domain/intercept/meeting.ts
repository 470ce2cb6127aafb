import type { LonLat } from '../geo/geodesy.ts';
import type { PaceAsk } from '../route/pace.ts';
import type { NoRoute, WaterRoute, WaterRouter } from '../route/water-route.ts';
import { knotsToMps } from '../units.ts';
import { type Motion, placeAfter, speedOf } from './motion.ts';

/** How far ahead a meeting is looked for, seconds. */
export const HORIZON_S = 3 * 3600;
/** A meeting is known to so many seconds: less than a route is good for. */
const WITHIN_S = 10;
const MOST_TRIES = 24;
/** A target that is seen is on water, whatever a coarse coast says: a basin between piers is not on it. Metres to water that is. */
const SEEN_REACH_M = 1_500;
/** ... where it is going, only so far. */
const AHEAD_REACH_M = 100;

export interface Chase extends PaceAsk {
  /** Where the boat is. */
  readonly from: LonLat;
}

/** The first meeting of a boat with a target along the water. */
export interface Meeting {
  readonly kind: 'meets';
  /** Seconds from now, as reckoned and at most. */
  readonly inS: number;
  readonly lateS: number;
  readonly at: LonLat;
  readonly route: WaterRoute;
  /** The target's course ends at the shore before: it must turn there, or land. */
  readonly isAtShore: boolean;
}
/** `too-fast`: not within three hours as the target goes now. */
export interface NoMeeting {
  readonly kind: 'none';
  readonly why: 'too-fast' | NoRoute;
}

interface Try {
  readonly t: number;
  /** Seconds that the boat is late for the target at `t`; 0 or less: it is there. */
  readonly late: number;
  readonly route: WaterRoute;
}

/**
 * The first point on the target's way that the boat reaches no later than the target. Each step goes as far as boat and target can close on
 * each other at best, so that no meeting is passed over, and further where they close steadily; then the interval is halved. A target whose
 * course leads ashore is taken to wait where it leaves the water.
 * Throws RangeError for a speed that is none.
 */
export function meet(
  router: WaterRouter,
  chase: Chase,
  motion: Motion,
  shoreS = shoreAfterS(router, motion),
): Meeting | NoMeeting {
  const routeTo = (t: number): WaterRoute | NoRoute =>
    router.route({ ...chase, to: placeAfter(motion, t), toReachM: SEEN_REACH_M });
  let ashore: WaterRoute | NoRoute | null = null;
  const tried = (t: number): Try | NoRoute => {
    if (t >= shoreS) ashore ??= routeTo(shoreS);
    const route = t >= shoreS && ashore !== null ? ashore : routeTo(t);
    return typeof route === 'string' ? route : { t, late: route.durationS - t, route };
  };
  const now = tried(0);
  if (typeof now === 'string') return { kind: 'none', why: now };
  if (now.late <= WITHIN_S || speedOf(motion) === 0)
    return told(now, speedOf(motion) === 0 ? now.route.durationS : now.t, motion, shoreS);
  const closing = chase.speedKn / (chase.speedKn + speedOf(motion));
  let before = now;
  let step = now.late * closing;
  for (let n = 0; n < MOST_TRIES; n++) {
    const t = before.t + Math.max(step, WITHIN_S);
    if (t > HORIZON_S) break;
    const next = tried(t);
    if (typeof next === 'string') return { kind: 'none', why: next };
    if (next.late <= WITHIN_S) return between(tried, before, next, (found, inS) => told(found, inS, motion, shoreS));
    const gainPerS = (before.late - next.late) / (next.t - before.t);
    const surely = next.late * closing;
    step = gainPerS > 0.05 ? Math.max(surely, Math.min(4 * surely, next.late / gainPerS)) : 2 * surely;
    before = next;
  }
  return { kind: 'none', why: 'too-fast' };
}

/** Steps in which the way of a target is looked at, metres. */
const LOOK_M = 250;

/**
 * Seconds until a target's course leads ashore, to ten; Infinity: not within three hours. Of its own draught nothing is known. The same for
 * every boat, so it is found once.
 */
export function shoreAfterS(router: WaterRouter, motion: Motion): number {
  const mps = knotsToMps(speedOf(motion));
  if (mps === 0 || motion.kind === 'drift') return Number.POSITIVE_INFINITY;
  const movedM = router.awayFromWaterM(placeAfter(motion, 0), SEEN_REACH_M);
  const reachM = Math.max(AHEAD_REACH_M, (movedM ?? 0) + 100);
  const isAfloat = (t: number): boolean => router.awayFromWaterM(placeAfter(motion, t), reachM) !== null;
  const stepS = Math.max(WITHIN_S, LOOK_M / mps);
  for (let t = stepS; t <= HORIZON_S; t += stepS) {
    if (isAfloat(t)) continue;
    let [afloat, ashore] = [t - stepS, t];
    while (ashore - afloat > WITHIN_S) {
      const middle = (afloat + ashore) / 2;
      if (isAfloat(middle)) afloat = middle;
      else ashore = middle;
    }
    return afloat;
  }
  return Number.POSITIVE_INFINITY;
}

function between(
  tried: (t: number) => Try | NoRoute,
  from: Try,
  to: Try,
  tell: (found: Try, inS: number) => Meeting,
): Meeting {
  let [early, there] = [from, to];
  for (let n = 0; n < 8 && there.late < -WITHIN_S && there.t - early.t > WITHIN_S; n++) {
    const share = early.late / (early.late - there.late);
    const t = early.t + (there.t - early.t) * Math.max(0.1, Math.min(0.95, share + 0.02));
    const middle = tried(t);
    if (typeof middle === 'string') break;
    if (middle.late <= WITHIN_S) there = middle;
    else early = middle;
  }
  return tell(there, Math.max(there.t, there.route.durationS));
}

function told({ route }: Try, inS: number, motion: Motion, shoreS: number): Meeting {
  const lateS = Math.max(inS, inS + (route.lateS - route.durationS));
  return { kind: 'meets', inS, lateS, at: placeAfter(motion, Math.min(inS, shoreS)), route, isAtShore: inS > shoreS };
}

/** A place where a target may land, and how much sooner the boat is there. */
export interface CutOff<T extends LonLat> {
  readonly place: T;
  readonly boatS: number;
  readonly targetS: number;
}

/**
 * Of the places where a target may land, those where the boat is first, the most time to spare first. The target is taken to go by water
 * at its speed, in water of any known depth and through traffic routes.
 */
export function cutOffs<T extends LonLat>(
  router: WaterRouter,
  chase: Chase,
  target: { readonly at: LonLat; readonly speedKn: number },
  places: readonly T[],
): CutOff<T>[] {
  if (!(target.speedKn > 0)) return [];
  const found: CutOff<T>[] = [];
  for (const place of places) {
    const theirs = router.route({
      from: target.at,
      to: place,
      speedKn: target.speedKn,
      draughtM: 0,
      isEmergency: true,
    });
    if (typeof theirs === 'string') continue;
    const ours = router.route({ ...chase, to: place });
    if (typeof ours === 'string' || ours.durationS >= theirs.durationS) continue;
    found.push({ place, boatS: ours.durationS, targetS: theirs.durationS });
  }
  return found.sort((a, b) => b.targetS - b.boatS - (a.targetS - a.boatS));
}
