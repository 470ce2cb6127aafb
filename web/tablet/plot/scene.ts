import type { Boat } from '../../../server/contract/boat.ts';
import type { Order } from '../../../server/contract/dispatch.ts';
import { isOpen } from '../../../server/domain/dispatch/order-life.ts';
import { destination, distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import { type Steering, steering } from '../../../server/domain/intercept/steering.ts';
import { knotsToMps, METRES_PER_NM } from '../../../server/domain/units.ts';
import type { Language } from '../../i18n/translate.ts';
import type { Fix } from '../link/acts.ts';
import type { Known } from '../tablet-state.ts';

/** Radii of the plot, nautical miles. */
export const RANGES_NM = [0.25, 0.5, 1, 2, 4, 8, 16, 32] as const;
/** Reckoned on no longer than this: beyond it a place is shown where it was. */
const RECKON_S = 600;
/** Older than this a place is not now: three gaps. */
const OLD_MS = 30_000;

/** Something that moves, where it is now by its last report. */
export interface Mover extends LonLat {
  readonly label: string | null;
  readonly cogDeg: number | null;
  readonly sogKn: number | null;
  readonly isOld: boolean;
}

/** What the plot shows, apart from the land. */
export interface Scene {
  readonly centre: LonLat;
  readonly own: Mover | null;
  readonly trail: readonly LonLat[];
  readonly ships: readonly Mover[];
  readonly boats: readonly Mover[];
  readonly target: (Mover & { readonly radiusM: number }) | null;
  readonly way: readonly LonLat[];
  readonly meeting: LonLat | null;
  readonly closed: Known['hazards']['areas'];
  readonly marks: readonly LonLat[];
}

/** null: nothing says where the boat is. */
export function sceneOf(
  known: Known,
  own: Fix | null,
  order: Order | null,
  nowMs: number,
  language: Language,
): Scene | null {
  const here = own ?? known.trail.at(-1) ?? known.boat?.position ?? null;
  if (here === null) return null;
  const steer = order === null ? null : steerOf(order, known.boat, own, nowMs);
  const open = order !== null && isOpen(order.state) ? order : null;
  const { picture, hazards, messages } = known;
  return {
    centre: here,
    own: { ...here, label: null, isOld: own === null },
    trail: known.trail,
    ships: (picture?.ships ?? []).map((ship) => moved(ship, ship.name, nowMs)),
    boats: (picture?.boats ?? []).map((boat) => moved(boat, boat.name[language], nowMs)),
    target: open && targetOf(open, steer, nowMs),
    way: steer === null ? (open?.chase?.meeting?.route ?? []).map(([lon, lat]) => ({ lon, lat })) : [here, ...steer.corners, steer.meeting], // biome-ignore format: one line
    meeting: steer?.meeting ?? open?.chase?.meeting ?? null,
    closed: hazards.areas.filter(
      ({ fromMs, toMs }) => (fromMs ?? 0) <= nowMs && (toMs ?? Number.POSITIVE_INFINITY) > nowMs,
    ),
    marks: messages.flatMap(({ kind, lon, lat }) =>
      kind === 'mark' && lon !== null && lat !== null ? [{ lon, lat }] : [],
    ),
  };
}

/** What to steer for an order that is open; null: not to be reckoned. */
export function steerOf(
  { state, chase, rules }: Order,
  boat: Boat | null,
  own: Fix | null,
  nowMs: number,
): Steering | null {
  if (!isOpen(state) || chase === null || chase.meeting === null || boat === null || own === null) return null;
  return steering(chase, own, Math.min(boat.maxKn, rules.maxKn ?? boat.maxKn), nowMs);
}

/** The least radius that holds what the boat goes to. */
export function fittingNm({ centre, meeting, target }: Scene): number {
  const far = Math.max(...[meeting, target].map((at) => (at === null ? 0 : distanceM(centre, at) / METRES_PER_NM)));
  return RANGES_NM.find((nm) => nm * 0.9 >= far) ?? 32;
}

function targetOf({ target, chase, doubt }: Order, steer: Steering | null, nowMs: number): Scene['target'] {
  const label = target.kind === 'track' ? (target.name ?? target.trackId.replace(/^a-/, '')) : null;
  const seen = chase?.target ?? {
    ...target,
    sogKn: null,
    cogDeg: null,
    radiusM: target.kind === 'area' ? target.radiusM : 0,
  };
  const at = steer?.target ?? seen;
  const isOld = doubt !== null || nowMs - (chase?.reckonedMs ?? target.atMs) > OLD_MS;
  return { lon: at.lon, lat: at.lat, label, sogKn: seen.sogKn, cogDeg: seen.cogDeg, isOld, radiusM: seen.radiusM };
}

function moved(
  {
    lon,
    lat,
    sogKn,
    cogDeg,
    fixMs,
  }: LonLat & { readonly sogKn: number | null; readonly cogDeg: number | null; readonly fixMs: number },
  label: string | null,
  nowMs: number,
): Mover {
  const ageS = Math.max(0, (nowMs - fixMs) / 1000);
  const isStill = sogKn === null || cogDeg === null || ageS > RECKON_S;
  const at = isStill ? { lon, lat } : destination({ lon, lat }, cogDeg, knotsToMps(sogKn) * ageS);
  return { ...at, label, sogKn, cogDeg, isOld: nowMs - fixMs > OLD_MS };
}
