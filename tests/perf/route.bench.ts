/**
 * Ways over the water of Tokyo Bay between places by chance, against a plain A* on the cells of the same chart; over 100 nautical miles;
 * and what sixty boats can do against a moving target.
 */
import { readFileSync } from 'node:fs';
import { distanceM, type LonLat } from '../../server/domain/geo/geodesy.ts';
import { Land, type Ring } from '../../server/domain/geo/land.ts';
import { shoreAfterS } from '../../server/domain/intercept/meeting.ts';
import { type Candidate, inOrder, judge } from '../../server/domain/intercept/recommend.ts';
import { unit } from '../../server/domain/random.ts';
import { RouteChart } from '../../server/domain/route/route-chart.ts';
import { WaterRouter } from '../../server/domain/route/water-route.ts';
import { gridAstarS } from './route/grid-astar.ts';

const SEED = 6;
const PAIRS = 400;
const BASELINE_PAIRS = 40;
const FAR_PAIRS = 40;
const BOATS = 60;
const ROUNDS = 7;
const BOAT = { speedKn: 28, draughtM: 1.5, isEmergency: true };
const BAY = [139.6, 34.98, 140.1, 35.64] as const;
const SEA = [138.2, 34.0, 140.6, 35.4] as const;

const file = new URL('../../server/domain/geo/data/japan-coast.json', import.meta.url);
const coast = (JSON.parse(readFileSync(file, 'utf8')) as { geometry: { coordinates: Ring[][] } }).geometry;
const rings = coast.coordinates.flat();
const land = new Land(rings, [137, 33, 142, 37]);
const chart = new RouteChart(rings);
const router = new WaterRouter(chart);

let drawn = 0;
function atSea([west, south, east, north]: readonly [number, number, number, number], offM = 400): LonLat {
  for (;;) {
    const lon = west + unit(SEED, drawn++) * (east - west);
    const lat = south + unit(SEED, drawn++) * (north - south);
    if (!land.isLand({ lon, lat }) && land.shoreDistanceM({ lon, lat }, offM) >= offM) return { lon, lat };
  }
}
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const part = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
function timedMs(run: () => unknown): number {
  const beganAt = performance.now();
  run();
  return performance.now() - beganAt;
}
const round = (value: number): number => Math.round(value * 100) / 100;

const pairs = Array.from({ length: PAIRS }, () => ({ from: atSea(BAY), to: atSea(BAY) }));
const route = ({ from, to }: { from: LonLat; to: LonLat }) => router.route({ ...BOAT, from, to });
for (const pair of pairs) route(pair); // the chart is drawn, the code is warm
const bayMs = pairs.map((pair) => timedMs(() => route(pair)));

/** Of the same pairs, those that a straight line does not join: there is nothing to look for in the others. */
const bent = pairs.filter((pair) => {
  const found = route(pair);
  return typeof found !== 'string' && found.points.length > 2;
});
const [oursMs, theirsMs, longer]: [number[], number[], number[]] = [[], [], []];
for (const pair of bent.slice(0, BASELINE_PAIRS)) {
  oursMs.push(timedMs(() => route(pair)));
  let theirsS: number | null = null;
  theirsMs.push(timedMs(() => { theirsS = gridAstarS(chart, BOAT, pair.from, pair.to); })); // biome-ignore format: one line
  const ours = route(pair);
  if (theirsS !== null && typeof ours !== 'string') longer.push((ours.durationS / theirsS) * 100);
}

/** True where the great circle is 300 m off the land all along, by the coast itself and not by the chart. */
function isClear(from: LonLat, to: LonLat): boolean {
  const steps = Math.ceil(distanceM(from, to) / 50);
  for (let s = 0; s <= steps; s++) {
    const lon = from.lon + ((to.lon - from.lon) * s) / steps;
    const lat = from.lat + ((to.lat - from.lat) * s) / steps;
    if (land.isLand({ lon, lat }) || land.shoreDistanceM({ lon, lat }, 300) < 300) return false;
  }
  return true;
}
let straightExcessMaxPct = 0;
for (const pair of pairs) {
  if (!isClear(pair.from, pair.to)) continue;
  const found = route(pair);
  if (typeof found === 'string') throw new Error(`no route from ${JSON.stringify(pair)}`);
  straightExcessMaxPct = Math.max(straightExcessMaxPct, (found.lengthM / found.straightM - 1) * 100);
}

const far = Array.from({ length: FAR_PAIRS }, () => {
  for (;;) {
    const from = atSea(BAY);
    const to = atSea(SEA);
    const nm = distanceM(from, to) / 1852;
    if (nm > 60 && nm < 100) return { from, to };
  }
});
for (const pair of far) route(pair);
const farMs = far.map((pair) => timedMs(() => route(pair)));

const boats = Array.from({ length: BOATS }, (_, i): Candidate => {
  const at = atSea(BAY);
  return {
    ...{
      boatId: `boat-${i}`,
      at,
      ageS: 1,
      maxKn: 24 + (i % 10),
      cruiseKn: 24,
      draughtM: 1.5,
      enduranceH: 10,
      fuel: 0.8,
    },
    ...{ crewH: 2, isManned: true, isOutOfService: false, isTasked: false, berth: at, office: 'yokohama' },
  };
});
const motion = { kind: 'steady', at: { lon: 139.74, lat: 35.137 }, courseDeg: 330, speedKn: 12 } as const;
const judged = (): unknown => {
  const mission = { motion, isEmergency: true, office: 'yokohama', shoreS: shoreAfterS(router, motion) };
  return inOrder(boats.map((boat) => judge(router, boat, mission)));
};
judged();
const recommendMs = part(
  Array.from({ length: ROUNDS }, () => timedMs(judged)),
  0.5,
);

console.log(
  JSON.stringify({
    routeP50Ms: round(part(bayMs, 0.5)),
    routeP95Ms: round(part(bayMs, 0.95)),
    routeMaxMs: round(part(bayMs, 1)),
    ratioAstar: round(part(theirsMs, 0.5) / part(oursMs, 0.5)),
    timeOfAstarPct: round(part(longer, 0.5)),
    straightExcessMaxPct: round(straightExcessMaxPct),
    far100nmP95Ms: round(part(farMs, 0.95)),
    recommendMs: round(recommendMs),
    squares: chart.count,
  }),
);
