import type { LonLat } from '../../server/domain/geo/geodesy.ts';
import type { Bay } from './bay.ts';
import type { Berths, Place } from './berths.ts';
import { type Craft, craftOf } from './craft.ts';
import { GROUPS, type Group } from './groups.ts';
import { anchored, moored, sail } from './leg.ts';
import { ANCHORAGES, type AnchorageName, OCEAN_SHIPS, type OceanShip } from './ocean-table.ts';
import { type Plan, restMs } from './plan.ts';
import { between, hash32, pick, unit } from './random.ts';
import { Route, Sailing } from './route.ts';
import { Slot, STORY_MS } from './slot.ts';

const HOUR_MS = 3_600_000;
/** SEA LANTERN passes here at 00:58 of the story. */
const LANTERN_AT: LonLat = { lon: 139.735, lat: 35.13 };
const LANTERN_MS = STORY_MS - 2 * 60_000;
const HOME_PORTS = ['JP NGO', 'JP OSA', 'JP UKB', 'JP SHS', 'JP SDJ', 'JP TMK', 'JP MIZ', 'JP HIJ', 'JP KOJ'];
const FAR_PORTS = ['CN SHA', 'CN NGB', 'KR PUS', 'TW KHH', 'SG SIN', 'US LAX', 'US OAK', 'CA VAN', 'AU PHE', 'HK HKG'];

/** Vessels at anchor at 01:00, for barges to lie alongside of. */
export interface Host {
  readonly place: Place;
  readonly lengthM: number;
  readonly phase: number;
}

/** The 156 ships of the sea trades, slots from `first` on. */
export function oceanSlots(bay: Bay, berths: Berths, seed: number, first: number): { slots: Slot[]; hosts: Host[] } {
  const anchorPlaces = allAnchors(bay, berths, seed);
  const drafts = OCEAN_SHIPS.map((ship, i) => {
    const [min, max] = GROUPS[ship.group].lengthM;
    // most coasters are of one size: 499 tons, 76 m
    const isSmall = (ship.group === 'general' || ship.group === 'tanker') && unit(seed, first + i, 31) < 0.65;
    const lengthM = i === 0 ? 98 : Math.round(isSmall ? between(62, 80, seed, i, 32) : between(min, max, seed, i, 33));
    return { ship, index: first + i, lengthM };
  });
  const places = new Map<number, Place>();
  for (const { ship, index, lengthM } of [...drafts].sort((a, b) => b.lengthM - a.lengthM)) {
    const place = ship.berth
      ? berths.berth(ship.berth, lengthM)
      : anchorPlaces.get(ship.anchorage ?? 'anch-tokyo')?.pop();
    if (!place) throw new Error(`no place left for a ${ship.group} at ${ship.anchorage}`);
    places.set(index, place);
  }
  // ships under way are spread evenly along their ways, those who stay at random
  const moving = { in: 0, out: 0 };
  const total = (stage: string) => drafts.filter(({ ship }) => ship.stage === stage).length;
  const shareAt = ({ stage }: OceanShip, index: number) => {
    if (stage === 'stay') return between(0.04, 0.96, seed, index, 44);
    // seven is coprime to both numbers: neighbours of the table get places far apart
    return (((moving[stage]++ * 7) % total(stage)) + between(0.25, 0.75, seed, index, 44)) / total(stage);
  };
  const hosts: Host[] = [];
  const slots = drafts.map(({ ship, index, lengthM }) => {
    const place = places.get(index) as Place;
    const phase = unit(seed, index, 34);
    if (ship.stage === 'stay' && place.kind === 'anchor') hosts.push({ place, lengthM, phase });
    return oceanSlot(bay, {
      ship,
      index,
      lengthM,
      place,
      phase,
      seed,
      isLantern: index === first,
      share: shareAt(ship, index),
    });
  });
  return { slots, hosts };
}

function allAnchors(bay: Bay, berths: Berths, seed: number): Map<AnchorageName, Place[]> {
  const names = Object.keys(ANCHORAGES) as AnchorageName[];
  return new Map(
    names.map((name) => {
      const { hub, code } = ANCHORAGES[name];
      const count = OCEAN_SHIPS.filter(({ anchorage }) => anchorage === name).length;
      const key = ({ lon, lat }: LonLat) => hash32(seed, lon * 1e6, lat * 1e6);
      const places = berths.anchors(bay.anchorage(name), count, hub, code);
      return [name, places.sort((a, b) => key(a) - key(b))];
    }),
  );
}

interface OceanDraft {
  readonly ship: OceanShip;
  readonly index: number;
  readonly lengthM: number;
  readonly place: Place;
  readonly phase: number;
  readonly seed: number;
  readonly isLantern: boolean;
  /** How much of her stage is behind her at 01:00, 0 to 1. */
  readonly share: number;
}

function oceanSlot(bay: Bay, draft: OceanDraft): Slot {
  const { ship, index, place, seed, isLantern } = draft;
  const roll = (purpose: number) => unit(seed, index, purpose);
  const gate = isLantern ? 1 : Math.floor(roll(41) * 3);
  const spread = isLantern ? 0 : 2 * roll(42) - 1;
  const ways = {
    in: new Route(bay.inbound(place, place.hub, gate, spread), bay),
    out: new Route(bay.outbound(place, place.hub, gate, -spread), bay),
  };
  const periodMs = between(18, 30, seed, index, 43) * HOUR_MS;
  const timing = { periodMs, originMs: 0 };
  const planOf = (visit: number) => oceanPlan(draft, ways, visit, timing);
  const [inMs = 0, stayMs = 0, outMs = 0] = planOf(0).legs.map(({ durationMs }) => durationMs);
  const share = draft.share;
  const goneMs = { in: inMs * share, stay: inMs + stayMs * share, out: inMs + stayMs + outMs * share }[ship.stage];
  timing.originMs = STORY_MS - goneMs;
  if (isLantern) {
    const sailing = new Sailing(ways.in, { cruiseKn: 11.5, accelMps2: 0.015, fromRest: false, toRest: true });
    timing.originMs = LANTERN_MS - sailing.closestMs(LANTERN_AT);
  }
  return new Slot(index, ship.group, 'A', periodMs, timing.originMs, planOf);
}

function oceanPlan(
  draft: OceanDraft,
  ways: { in: Route; out: Route },
  visit: number,
  { periodMs, originMs }: { periodMs: number; originMs: number },
): Plan {
  const { ship, index, place, lengthM, phase, seed } = draft;
  const isLantern = draft.isLantern && visit === 0;
  const craft = isLantern ? lantern(seed, index) : craftOf(ship.group, { seed, slot: index, visit, lengthM });
  const pace = { cruiseKn: craft.cruiseKn, accelMps2: GROUPS[ship.group].accelMps2 };
  const inward = sail('in', new Sailing(ways.in, { ...pace, fromRest: false, toRest: true }), phase);
  const outward = sail('out', new Sailing(ways.out, { ...pace, fromRest: true, toRest: false }), phase);
  const ends = { fromDeg: ways.in.courseDeg.at(-1) ?? 0, toDeg: ways.out.courseDeg[0] ?? 0 };
  const stayMs = restMs(periodMs, [inward, outward]);
  const stay = place.kind === 'anchor' ? anchored(place, lengthM, phase, ends, stayMs) : moored(place, ends, stayMs);
  const beginMs = originMs + visit * periodMs;
  const arriveMs = isLantern ? Date.UTC(2026, 10, 23, 19, 30) : roundedTo(beginMs + inward.durationMs, HOUR_MS / 2);
  const here = { destination: `>${place.code}${place.kind === 'anchor' ? ' OFF' : ''}`, etaMs: arriveMs };
  const isCoaster = ship.group === 'general' || ship.group === 'tanker' || ship.group === 'passenger';
  const next = pick(isCoaster ? HOME_PORTS : FAR_PORTS, seed, index, visit, 45);
  const sailsMs = beginMs + inward.durationMs + stayMs;
  const there = {
    destination: `>${next}`,
    etaMs: roundedTo(sailsMs + between(14, 200, seed, index, visit, 46) * HOUR_MS, HOUR_MS),
  };
  return {
    craft,
    legs: [
      { ...inward, voyage: here },
      { ...stay, voyage: here },
      { ...outward, voyage: there },
    ],
  };
}

const roundedTo = (tMs: number, stepMs: number): number => Math.ceil(tMs / stepMs) * stepMs;

function lantern(seed: number, slot: number): Craft {
  const made = craftOf('general' satisfies Group, { seed, slot, visit: 0, lengthM: 98 });
  return { ...made, name: 'SEA LANTERN', shipType: 70, cruiseKn: 11.5, draughtM: 5.2 };
}
