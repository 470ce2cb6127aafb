import { distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { GROUNDS } from '../local-table.ts';
import type { Vessel } from '../vessel.ts';
import type { Sea } from './detour.ts';
import { CAST, type Decoy, type DecoyRole } from './roles.ts';
import { firstSpan, nightSpan } from './spans.ts';

const HOUR_MS = 3_600_000;
/** An alongside of less is none for the table. */
const BARGE_MS = 40 * 60_000;

/** Decoys that the ordinary night has in it: they need no detour, only to be found. */
export function ordinaryDecoys(sea: Sea, night: Night): Decoy[] {
  return [
    bunkerBarge(sea, night),
    purseSeine(sea, night),
    congerBoats(sea, night),
    heldShip(sea, night),
    ferry(sea, night),
    dredger(sea, night),
  ];
}

const slotsOf = (sea: Sea, tMs: number, isWanted: (vessel: Vessel) => boolean): number[] =>
  Array.from({ length: sea.size }, (_, slot) => slot).filter((slot) => isWanted(sea.vessel(slot, tMs)));

const works = (sea: Sea, slot: number) => (tMs: number) => sea.vessel(slot, tMs).stage === 'working';

function decoy(
  role: DecoyRole,
  span: { fromMs: number; toMs: number } | null,
  { place, slots, hosts = [] }: { place: LonLat; slots: readonly number[]; hosts?: readonly number[] },
): Decoy {
  if (!span) throw new Error(`${role}: does not happen on this night`);
  return { role, ...span, place: { lon: place.lon, lat: place.lat }, slots, hosts };
}

function bunkerBarge(sea: Sea, night: Night): Decoy {
  const whole = nightSpan(night);
  const found = slotsOf(sea, whole.fromMs, ({ group }) => group === 'bunker')
    .map((slot) => ({ slot, span: firstSpan(whole, works(sea, slot)) }))
    // who lay alongside before the night began, or still does when it ends, is not shown whole
    .filter(
      ({ span }) => span && span.fromMs > whole.fromMs && span.toMs < whole.toMs && span.toMs - span.fromMs >= BARGE_MS,
    )[0];
  const { slot, span } = found ?? { slot: 0, span: null };
  const barge = sea.vessel(slot, span ? (span.fromMs + span.toMs) / 2 : 0);
  const [host] = slotsOf(sea, span?.fromMs ?? 0, ({ stage }) => stage === 'anchored')
    .map((other) => ({ other, awayM: distanceM(sea.vessel(other, span?.fromMs ?? 0).pose, barge.pose) }))
    .sort((a, b) => a.awayM - b.awayM);
  return decoy('decoy-bunker-barge', span, { place: barge.pose, slots: [slot], hosts: host ? [host.other] : [] });
}

function purseSeine(sea: Sea, night: Night): Decoy {
  const whole = nightSpan(night);
  const slots = slotsOf(sea, whole.fromMs, ({ group }) => group === 'purse').slice(0, 2);
  const span = firstSpan(whole, (tMs) => slots.every((slot) => works(sea, slot)(tMs)));
  return decoy('decoy-purse-seine-pair', span, { place: GROUNDS['purse-ground'], slots });
}

function congerBoats(sea: Sea, night: Night): Decoy {
  const whole = nightSpan(night);
  const middleMs = (whole.fromMs + whole.toMs) / 2;
  const slots = slotsOf(
    sea,
    middleMs,
    ({ group, stage, pose }) => group === 'conger' && stage === 'working' && distanceM(pose, GROUNDS.nakanose) < 2500,
  );
  const span = firstSpan(whole, (tMs) => slots.every((slot) => works(sea, slot)(tMs)));
  return decoy('decoy-conger-boats', span, { place: GROUNDS.nakanose, slots });
}

function heldShip(sea: Sea, night: Night): Decoy {
  const slot = CAST.held;
  const span = firstSpan(nightSpan(night), (tMs) => {
    const { stage, pose } = sea.vessel(slot, tMs);
    return stage === 'in' && pose.sogKn < 3 && pose.lat < 35.22;
  });
  return decoy('decoy-martis-held', span, { place: sea.vessel(slot, span?.fromMs ?? 0).pose, slots: [slot] });
}

/** The last crossing of the evening between Kurihama and Kanaya. */
function ferry(sea: Sea, night: Night): Decoy {
  const before = { fromMs: night.times.notice - 5 * HOUR_MS, toMs: night.times.notice };
  const crossings = slotsOf(
    sea,
    before.fromMs,
    ({ group, craft }) => group === 'ferry' && craft.lengthM === 76,
  ).flatMap((slot) => {
    const isUnderWay = (tMs: number) => sea.vessel(slot, tMs).stage !== 'moored';
    const spans = [];
    for (let from = before.fromMs; ; ) {
      const span = firstSpan({ fromMs: from, toMs: before.toMs }, isUnderWay);
      if (!span) return spans;
      spans.push({ slot, ...span });
      from = span.toMs;
    }
  });
  const last = crossings.sort((a, b) => b.fromMs - a.fromMs)[0];
  const span = last ? { fromMs: last.fromMs, toMs: last.toMs } : null;
  return decoy('decoy-ferry-crossing', span, { place: { lon: 139.772, lat: 35.2 }, slots: last ? [last.slot] : [] });
}

function dredger(sea: Sea, night: Night): Decoy {
  const whole = nightSpan(night);
  const goesAstern = (slot: number, tMs: number) => {
    const { stage, pose } = sea.vessel(slot, tMs);
    return stage === 'working' && Math.abs(((pose.cogDeg - pose.headingDeg + 540) % 360) - 180) > 170;
  };
  const isSought = (slot: number) =>
    Array.from({ length: 200 }, (_, i) => whole.fromMs + i * 130_000).some((tMs) => goesAstern(slot, tMs));
  const slot = slotsOf(sea, whole.fromMs, ({ group }) => group === 'dredge').find(isSought);
  const span = slot === undefined ? null : firstSpan(whole, works(sea, slot));
  return decoy('decoy-dredger-reversing', span, {
    place: sea.vessel(slot ?? 0, span?.fromMs ?? 0).pose,
    slots: slot === undefined ? [] : [slot],
  });
}
