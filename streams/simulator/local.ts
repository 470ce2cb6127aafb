import { destination, distanceM, type LonLat } from '../../server/domain/geo/geodesy.ts';
import type { Bay } from './bay.ts';
import { type Berths, HARBOURS, type HarbourName, type Place } from './berths.ts';
import { type Craft, craftOf } from './craft.ts';
import { GROUPS } from './groups.ts';
import { alongside, eight, type Leg, moored, sail, shuttle } from './leg.ts';
import { GROUNDS, LOCAL_ROWS, type LocalRow } from './local-table.ts';
import type { Host } from './ocean.ts';
import { type PlanLeg, restMs } from './plan.ts';
import { between, pick, unit } from './random.ts';
import { type Corner, Route, Sailing } from './route.ts';
import { Slot, STORY_MS } from './slot.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT_MS = STORY_MS - HOUR_MS;

/** For barges: from which harbour and over which water ships of a port are reached. */
const BARGE_WAYS: Record<string, { home: HarbourName; ground: keyof typeof GROUNDS }> = {
  'JP YOK': { home: 'honmoku', ground: 'tsurumi-pilot' },
  'JP KWS': { home: 'kawasaki', ground: 'kawasaki-pilot' },
  'JP TYO': { home: 'tokyo', ground: 'oi-fairway' },
  'JP CHB': { home: 'chiba', ground: 'chiba-deep-pilot' },
  'JP KZU': { home: 'kimitsu', ground: 'kisarazu-pilot' },
};

interface LocalDraft {
  readonly row: LocalRow;
  /** Number within the row. */
  readonly nth: number;
  readonly index: number;
  readonly seed: number;
  readonly craft: Craft;
}

/** Harbour craft, fishing boats, yachts and government vessels, slots from `first` on. */
export function localSlots(
  bay: Bay,
  berths: Berths,
  given: { seed: number; first: number; hosts: readonly Host[] },
): Slot[] {
  const { seed, first } = given;
  let index = first;
  const grounds: Taken[] = [];
  return LOCAL_ROWS.flatMap((row) =>
    Array.from({ length: row.count }, (_, nth) => {
      const [min, max] = GROUPS[row.group].lengthM;
      const lengthM = row.lengthM ?? Math.round(between(min, max, seed, index, 51));
      const craft = craftOf(row.group, { seed, slot: index, visit: 0, lengthM });
      const draft = { row, nth, index: index++, seed, craft };
      if (row.way === 'idle') return idleSlot(draft, berths);
      if (row.way === 'barge') return bargeSlot(bay, berths, draft, given.hosts);
      return tripSlot(bay, berths, draft, grounds);
    }),
  );
}

const homeOf = ({ row, nth }: LocalDraft): HarbourName => row.homes[nth % row.homes.length] ?? 'osanbashi';

function idleSlot(draft: LocalDraft, berths: Berths): Slot {
  const home = homeOf(draft);
  const place = berths.berth(home, draft.craft.lengthM);
  const ends = { fromDeg: place.headingDeg, toDeg: place.headingDeg };
  return fixedSlot(draft, DAY_MS, STORY_MS - 9 * HOUR_MS, [moored(place, ends, DAY_MS)], place.code);
}

function fixedSlot(draft: LocalDraft, periodMs: number, originMs: number, legs: readonly Leg[], code: string): Slot {
  const voyage = { destination: `>${code}`, etaMs: 0 };
  const plan = { craft: draft.craft, legs: legs.map((leg): PlanLeg => ({ ...leg, voyage })) };
  return new Slot(draft.index, draft.row.group, draft.row.ais, periodMs, originMs, () => plan);
}

/** Out to a ship at anchor, alongside for three quarters of an hour, home. */
function bargeSlot(bay: Bay, berths: Berths, draft: LocalDraft, hosts: readonly Host[]): Slot {
  const { nth, index, seed, craft } = draft;
  const big = hosts.filter(({ lengthM, place }) => lengthM > 66 && place.code in BARGE_WAYS);
  const host = big[(nth * Math.max(1, Math.floor(big.length / draft.row.count))) % big.length];
  const way = BARGE_WAYS[host?.place.code ?? ''];
  if (!host || !way) throw new Error(`no ship at anchor for barge ${nth}`);
  const place = berths.berth(way.home, craft.lengthM);
  const ways = bay.localWays(place, GROUNDS[way.ground], host.place);
  const gapM = host.lengthM / 12 + craft.toPortM + craft.toStarboardM + 4;
  const work = alongside(host, gapM, between(40, 65, seed, index, 52) * 60_000);
  return roundTrip(bay, draft, { place, ways, work });
}

/** Where somebody works, and how far from there. */
interface Taken extends LonLat {
  readonly radiusM: number;
}

function tripSlot(bay: Bay, berths: Berths, draft: LocalDraft, taken: Taken[]): Slot {
  const { row, nth, index, seed, craft } = draft;
  const place = berths.berth(homeOf(draft), craft.lengthM);
  const { ground, work } = workplace(bay, draft, taken);
  const ways = bay.localWays(place, ground, work);
  const isPair = row.group === 'purse' && nth < 2;
  const form = {
    centre: work,
    radiusM: row.radiusM * (row.group === 'purse' ? 1 : between(0.7, 1.1, seed, index, 53)),
    speedKn: row.speedKn * (row.group === 'purse' ? 1 : between(0.8, 1.15, seed, index, 54)),
    turnedDeg: isPair ? 40 : between(0, 360, seed, index, 55),
    // the net boats of a purse seine work side by side
    besideM: isPair ? (nth === 0 ? -11 : 11) : 0,
    navStatus: row.navStatus,
  };
  const aboutMs =
    { night: 10.5, day: 5.5, cycle: between(0.7, 1.4, seed, index, 56), barge: 0, idle: 0 }[row.way] * HOUR_MS;
  // one dredger goes ahead and astern along a trench
  const isDredging = row.group === 'dredge' && nth === 1;
  return roundTrip(bay, draft, { place, ways, work: isDredging ? shuttle(form, aboutMs) : eight(form, aboutMs) });
}

/**
 * A point with room to work near one of the row's grounds; the nearest ground to the home comes first by its order in the row. Of
 * the points tried the one furthest from others at work: who has pots, nets or lines out keeps clear of others'.
 */
function workplace(bay: Bay, { row, nth, index, seed }: LocalDraft, taken: Taken[]): { ground: LonLat; work: LonLat } {
  const names = row.grounds;
  const name = names[nth % names.length] ?? pick(names, seed, index);
  const ground = GROUNDS[name];
  // the whole purse-seine group keeps together: two net boats on one spot, three carriers round them
  const isPair = row.group === 'purse' && nth < 2;
  const key = isPair ? 0 : index;
  let best: LonLat | null = null;
  let bestM = Number.NEGATIVE_INFINITY;
  for (let attempt = 0; attempt < 40; attempt++) {
    const awayM = between(100, row.group === 'conger' || row.group === 'trawl' ? 1700 : 600, seed, key, attempt, 57);
    const work = destination(ground, 360 * unit(seed, key, attempt, 58), awayM);
    if (bay.clearanceM(work) < Math.min(1000, row.radiusM + 150) || bay.isInLane(work)) continue;
    const roomM = row.group === 'purse' ? 0 : roomAt(work, row.radiusM, taken);
    if (roomM <= bestM) continue;
    best = work;
    bestM = roomM;
  }
  const work = best ?? ground;
  taken.push({ ...work, radiusM: row.radiusM });
  return { ground, work };
}

/** Metres between the waters of two at work, the nearest of all others'; below 0: they overlap. */
const roomAt = (work: LonLat, radiusM: number, taken: readonly Taken[]): number =>
  taken.reduce((least, other) => Math.min(least, distanceM(work, other) - radiusM - other.radiusM), 10_000);

interface Trip {
  readonly place: Place;
  readonly ways: { readonly out: readonly Corner[]; readonly back: readonly Corner[] };
  readonly work: Leg;
}

/** Out, work, back, and at the quay until the next time. */
function roundTrip(bay: Bay, draft: LocalDraft, { place, ways, work }: Trip): Slot {
  const { row, index, seed, craft } = draft;
  const pace = { cruiseKn: craft.cruiseKn, accelMps2: GROUPS[row.group].accelMps2, fromRest: true, toRest: true };
  const phase = unit(seed, index, 59);
  const [outRoute, backRoute] = [new Route(ways.out, bay), new Route(ways.back, bay)];
  const out = sail('out', new Sailing(outRoute, pace), phase);
  const back = sail('in', new Sailing(backRoute, pace), phase);
  const awayMs = out.durationMs + work.durationMs + back.durationMs;
  const periodMs =
    row.way === 'night' || row.way === 'day' ? DAY_MS : awayMs + between(2.5, 5, seed, index, 60) * HOUR_MS;
  const rest = restMs(periodMs, [out, work, back]);
  const ends = { fromDeg: backRoute.courseDeg.at(-1) ?? 0, toDeg: outRoute.courseDeg[0] ?? 0 };
  const legs = [out, work, back, moored(place, ends, rest)];
  return fixedSlot(draft, periodMs, originOf(draft, out.durationMs, awayMs, rest), legs, HARBOURS[homeOf(draft)].code);
}

/** When visit 0 begins, so that the picture at 01:00 is the table's. */
function originOf({ row, nth, index, seed }: LocalDraft, outMs: number, awayMs: number, rest: number): number {
  if (row.way === 'night') {
    // work begins between 18:00 and 20:00 of the evening; a purse-seine group begins together
    const hours = row.group === 'purse' ? -5.5 : between(-6, -4, seed, index, 61);
    return MIDNIGHT_MS + hours * HOUR_MS - outMs;
  }
  if (row.way === 'day') return MIDNIGHT_MS + between(6, 10, seed, index, 62) * HOUR_MS;
  const share = between(0.03, 0.97, seed, index, 63);
  return nth < (row.outAtStory ?? 0) ? STORY_MS - awayMs * share : STORY_MS - awayMs - rest * share;
}
