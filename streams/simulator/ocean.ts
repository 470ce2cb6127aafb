import { distanceM, type LonLat } from '../../server/domain/geo/geodesy.ts';
import { isInRings } from '../../server/domain/geo/land.ts';
import type { Night } from '../../server/domain/story/night.ts';
import type { Bay } from './bay.ts';
import type { Berths, Place } from './berths.ts';
import { type Craft, craftOf } from './craft.ts';
import { GROUPS, type Group } from './groups.ts';
import { anchored, moored, sail } from './leg.ts';
import { ANCHORAGES, type AnchorageName, OCEAN_SHIPS, type OceanShip } from './ocean-table.ts';
import { type Plan, restMs } from './plan.ts';
import { between, hash32, pick, unit } from './random.ts';
import { type Pace, Route, Sailing } from './route.ts';
import { Slot, STORY_MS } from './slot.ts';
import { slowStretches } from './story/holds.ts';
import { type MotherCall, motherCall } from './story/mother.ts';

const HOUR_MS = 3_600_000;
/** Where the mother ship of the story berths: Honmoku D. */
const HONMOKU_D: LonLat = { lon: 139.6733, lat: 35.4339 };
const MOTHER_LENGTH_M = 98;
const HOME_PORTS = ['JP NGO', 'JP OSA', 'JP UKB', 'JP SHS', 'JP SDJ', 'JP TMK', 'JP MIZ', 'JP HIJ', 'JP KOJ'];
const FAR_PORTS = ['CN SHA', 'CN NGB', 'KR PUS', 'TW KHH', 'SG SIN', 'US LAX', 'US OAK', 'CA VAN', 'AU PHE', 'HK HKG'];

/** Vessels at anchor at 01:00, for barges to lie alongside of. */
export interface Host {
  readonly place: Place;
  readonly lengthM: number;
  readonly phase: number;
}

/** The 156 ships of the sea trades, slots from `first` on. */
export function oceanSlots(bay: Bay, berths: Berths, night: Night, first: number): { slots: Slot[]; hosts: Host[] } {
  const { seed } = night;
  const anchorPlaces = allAnchors(bay, berths, seed);
  const waitsAt = freeAnchor(bay, anchorPlaces.get('anch-yokohama') ?? []);
  const drafts = OCEAN_SHIPS.map((ship, i) => {
    const [min, max] = GROUPS[ship.group].lengthM;
    // most coasters are of one size: 499 tons, 76 m
    const isSmall = (ship.group === 'general' || ship.group === 'tanker') && unit(seed, first + i, 31) < 0.65;
    const lengthM =
      i === 0 ? MOTHER_LENGTH_M : Math.round(isSmall ? between(62, 80, seed, i, 32) : between(min, max, seed, i, 33));
    return { ship, index: first + i, lengthM };
  });
  const places = new Map<number, Place>();
  for (const { ship, index, lengthM } of [...drafts].sort((a, b) => b.lengthM - a.lengthM)) {
    const isHonmokuD = index === first && night.isCanonical;
    const place = isHonmokuD
      ? berths.berthNear(HONMOKU_D, 'honmoku', lengthM)
      : ship.berth
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
    const draft = { ship, index, lengthM, place, phase, seed, share: shareAt(ship, index) };
    if (index > first) return oceanSlot(bay, draft, null);
    const craft = mother(night, index);
    const call = motherCall(bay, night, { anchor: waitsAt, berth: place, lengthM, cruiseKn: craft.cruiseKn, phase });
    return oceanSlot(bay, draft, { craft, call });
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

/** A place in an anchorage as far as may be from those that ships have there. */
function freeAnchor(bay: Bay, places: readonly Place[]): Place {
  const [model] = places;
  if (!model) throw new Error('the anchorage has no places');
  const outline = bay.anchorage('anch-yokohama');
  const roomM = (point: LonLat) => places.reduce((least, other) => Math.min(least, distanceM(point, other)), 10_000);
  const lons = outline.map(([lon = 0]) => lon);
  const lats = outline.map(([, lat = 0]) => lat);
  const [west, south] = [Math.min(...lons), Math.min(...lats)];
  const [wide, high] = [Math.max(...lons) - west, Math.max(...lats) - south];
  let best = { ...model };
  for (let i = 0; i < 1600; i++) {
    const point = { lon: west + (wide * (i % 40)) / 39, lat: south + (high * Math.floor(i / 40)) / 39 };
    if (isInRings([outline], point) && roomM(point) > roomM(best)) best = { ...best, ...point };
  }
  return best;
}

interface OceanDraft {
  readonly ship: OceanShip;
  readonly index: number;
  readonly lengthM: number;
  readonly place: Place;
  readonly phase: number;
  readonly seed: number;
  /** How much of her stage is behind her at 01:00, 0 to 1. */
  readonly share: number;
}

/** The mother ship of the story on the call of its night, her visit 0. */
interface Mother {
  readonly craft: Craft;
  readonly call: MotherCall;
}

function oceanSlot(bay: Bay, draft: OceanDraft, mother: Mother | null): Slot {
  const { ship, index, place, seed, share } = draft;
  const roll = (purpose: number) => unit(seed, index, purpose);
  const gate = mother ? 1 : Math.floor(roll(41) * 3);
  const spread = mother ? 0 : 2 * roll(42) - 1;
  const ways = {
    in: new Route(bay.inbound(place, place.hub, gate, spread), bay),
    out: new Route(bay.outbound(place, place.hub, gate, -spread), bay),
  };
  const periodMs = between(18, 30, seed, index, 43) * HOUR_MS;
  const timing = { periodMs, originMs: mother?.call.beginMs ?? 0 };
  const slow = slowStretches(bay, index, ways.in);
  const planOf = (visit: number) =>
    oceanPlan(draft, ways, { visit, timing, ...(visit === 0 ? { mother, slow } : { mother: null, slow: [] }) });
  if (!mother) {
    const [inMs = 0, stayMs = 0, outMs = 0] = planOf(0).legs.map(({ durationMs }) => durationMs);
    const goneMs = { in: inMs * share, stay: inMs + stayMs * share, out: inMs + stayMs + outMs * share }[ship.stage];
    timing.originMs = STORY_MS - goneMs;
  }
  return new Slot(index, ship.group, 'A', periodMs, timing.originMs, planOf);
}

function oceanPlan(
  draft: OceanDraft,
  ways: { in: Route; out: Route },
  on: { visit: number; timing: { periodMs: number; originMs: number }; mother: Mother | null; slow: Pace['slow'] },
): Plan {
  const { ship, index, place, lengthM, phase, seed } = draft;
  const { visit, mother, slow = [] } = on;
  const { periodMs, originMs } = on.timing;
  const craft = mother?.craft ?? craftOf(ship.group, { seed, slot: index, visit, lengthM });
  const pace = { cruiseKn: craft.cruiseKn, accelMps2: GROUPS[ship.group].accelMps2 };
  const inward = mother?.call.legs ?? [
    sail('in', new Sailing(ways.in, { ...pace, fromRest: false, toRest: true, slow }), phase),
  ];
  const outward = sail('out', new Sailing(ways.out, { ...pace, fromRest: true, toRest: false }), phase);
  const ends = {
    fromDeg: mother?.call.arrivesDeg ?? ways.in.courseDeg.at(-1) ?? 0,
    toDeg: ways.out.courseDeg[0] ?? 0,
  };
  const stayMs = restMs(periodMs, [...inward, outward]);
  const stay = place.kind === 'anchor' ? anchored(place, lengthM, phase, ends, stayMs) : moored(place, ends, stayMs);
  const inMs = inward.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const beginMs = originMs + visit * periodMs;
  const arriveMs = mother ? beginMs + inMs - 20 * 60_000 : roundedTo(beginMs + inMs, HOUR_MS / 2);
  const here = { destination: `>${place.code}${place.kind === 'anchor' ? ' OFF' : ''}`, etaMs: arriveMs };
  const isCoaster = ship.group === 'general' || ship.group === 'tanker' || ship.group === 'passenger';
  const next = pick(isCoaster ? HOME_PORTS : FAR_PORTS, seed, index, visit, 45);
  const sailsMs = beginMs + inMs + stayMs;
  const there = {
    destination: `>${next}`,
    etaMs: roundedTo(sailsMs + between(14, 200, seed, index, visit, 46) * HOUR_MS, HOUR_MS),
  };
  return {
    craft,
    legs: [
      ...inward.map((leg) => ({ ...leg, voyage: here })),
      { ...stay, voyage: here },
      { ...outward, voyage: there },
    ],
  };
}

const roundedTo = (tMs: number, stepMs: number): number => Math.ceil(tMs / stepMs) * stepMs;

function mother({ seed, mother: { name } }: Night, slot: number): Craft {
  const made = craftOf('general' satisfies Group, { seed, slot, visit: 0, lengthM: MOTHER_LENGTH_M });
  return { ...made, name, shipType: 70, cruiseKn: 11.5, draughtM: 5.2 };
}
