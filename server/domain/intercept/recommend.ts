import type { LonLat } from '../geo/geodesy.ts';
import type { WaterRouter } from '../route/water-route.ts';
import { METRES_PER_NM } from '../units.ts';
import { type Meeting, meet, type NoMeeting } from './meeting.ts';
import { type Motion, placeAfter } from './motion.ts';

/** Fuel that stays in the tank, as a share of what is needed: ours. */
const RESERVE = 0.2;
/** A watch at sea ends after so many hours; ours, from reliefs of 2-3 hours and a day's duty. */
export const MOST_HOURS = 12;
/** A position older than this makes a boat a guess, seconds. */
const OLD_S = 180;

export interface Candidate {
  readonly boatId: string;
  /** Last known position; null: never heard. */
  readonly at: LonLat | null;
  /** Seconds since. */
  readonly ageS: number;
  readonly maxKn: number;
  readonly cruiseKn: number;
  readonly draughtM: number;
  /** Hours at cruising speed with a full tank, and how full it is, 0-1. */
  readonly enduranceH: number;
  readonly fuel: number;
  /** Hours that the crew is on duty. */
  readonly crewH: number;
  /** Crew is on board. */
  readonly isManned: boolean;
  readonly isOutOfService: boolean;
  /** It has an open order. */
  readonly isTasked: boolean;
  readonly berth: LonLat;
  readonly office: string;
}

/** Why a boat stands where it stands in the list; words are the console's. */
export type Ground =
  | { readonly code: 'way'; readonly lengthM: number; readonly straightM: number; readonly speedKn: number }
  /** Share of the tank that the way there and back takes, and how full it is; 0-1. */
  | { readonly code: 'fuel'; readonly need: number; readonly have: number }
  | { readonly code: 'crew-hours'; readonly hours: number; readonly afterH: number }
  | { readonly code: 'position-old'; readonly ageS: number }
  | { readonly code: 'other-office'; readonly office: string }
  | { readonly code: 'tasked' | 'out-of-service' | 'no-crew' | 'no-position' | 'unsounded' | 'narrow' }
  | { readonly code: 'no-meeting'; readonly why: NoMeeting['why'] };

export interface Ranked {
  readonly boatId: string;
  /** False: it must not be sent, or cannot be there. */
  readonly isFit: boolean;
  readonly meeting: Meeting | null;
  /** What speaks against it first. */
  readonly grounds: readonly Ground[];
  /** Of these, what makes it unfit. */
  readonly against: readonly Ground['code'][];
}

export interface Mission {
  readonly motion: Motion;
  /** Traffic routes at full speed. */
  readonly isEmergency: boolean;
  /** Whose waters: the office that sends. */
  readonly office: string;
  /** Seconds until the target's course leads ashore (`shoreAfterS`). */
  readonly shoreS: number;
}

/** What one boat can do: when it meets the target, and what speaks for and against it. */
export function judge(router: WaterRouter, boat: Candidate, mission: Mission): Ranked {
  const barred: Ground[] = [];
  if (boat.isOutOfService) barred.push({ code: 'out-of-service' });
  if (!boat.isManned) barred.push({ code: 'no-crew' });
  if (boat.isTasked) barred.push({ code: 'tasked' });
  if (boat.at === null) barred.push({ code: 'no-position' });
  const grounds: Ground[] = [];
  let meeting: Meeting | null = null;
  if (boat.at !== null) {
    const { maxKn: speedKn, draughtM } = boat;
    const found = meet(
      router,
      { from: boat.at, speedKn, draughtM, isEmergency: mission.isEmergency },
      mission.motion,
      mission.shoreS,
    );
    if (found.kind === 'none') barred.push({ code: 'no-meeting', why: found.why });
    else {
      meeting = found;
      barred.push(...ofWay(router, boat, found, grounds));
    }
  }
  if (boat.at !== null && boat.ageS > OLD_S) grounds.push({ code: 'position-old', ageS: boat.ageS });
  if (boat.office !== mission.office) grounds.push({ code: 'other-office', office: boat.office });
  return {
    boatId: boat.boatId,
    isFit: barred.length === 0,
    meeting,
    grounds: [...barred, ...grounds],
    against: barred.map(({ code }) => code),
  };
}

/** Puts to `grounds` what is to be said of the way; answers what makes the boat unfit. */
function ofWay(router: WaterRouter, boat: Candidate, { inS, route }: Meeting, grounds: Ground[]): Ground[] {
  const { lengthM, straightM, isNarrow, unsoundedM } = route;
  grounds.push({ code: 'way', lengthM, straightM, speedKn: boat.maxKn });
  if (isNarrow) grounds.push({ code: 'narrow' });
  if (unsoundedM > 0) grounds.push({ code: 'unsounded' });
  const home = router.route({
    ...{ from: route.points.at(-1) as LonLat, to: boat.berth, speedKn: boat.cruiseKn, draughtM: boat.draughtM },
    isEmergency: false,
  });
  const backM = typeof home === 'string' ? lengthM : home.lengthM;
  const backS = typeof home === 'string' ? inS : home.durationS;
  const fuel: Ground = { code: 'fuel', need: fuelShare(boat, lengthM, backM), have: boat.fuel };
  const crew: Ground = { code: 'crew-hours', hours: boat.crewH, afterH: boat.crewH + (inS + backS) / 3600 };
  const isDry = fuel.need * (1 + RESERVE) > fuel.have;
  const isSpent = crew.afterH > MOST_HOURS;
  if (!isDry) grounds.push(fuel);
  if (!isSpent) grounds.push(crew);
  return [...(isDry ? [fuel] : []), ...(isSpent ? [crew] : [])];
}

/**
 * Share of a full tank for the way out at full speed and back at cruising speed. Power goes with the cube of the speed (propeller law), so
 * fuel for a distance with its square.
 */
function fuelShare({ maxKn, cruiseKn, enduranceH }: Candidate, outM: number, backM: number): number {
  const rangeM = enduranceH * cruiseKn * METRES_PER_NM;
  return (outM * (maxKn / cruiseKn) ** 2 + backM) / rangeM;
}

/** The fit first, by the time of their meeting; then the unfit, by theirs. */
export function inOrder(ranked: readonly Ranked[]): Ranked[] {
  const timeOf = ({ meeting }: Ranked): number => meeting?.inS ?? Number.POSITIVE_INFINITY;
  const key = (a: Ranked, b: Ranked): number => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b));
  return [...ranked].sort((a, b) => Number(b.isFit) - Number(a.isFit) || key(a, b) || (a.boatId < b.boatId ? -1 : 1));
}

export const ROLES_OF_TEAM = ['shadow', 'cut-off', 'landing'] as const;
export type TeamRole = (typeof ROLES_OF_TEAM)[number];

export interface Placed {
  readonly boatId: string;
  readonly role: TeamRole;
  /** Seconds to where it is wanted. */
  readonly inS: number;
}

/**
 * Up to three fit boats at once: the first to meet the target follows it out of its sight, the next cuts it off, and of the others the
 * first at the landing place waits there.
 */
export function team(
  router: WaterRouter,
  ranked: readonly Ranked[],
  boats: ReadonlyMap<string, Candidate>,
  mission: Mission & { readonly landing: LonLat | null },
): Placed[] {
  const fit = inOrder(ranked).filter(({ isFit }) => isFit);
  const placed: Placed[] = [];
  for (const [i, role] of (['shadow', 'cut-off'] as const).entries()) {
    const row = fit[i];
    if (row?.meeting) placed.push({ boatId: row.boatId, role, inS: row.meeting.inS });
  }
  const to = mission.landing ?? (fit.length > 2 ? placeAfter(mission.motion, 0) : null);
  if (to === null) return placed;
  let first: Placed | null = null;
  for (const { boatId } of fit.slice(2)) {
    const boat = boats.get(boatId);
    if (!boat?.at) continue;
    const { maxKn: speedKn, draughtM } = boat;
    const route = router.route({ from: boat.at, to, speedKn, draughtM, isEmergency: mission.isEmergency });
    if (typeof route === 'string') continue;
    if (first === null || route.durationS < first.inS) first = { boatId, role: 'landing', inS: route.durationS };
  }
  return first === null ? placed : [...placed, first];
}
