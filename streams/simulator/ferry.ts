import type { Bay } from './bay.ts';
import type { Berths, HarbourName } from './berths.ts';
import { craftOf } from './craft.ts';
import { GROUPS } from './groups.ts';
import { type Leg, moored, sail } from './leg.ts';
import { restMs } from './plan.ts';
import { Route, Sailing } from './route.ts';
import { Slot, STORY_MS } from './slot.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Single trips a day; even, so that each ferry ends where she began. */
const TRIPS = 10;
/** At the quay between two trips, so that the last begins at some minutes after seven in the evening. */
const AT_QUAY_MS = 47 * MINUTE_MS;
const MIDDLE = { lon: 139.772, lat: 35.2 };
const LENGTH_M = 76;

/** The two ferries between Kurihama and Kanaya: from 06:20 and 06:50 until evening, at their quays by night. */
export function ferrySlots(bay: Bay, berths: Berths, seed: number, first: number): Slot[] {
  return [0, 1].map((nth) => {
    const names: HarbourName[] = nth === 0 ? ['kurihama', 'kanaya'] : ['kanaya', 'kurihama'];
    const [home, away] = names.map((name) => berths.berth(name, LENGTH_M));
    if (!home || !away) throw new Error('a ferry needs two quays');
    const index = first + nth;
    const craft = { ...craftOf('ferry', { seed, slot: index, visit: 0, lengthM: LENGTH_M }), cruiseKn: 13.4 };
    const pace = { cruiseKn: craft.cruiseKn, accelMps2: GROUPS.ferry.accelMps2, fromRest: true, toRest: true };
    const there = new Route(bay.crossing(home, MIDDLE, away), bay);
    const back = new Route(bay.crossing(away, MIDDLE, home), bay);
    const outward = sail('out', new Sailing(there, pace), 0.3);
    const homeward = sail('in', new Sailing(back, pace), 0.7);
    const atAway = { fromDeg: there.courseDeg.at(-1) ?? 0, toDeg: back.courseDeg[0] ?? 0 };
    const atHome = { fromDeg: back.courseDeg.at(-1) ?? 0, toDeg: there.courseDeg[0] ?? 0 };
    const turn = [outward, moored(away, atAway, AT_QUAY_MS), homeward];
    const legs: Leg[] = Array.from({ length: TRIPS / 2 }, (_, i) =>
      i === 0 ? turn : [moored(home, atHome, AT_QUAY_MS), ...turn],
    ).flat();
    legs.push(moored(home, atHome, restMs(DAY_MS, legs)));
    const plan = {
      craft,
      legs: legs.map((leg) => ({
        ...leg,
        voyage: { destination: `>${leg.stage === 'out' ? away.code : home.code}`, etaMs: 0 },
      })),
    };
    const originMs = STORY_MS + (320 + 30 * nth) * MINUTE_MS;
    return new Slot(index, 'ferry', 'A', DAY_MS, originMs, () => plan);
  });
}
