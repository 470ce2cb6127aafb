import type { Boat, BoatTrailPoint } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Message } from '../../server/contract/message.ts';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import { destination, distanceM, type LonLat } from '../../server/domain/geo/geodesy.ts';
import type { Language } from '../i18n/translate.ts';

/** Older than this a place is not now, ms: three gaps of a tablet. */
const OLD_MS = 30_000;
/** ... and where the story runs fast, three gaps of real time. */
const GAPS_MS = 3_000;

/** What the chart shows of boats: symbols and their lines as features, names as they are to be drawn. */
export interface BoatsOnChart {
  readonly features: GeoJSON.FeatureCollection;
  readonly names: ReadonlyMap<string, string>;
}

/** True where nothing must be written anew. */
export const isSameNames = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([boatId, name]) => b.get(boatId) === name);

type Feature = GeoJSON.Feature;
/** Ways to a boat that is asked about and not sent yet. */
export interface PlannedWay {
  readonly boatId: string;
  readonly route: readonly (readonly [number, number])[];
}

/** Own forces and what they are sent to. `look` of a boat: live, old, silent or out. */
export function boatsOnChart(
  boats: readonly Boat[],
  orders: readonly Order[],
  {
    nowMs,
    frozen,
    rate,
    language,
    planned,
    trail = [],
    messages,
  }: {
    nowMs: number;
    /** Nothing counts as now. */
    frozen: boolean;
    /** Story seconds a second: a fix that came a second ago may be a minute of the story old. */
    rate: number;
    language: Language;
    planned: readonly PlannedWay[];
    /** Where the chosen boat has been, the oldest first. */
    trail?: readonly BoatTrailPoint[];
    messages: readonly Message[];
  },
): BoatsOnChart {
  const features: Feature[] = [];
  for (const order of orders) if (isOpen(order.state)) features.push(...taskOf(order));
  features.push(...trailOf(trail));
  for (const { boatId, route } of planned) if (route.length > 1) features.push(line('plan', boatId, route));
  for (const { kind, lon, lat, boatId } of messages) {
    if (kind !== 'mark' || lon === null || lat === null) continue;
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { kind, boatId },
    });
  }
  const rows = nameRows(boats);
  for (const boat of boats) {
    if (boat.position === null) continue;
    const { lon, lat, headingDeg, cogDeg, sogKn, fixMs } = boat.position;
    const look =
      boat.state === 'out-of-service' ? 'out' : boat.silentSinceMs !== null ? 'silent' : frozen || nowMs - fixMs > Math.max(OLD_MS, GAPS_MS * rate) ? 'old' : 'live'; // biome-ignore format: one line
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {
        kind: 'boat',
        boatId: boat.boatId,
        look,
        turnDeg: headingDeg ?? cogDeg ?? 0,
        isMoving: (sogKn ?? 0) >= 1,
        row: rows.get(boat.boatId) ?? 0,
      },
    });
  }
  return {
    features: { type: 'FeatureCollection', features },
    names: new Map(boats.map(({ boatId, name }) => [boatId, name[language]])),
  };
}

/** Names of boats that lie nearer to each other than this stand under each other, metres: a line of text at the scale of the bay. */
const BESIDE_M = 900;

/** The line on which the name of each boat stands beside her symbol: those who share a berth share no line. */
function nameRows(boats: readonly Boat[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const named: { readonly at: LonLat; readonly row: number }[] = [];
  for (const { boatId, position: at } of [...boats].sort((a, b) => (a.boatId < b.boatId ? -1 : 1))) {
    if (at === null) continue;
    const taken = named.filter((other) => distanceM(other.at, at) < BESIDE_M).map(({ row }) => row);
    let row = 0;
    while (taken.includes(row)) row++;
    rows.set(boatId, row);
    named.push({ at, row });
  }
  return rows;
}

/** A pause of more than this is dashed, ms: nobody knows where she was. */
const PAUSE_MS = 180_000;

/** Her trail: what was told late apart from what was seen as it was, and pauses as such. */
function trailOf(trail: readonly BoatTrailPoint[]): Feature[] {
  return trail.slice(1).map((to, i) => {
    const from = trail[i] as BoatTrailPoint;
    const kind = to.atMs - from.atMs > PAUSE_MS ? 'trail-pause' : to.isLate ? 'trail-late' : 'trail';
    return line(kind, 'chosen', [[from.lon, from.lat], [to.lon, to.lat]]); // biome-ignore format: one line
  });
}

function taskOf({ boatId, chase, target, doubt }: Order): Feature[] {
  const features: Feature[] = [];
  const seen = chase?.target ?? { ...target, radiusM: target.kind === 'area' ? target.radiusM : 0 };
  if (chase?.meeting) {
    features.push(line('way', boatId, chase.meeting.route));
    const { lon, lat } = chase.meeting;
    features.push({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: { kind: 'meeting', boatId } }); // biome-ignore format: one line
  }
  if (seen.radiusM > 0) {
    const ring = Array.from({ length: 49 }, (_, i) => {
      const { lon, lat } = destination(seen, i * 7.5, seen.radiusM);
      return [lon, lat];
    });
    features.push({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { kind: 'area', boatId, isDoubt: doubt !== null },
    });
  }
  return features;
}

const line = (kind: string, boatId: string, route: readonly (readonly [number, number])[]): Feature => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: route.map(([lon, lat]) => [lon, lat]) },
  properties: { kind, boatId },
});
