import { destination, distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { METRES_PER_NM } from '../../../server/domain/units.ts';
import { hash32, pick } from '../random.ts';
import type { Vessel } from '../vessel.ts';
import type { Sea } from './detour.ts';
import type { Jump, Misnomer, Silence } from './hearing.ts';
import { CAST, type Decoy } from './roles.ts';
import { anchored } from './services.ts';
import { decoyMs } from './spans.ts';

const MINUTE_MS = 60_000;
/** Behind the cranes of Ogishima: who is within `SHADOW_M` is not heard, but who moves among ships that are. */
const CRANES: LonLat = { lon: 139.775, lat: 35.485 };
const SHADOW_M = 3 * METRES_PER_NM;
const SHADOW_MS = 9 * MINUTE_MS;
/** Reception is good where as many neighbours as that are heard, so near. */
const NEIGHBOURS = 3;
const NEIGHBOUR_M = 2 * METRES_PER_NM;
/** Four ships are put elsewhere by the same vector. */
const JUMPERS = 4;
const JUMP_M = 2.1 * METRES_PER_NM;
const JUMP_MS = 5 * MINUTE_MS;

/** A fault with the decoy it makes. */
export interface Faulty<T> {
  readonly faults: readonly T[];
  readonly decoy: Decoy;
}

const isStill = ({ pose }: Vessel): boolean => pose.sogKn < 0.5;

/** Ships that are lost together behind the cranes, at the hour of the night or as near to it as one who moves is lost with them. */
export function aisShadow(sea: Sea, night: Night): Faulty<Silence> {
  const hourMs = decoyMs(night, [0, 14], 4);
  const begins = Array.from({ length: 29 }, (_, i) => hourMs + (i % 2 === 0 ? i / 2 : -(i + 1) / 2) * 5 * MINUTE_MS)
    // the story's own silence stands alone
    .filter((fromMs) => fromMs + SHADOW_MS < night.times.slows - 20 * MINUTE_MS);
  const tries = begins.map((fromMs) => ({ fromMs, toMs: fromMs + SHADOW_MS, ...shaded(sea, fromMs) }));
  const { fromMs, toMs, slots } = tries.find(({ moving }) => moving > 0) ?? (tries[0] as (typeof tries)[number]);
  return {
    faults: slots.map((slot) => ({ slot, fromMs, toMs, why: 'shadow' })),
    decoy: { role: 'decoy-ais-shadow', fromMs, toMs, place: CRANES, slots, hosts: [] },
  };
}

/** Who is lost if it begins then, and how many of them move. */
function shaded(sea: Sea, fromMs: number): { slots: number[]; moving: number } {
  const then = [0, 0.5, 1].map((share) => all(sea).map((slot) => sea.vessel(slot, fromMs + share * SHADOW_MS)));
  const [, middle = []] = then;
  const offM = (slot: number) => Math.max(...then.map((vessels) => distanceM((vessels[slot] as Vessel).pose, CRANES)));
  const rests = (slot: number) => then.every((vessels) => isStill(vessels[slot] as Vessel));
  const lost = new Set(
    all(sea)
      .filter((slot) => (middle[slot] as Vessel).ais !== 'none')
      .filter((slot) => offM(slot) < SHADOW_M),
  );
  const movers = [...lost].filter((slot) => !rests(slot));
  const isHeardRound = (slot: number) => {
    const me = middle[slot] as Vessel;
    const near = middle.filter(
      ({ ais, slot: other, pose }) => ais !== 'none' && !lost.has(other) && distanceM(pose, me.pose) < NEIGHBOUR_M,
    );
    return near.length >= NEIGHBOURS;
  };
  // who moves where neighbours are still heard is in no shadow; her being heard may free the next
  for (let freed = true; freed; ) {
    freed = false;
    for (const slot of movers) if (lost.has(slot) && isHeardRound(slot)) freed = lost.delete(slot);
  }
  return { slots: [...lost], moving: movers.filter((slot) => lost.has(slot)).length };
}

/** The four ships under way that are nearest together are all put two miles off for some minutes. */
export function gnssJump(sea: Sea, night: Night, busy: ReadonlySet<number>): Faulty<Jump> {
  const fromMs = decoyMs(night, [23, 40], 5);
  const toMs = fromMs + JUMP_MS;
  const moving = all(sea).filter((slot) =>
    [fromMs - 2 * MINUTE_MS, fromMs, toMs, toMs + 2 * MINUTE_MS].every((tMs) => {
      const { ais, stage, pose } = sea.vessel(slot, tMs);
      return ais === 'A' && (stage === 'in' || stage === 'out') && pose.sogKn > 5 && !busy.has(slot);
    }),
  );
  const poses = new Map(moving.map((slot) => [slot, sea.vessel(slot, fromMs).pose]));
  const apartM = (a: number, b: number) => distanceM(poses.get(a) as LonLat, poses.get(b) as LonLat);
  const groups = moving.map((slot) => {
    const near = [...moving].sort((a, b) => apartM(slot, a) - apartM(slot, b)).slice(0, JUMPERS);
    return { near, wideM: apartM(slot, near.at(-1) ?? slot) };
  });
  const tightest = groups.sort((a, b) => a.wideM - b.wideM)[0];
  if (!tightest || tightest.near.length < JUMPERS) throw new Error('no four ships under way for a GNSS jump');
  const slots = tightest.near;
  const isWet = (bearingDeg: number) =>
    slots.every((slot) => !sea.bay.land.isLand(destination(poses.get(slot) as LonLat, bearingDeg, JUMP_M)));
  const bearings = Array.from({ length: 24 }, (_, i) => ((hash32(night.seed, 440) % 24) + i) * 15);
  const bearingDeg = (bearings.find(isWet) ?? bearings[0] ?? 0) % 360;
  const { lon, lat } = poses.get(slots[0] as number) as LonLat;
  return {
    faults: slots.map((slot) => ({ slot, fromMs, toMs, lengthM: JUMP_M, bearingDeg })),
    decoy: { role: 'decoy-gnss-jump', fromMs, toMs, place: { lon, lat }, slots, hosts: [] },
  };
}

/** Two ships at anchor off Tokyo whose mates key in the name again with one letter wrong, until they sail. */
export function nameTypos(sea: Sea, night: Night, busy: ReadonlySet<number>): Faulty<Misnomer> {
  const spans = [decoyMs(night, [22, 20], 6), decoyMs(night, [23, 5], 7)];
  const latestMs = Math.max(...spans);
  const ships = anchored(sea, 'anch-tokyo', { fromMs: latestMs, toMs: night.times.berthed })
    .filter(({ slot, craft }) => !busy.has(slot) && slot !== CAST.mother && craft.name.length > 4)
    .filter(({ slot, craft }) => spans.every((tMs) => sea.vessel(slot, tMs).craft.mmsi === craft.mmsi))
    .slice(0, spans.length);
  if (ships.length < spans.length) throw new Error('no two ships at anchor off Tokyo for typing errors');
  const faults = ships.map(({ slot, craft, untilMs }, i) => ({
    slot,
    fromMs: spans[i] as number,
    toMs: sea.vessel(slot, untilMs + MINUTE_MS).untilMs,
    name: mistyped(craft.name, night.seed + i),
  }));
  const { lon, lat } = (ships[0] as Vessel).pose;
  return {
    faults,
    decoy: {
      role: 'decoy-name-typo',
      fromMs: Math.min(...spans),
      toMs: night.times.berthed,
      place: { lon, lat },
      slots: ships.map(({ slot }) => slot),
      hosts: [],
    },
  };
}

/** The name with one letter changed for its neighbour in the alphabet. */
function mistyped(name: string, seed: number): string {
  const letters = [...name].map((letter, i) => ({ letter, i })).filter(({ letter }) => /[B-Y]/.test(letter));
  const { letter, i } = pick(letters, seed, 441);
  return `${name.slice(0, i)}${String.fromCharCode(letter.charCodeAt(0) + 1)}${name.slice(i + 1)}`;
}

const all = (sea: Sea): number[] => Array.from({ length: sea.size }, (_, slot) => slot);
