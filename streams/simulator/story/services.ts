import { distanceM } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import type { Pose } from '../leg.ts';
import type { Vessel } from '../vessel.ts';
import { besides, type Detour, detour, quayOf, type Sea } from './detour.ts';
import { PILOT_WITHIN_M } from './holds.ts';
import { CAST, type Decoy } from './roles.ts';
import { decoyMs, firstSpan, nightSpan } from './spans.ts';

const MINUTE_MS = 60_000;
/** Water between two hulls alongside, metres. */
const FENDER_M = 4;

/** What boats of service do on the night, and the decoys they make. */
export interface Made {
  readonly detours: readonly Detour[];
  readonly decoy: Decoy;
}

/** A pilot boat alongside a ship that slows down at a pilot point. */
export function pilotAlongside(sea: Sea, night: Night): Made {
  const ship = CAST.piloted;
  const points = sea.bay.points('pilot');
  const span = firstSpan(wide(night), (tMs) => {
    const { stage, pose } = sea.vessel(ship, tMs);
    return stage === 'in' && pose.sogKn < 3.2 && points.some((point) => distanceM(point, pose) < PILOT_WITHIN_M);
  });
  if (!span) throw new Error('no ship takes a pilot on this night');
  const [fromMs, toMs] = [span.fromMs + MINUTE_MS / 2, span.toMs - MINUTE_MS / 2];
  const host = sea.vessel(ship, fromMs);
  const boat = nearestQuay(sea, 'pilot', host.pose, fromMs)[0] as number;
  const beside = { ...alongside(host, sea.vessel(boat, fromMs), 1), durationMs: toMs - fromMs };
  const errand = { fromMs, legs: [besides(poseOf(sea, ship), beside)] };
  return made(sea, 'decoy-pilot-alongside', { slots: [boat], hosts: [ship], errands: [errand] });
}

/** Two tugs that take a large tanker off her berth. */
export function tugsOnTanker(sea: Sea, night: Night): Made {
  const ship = CAST.tugged;
  const leaves = firstSpan(wide(night), (tMs) => sea.vessel(ship, tMs).stage === 'out');
  if (!leaves) throw new Error('no tanker leaves on this night');
  const fromMs = leaves.fromMs + 8 * MINUTE_MS;
  const host = sea.vessel(ship, fromMs);
  const tugs = nearestQuay(sea, 'tug', host.pose, fromMs).slice(0, 2);
  const errands = tugs.map((tug, i) => {
    const { starboardM } = alongside(host, sea.vessel(tug, fromMs), i === 0 ? 1 : -1);
    const aheadM = middleM(host) + (i === 0 ? 0.28 : -0.3) * host.craft.lengthM;
    return { fromMs, legs: [besides(poseOf(sea, ship), { aheadM, starboardM, durationMs: 20 * MINUTE_MS })] };
  });
  return made(sea, 'decoy-tugs-on-tanker', { slots: tugs, hosts: [ship], errands });
}

/** A crew launch, on the agents' list, alongside a ship at anchor off Yokohama. */
export function crewLaunch(sea: Sea, night: Night, busy: ReadonlySet<number>): Made {
  const fromMs = decoyMs(night, [23, 30], 1);
  const toMs = fromMs + 21 * MINUTE_MS;
  const ship = anchored(sea, 'anch-yokohama', { fromMs, toMs: toMs + 60 * MINUTE_MS }).find(
    ({ slot, craft }) => craft.lengthM > 66 && !busy.has(slot),
  );
  if (!ship) throw new Error('no ship at anchor off Yokohama for a launch');
  const rests = (slot: number) =>
    [-60, 0, 90].every((m) => sea.vessel(slot, fromMs + m * MINUTE_MS).stage === 'moored');
  const launch = nearestQuay(sea, 'ferry', ship.pose, fromMs).find(
    (slot) => sea.vessel(slot, fromMs).ais === 'A' && rests(slot),
  );
  if (launch === undefined) throw new Error('no launch is free');
  const beside = { ...alongside(ship, sea.vessel(launch, fromMs), -1), durationMs: toMs - fromMs };
  const errand = { fromMs, legs: [besides(poseOf(sea, ship.slot), beside)] };
  return made(sea, 'decoy-crew-launch', { slots: [launch], hosts: [ship.slot], errands: [errand] });
}

/** Vessels at anchor in an anchorage all through a time. */
export function anchored(sea: Sea, id: string, { fromMs, toMs }: { fromMs: number; toMs: number }): Vessel[] {
  const outline = sea.bay.anchorage(id);
  const centre = {
    lon: outline.reduce((sum, [lon = 0]) => sum + lon, 0) / outline.length,
    lat: outline.reduce((sum, [, lat = 0]) => sum + lat, 0) / outline.length,
  };
  const all = Array.from({ length: sea.size }, (_, slot) => sea.vessel(slot, fromMs));
  return all
    .filter(({ stage, untilMs, pose }) => stage === 'anchored' && untilMs > toMs && distanceM(pose, centre) < 3500)
    .filter(({ slot }) => sea.vessel(slot, fromMs - 30 * MINUTE_MS).stage === 'anchored')
    .filter(({ slot }) => slot !== CAST.mother);
}

function made(
  sea: Sea,
  role: Decoy['role'],
  { slots, hosts, errands }: { slots: number[]; hosts: number[]; errands: Parameters<typeof detour>[2][] },
): Made {
  const [first] = errands;
  if (!first) throw new Error(`${role}: nobody takes part`);
  const { fromMs, legs } = first;
  const toMs = legs.reduce((sum, { durationMs }) => sum + durationMs, fromMs);
  const { lon, lat } = (legs[0] as (typeof legs)[number]).pose(fromMs, 0);
  const detours = slots.map((slot, i) => detour(sea, slot, errands[i] as Parameters<typeof detour>[2]));
  return { detours, decoy: { role, fromMs, toMs, place: { lon, lat }, slots, hosts } };
}

/** Slots of a group by how near their quays are to a place. */
function nearestQuay(sea: Sea, group: Vessel['group'], place: Pose, tMs: number): number[] {
  return Array.from({ length: sea.size }, (_, slot) => slot)
    .filter((slot) => sea.vessel(slot, tMs).group === group)
    .map((slot) => ({ slot, awayM: distanceM(quayOf(sea, slot, tMs), place) }))
    .sort((a, b) => a.awayM - b.awayM)
    .map(({ slot }) => slot);
}

const poseOf = (sea: Sea, slot: number) => (tMs: number) => sea.vessel(slot, tMs).pose;
const wide = (night: Night) => {
  const { fromMs, toMs } = nightSpan(night);
  return { fromMs: fromMs - 60 * MINUTE_MS, toMs };
};
/** Metres from the antenna forward to amidships. */
const middleM = ({ craft }: Vessel): number => (craft.toBowM - craft.toSternM) / 2;

/** Beside her amidships, hull to hull, to starboard (1) or port (-1); metres from antenna to antenna. */
function alongside(host: Vessel, boat: Vessel, side: 1 | -1): { aheadM: number; starboardM: number } {
  const hostM = side > 0 ? host.craft.toStarboardM : host.craft.toPortM;
  const boatM = side > 0 ? boat.craft.toPortM : boat.craft.toStarboardM;
  return { aheadM: middleM(host) - middleM(boat), starboardM: side * (hostM + boatM + FENDER_M) };
}
