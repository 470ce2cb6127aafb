import type { LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Night } from '../../../server/domain/story/night.ts';
import { GROUPS } from '../groups.ts';
import { sail } from '../leg.ts';
import { unit } from '../random.ts';
import { Route, Sailing } from '../route.ts';
import { detour, type Sea } from './detour.ts';
import type { Made } from './services.ts';
import { decoyMs } from './spans.ts';

const MINUTE_MS = 60_000;
/** A yacht on her way to the race and home. */
const UNDER_ENGINE_KN = 6.5;
const BOATS = 6;
const LAPS = 2;
const at = (lat: number, lon: number): LonLat => ({ lon, lat });
const LEEWARD = at(35.353, 139.69);
/** To windward with tacks, over to the wing mark, and down. */
const LAP = [at(35.357, 139.6935), at(35.3615, 139.6868), at(35.366, 139.6925), at(35.3705, 139.686), at(35.374, 139.6885), at(35.363, 139.6975), LEEWARD]; // biome-ignore format: a way
/** Between the starts of two boats, and between their tracks. */
const BETWEEN_MS = 18_000;
const APART_M = 24;

/** Yachts that race two laps off Negishi before midnight, with tacks and close together. */
export function sailingRace(sea: Sea, night: Night): Made {
  const beginMs = decoyMs(night, [22, 0], 3);
  const rests = (slot: number) =>
    [-90, 0, 90, 180].every((m) => sea.vessel(slot, beginMs + m * MINUTE_MS).stage === 'moored');
  const slots = Array.from({ length: sea.size }, (_, slot) => slot)
    .filter((slot) => {
      const { group, ais } = sea.vessel(slot, beginMs);
      return group === 'pleasure' && ais === 'B' && rests(slot);
    })
    .slice(0, BOATS);
  const way = [LEEWARD, ...Array.from({ length: LAPS }, () => LAP).flat()];
  const errands = slots.map((slot, i) => {
    const cruiseKn = 5.2 + 0.5 * unit(night.seed, slot, 430);
    const pace = { cruiseKn, accelMps2: GROUPS.pleasure.accelMps2, fromRest: false, toRest: false };
    const starboardM = (i - (BOATS - 1) / 2) * APART_M;
    const route = new Route(
      way.map((point) => ({ ...point, starboardM })),
      sea.bay,
    );
    return {
      fromMs: beginMs + i * BETWEEN_MS,
      by: LEEWARD,
      cruiseKn: UNDER_ENGINE_KN,
      legs: [sail('working', new Sailing(route, pace), unit(night.seed, slot, 431))],
    };
  });
  const toMs = Math.max(...errands.map(({ fromMs, legs }) => fromMs + (legs[0]?.durationMs ?? 0)));
  return {
    detours: slots.map((slot, i) => detour(sea, slot, errands[i] as (typeof errands)[number])),
    decoy: { role: 'decoy-sailing-race', fromMs: beginMs, toMs, place: LEEWARD, slots, hosts: [] },
  };
}
