import type { Motion } from './motion.ts';
import { eastM, northM } from './polar.ts';
import type { RadarTarget } from './target.ts';

/** Apart for so long, two that were not told apart count as told apart again, ms. */
const APART_MS = 18_000;
/** A motion that breaks so long after they were last in company is not for that, ms. */
const WATCH_MS = 50_000;
/** A change of velocity below this is no break in the motion, m/s; beyond it so many sigmas. */
const BREAK_MPS = 1.5;
/** A break this long before two were not told apart belongs to their meeting, ms. */
const BREAK_BEFORE_MS = 30_000;
const SIGMAS = 2;
/** So much better (difference of squared distances) must "they were exchanged" explain what came of a meeting than "they were not". */
const CLEARLY = 7;
/** AIS not older than this says who is who, ms. */
const NAMED_MS = 15_000;
/** Nothing of how they moved before helps after so long a meeting, ms. */
const LONGEST_MS = 4 * 60_000;

/** Two whose echoes could have been exchanged, and how each moved before. */
interface Meeting {
  readonly a: RadarTarget;
  readonly b: RadarTarget;
  readonly aBefore: Motion;
  readonly bBefore: Motion;
  readonly sinceMs: number;
  lastMs: number;
  isConcluded: boolean;
}

/** What is told of a meeting that is over. */
export interface MeetingEnd {
  /** They went on as the other had come: each is the other now. */
  exchanged(a: RadarTarget, b: RadarTarget): void;
  /** A motion broke: who is who is not sure. */
  unsure(a: RadarTarget, b: RadarTarget): void;
}

/** Watches close passes, and says afterwards who is who by how each moved before, or that it cannot be said. */
export class SwapWatch {
  private readonly meetings = new Map<RadarTarget, Map<RadarTarget, Meeting>>();

  /**
   * These two are in company; `isAmbiguous`: their echoes could as well be exchanged. One whom AIS names at the time is not mistaken.
   */
  meet(a: RadarTarget, b: RadarTarget, atMs: number, isAmbiguous: boolean): void {
    if (a.isAid || b.isAid || isNamed(a, atMs) || isNamed(b, atMs) || a.row < 0 || b.row < 0) return;
    const [first, second] = a.bornMs <= b.bornMs ? [a, b] : [b, a];
    let others = this.meetings.get(first);
    if (others?.get(second) === undefined && !isAmbiguous) return;
    if (others === undefined) {
      others = new Map();
      this.meetings.set(first, others);
    }
    const known = others.get(second);
    if (known !== undefined) known.lastMs = atMs;
    else {
      const [aBefore, bBefore] = [first.motion.copy(), second.motion.copy()];
      others.set(second, { a: first, b: second, aBefore, bBefore, sinceMs: atMs, lastMs: atMs, isConcluded: false });
    }
  }

  /** Settles the meetings that are over. */
  settle(nowMs: number, end: MeetingEnd): void {
    for (const [first, others] of this.meetings) {
      for (const [second, meeting] of others) {
        const apartMs = nowMs - meeting.lastMs;
        if (apartMs < APART_MS) continue;
        if (first.isGone || second.isGone || apartMs > WATCH_MS || isTold(meeting)) others.delete(second);
        else if (isBroken(meeting)) {
          others.delete(second);
          conclude(meeting, end);
          if (!first.isAnchored && !second.isAnchored) end.unsure(first, second);
        } else if (!meeting.isConcluded) conclude(meeting, end);
      }
      if (others.size === 0) this.meetings.delete(first);
    }
  }
}

const isNamed = (target: RadarTarget, atMs: number): boolean => target.isAnchored && atMs - target.aisMs < NAMED_MS;

/** True: AIS has said in the meantime who is who. */
const isTold = ({ a, b, sinceMs }: Meeting): boolean => a.aisMs > sinceMs || b.aisMs > sinceMs;

const isBroken = ({ a, b, aBefore, bBefore, sinceMs }: Meeting): boolean =>
  Math.max(a.brokeMs, b.brokeMs) > sinceMs - BREAK_BEFORE_MS || breakOf(a, aBefore) || breakOf(b, bBefore);

/** Exchanges the two where how they moved before says so. */
function conclude(meeting: Meeting, end: MeetingEnd): void {
  if (meeting.isConcluded) return;
  meeting.isConcluded = true;
  const { a, b, sinceMs, lastMs } = meeting;
  const [aBefore, bBefore] = [meeting.aBefore.copy(), meeting.bBefore.copy()];
  for (const motion of [aBefore, bBefore]) motion.predictTo(Math.max(a.motion.atMs, b.motion.atMs));
  const kept = unlike(aBefore, a.motion) + unlike(bBefore, b.motion);
  const exchanged = unlike(aBefore, b.motion) + unlike(bBefore, a.motion);
  if (lastMs - sinceMs < LONGEST_MS && exchanged + CLEARLY < kept) end.exchanged(a, b);
}

function breakOf({ motion }: RadarTarget, before: Motion): boolean {
  const limit = Math.max(BREAK_MPS, SIGMAS * Math.sqrt(Math.max(motion.veVe, motion.vnVn)));
  return Math.hypot(motion.ve - before.ve, motion.vn - before.vn) > limit;
}

/** Squared distance, normalised, of place and velocity between where one was expected and where one is. */
function unlike(expected: Motion, found: Motion): number {
  const lateS = (expected.atMs - found.atMs) / 1000;
  const east = eastM(expected.lon, found.lon, found.lat) + found.ve * lateS;
  const north = northM(expected.lat, found.lat) + found.vn * lateS;
  const place = (east * east) / (expected.ee + found.ee) + (north * north) / (expected.nn + found.nn);
  const velocity =
    (found.ve - expected.ve) ** 2 / (expected.veVe + found.veVe) +
    (found.vn - expected.vn) ** 2 / (expected.vnVn + found.vnVn);
  return place + velocity;
}
