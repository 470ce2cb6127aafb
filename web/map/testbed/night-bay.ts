import { FLAG } from '../../../server/domain/track/kind.ts';
import { areas } from '../chart-data.ts';
import { MadeUpTracks, randomBySeed } from './made-up-tracks.ts';

const NAMES = [
  ...['KAIYO MARU', 'HARUKAZE', 'EVER SPRING', 'NYK ORCA', 'SHIN YOKO', 'OCEAN PEARL', 'BAY PILOT 3', 'PACIFIC JADE'],
  ...['SEA LANTERN', 'KOYO MARU NO.5', 'TOKYO EXPRESS', 'MSC AURELIA', 'ONE HERON', 'ASAHI', 'DAIICHI MARU', 'MIZUHO'],
];
/** Ship type and length, as often as in the bay. */
const FLEET = [
  [70, 180],
  [70, 96],
  [80, 105],
  [89, 230],
  [71, 300],
  [60, 78],
  [52, 34],
  [30, 18],
  [37, 12],
  [0, 60],
] as const;
const WATERS = [
  [139.74, 35.42],
  [139.8, 35.46],
  [139.86, 35.5],
  [139.88, 35.43],
  [139.79, 35.37],
  [139.84, 35.55],
  [139.95, 35.53],
  [140, 35.56],
  [139.74, 35.18],
  [139.79, 35.14],
  [139.76, 35.08],
  [139.7, 35.05],
] as const;

type Way = readonly (readonly number[])[];

/** Some three hundred tracks as on a night in the bay: ships in the lanes, at anchor, small craft, and one of each special kind. */
export function nightBay(nowMs: number): MadeUpTracks {
  const random = randomBySeed(11);
  const tracks = new MadeUpTracks(512);
  for (const { geometry, properties } of areas.features) {
    const kind: unknown = properties?.['kind'];
    if (geometry.type === 'LineString' && kind === 'route_centre') lane(tracks, geometry.coordinates, nowMs, random);
    if (geometry.type === 'Polygon' && kind === 'anchorage')
      anchored(tracks, geometry.coordinates[0] ?? [], nowMs, random);
  }
  for (let i = 0; i < 130; i++) scattered(tracks, i, nowMs, random);
  specials(tracks, nowMs);
  return tracks;
}

function lane(tracks: MadeUpTracks, way: Way, nowMs: number, random: () => number): void {
  for (let i = 0; i < 26; i++) {
    const leg = (i / 26) * (way.length - 1);
    const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = [way[Math.floor(leg)], way[Math.floor(leg) + 1]];
    const share = leg % 1;
    const north = way.length === 4 && x0 < 139.76 && y0 > 35.32 ? true : i % 2 === 0;
    const bearing = (Math.atan2((x1 - x0) * 0.816, y1 - y0) * 180) / Math.PI;
    const cogDeg = (bearing + (north ? 0 : 180) + 360) % 360;
    const side = (north ? 1 : -1) * 0.0038 * Math.sign(y1 - y0);
    const [shipType, lengthM] = FLEET[Math.floor(random() * 6)] ?? FLEET[0];
    tracks.put(
      {
        name: NAMES[Math.floor(random() * NAMES.length)] ?? 'ASAHI',
        lon: x0 + (x1 - x0) * share + side * Math.cos((bearing * Math.PI) / 180),
        lat: y0 + (y1 - y0) * share - side * 0.8 * Math.sin((bearing * Math.PI) / 180),
        ...{ cogDeg, shipType, lengthM, beamM: Math.round(lengthM / 6.5), sogKn: 9 + random() * 5 },
        rot: i % 7 === 0 ? 30 : i % 5 === 0 ? -30 : 0,
        agoS: random() * 8,
      },
      nowMs,
    );
  }
}

function anchored(tracks: MadeUpTracks, ring: Way, nowMs: number, random: () => number): void {
  const [x, y] = [mean(ring, 0), mean(ring, 1)];
  for (let i = 0; i < 12; i++) {
    const [shipType, lengthM] = FLEET[Math.floor(random() * 6)] ?? FLEET[0];
    const angle = random() * Math.PI * 2;
    const out = Math.sqrt(random());
    tracks.put(
      {
        name: NAMES[Math.floor(random() * NAMES.length)] ?? 'ASAHI',
        lon: x + Math.cos(angle) * 0.016 * out,
        lat: y + Math.sin(angle) * 0.013 * out,
        ...{ shipType, lengthM, beamM: Math.round(lengthM / 6.5), navStatus: 1, headingDeg: 30 + random() * 30 },
      },
      nowMs,
    );
  }
}

const mean = (ring: Way, axis: number): number =>
  ring.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / ring.length;

function scattered(tracks: MadeUpTracks, i: number, nowMs: number, random: () => number): void {
  const [x, y] = WATERS[i % WATERS.length] ?? WATERS[0];
  const [shipType, lengthM] = FLEET[Math.floor(random() * FLEET.length)] ?? FLEET[0];
  const moving = random() < 0.7;
  tracks.put(
    {
      ...(random() < 0.9 ? { name: NAMES[Math.floor(random() * NAMES.length)] ?? 'ASAHI' } : {}),
      lon: x + (random() - 0.5) * 0.07,
      lat: y + (random() - 0.5) * 0.05,
      ...{
        shipType,
        lengthM,
        beamM: Math.max(4, Math.round(lengthM / 6.5)),
        kind: lengthM < 40 ? 'vessel-b' : 'vessel-a',
      },
      ...{
        sogKn: moving ? 4 + random() * 10 : 0,
        cogDeg: random() * 360,
        state: i % 23 === 0 ? 1 : i % 41 === 0 ? 2 : 0,
      },
    },
    nowMs,
  );
}

function specials(tracks: MadeUpTracks, nowMs: number): void {
  const one = (track: Parameters<MadeUpTracks['put']>[0]): number => tracks.put(track, nowMs);
  one({ kind: 'own', name: 'しおさい', lon: 139.705, lat: 35.282, sogKn: 14, cogDeg: 140, lengthM: 27 });
  one({ kind: 'own', name: 'とうきょうわん', lon: 139.71, lat: 35.075, sogKn: 24, cogDeg: 40, lengthM: 37 });
  one({ kind: 'own', name: 'みなと1', lon: 139.66, lat: 35.46, headingDeg: 90, lengthM: 28 });
  one({ kind: 'radar', lon: 139.74, lat: 35.137, sogKn: 1.8, cogDeg: 214 });
  one({ kind: 'radar', lon: 139.86, lat: 35.39, sogKn: 9, cogDeg: 320 });
  one({ kind: 'sart', name: 'SART TEST', lon: 139.82, lat: 35.11 });
  one({ kind: 'sar-aircraft', name: 'MH 962', lon: 139.9, lat: 35.33, sogKn: 110, cogDeg: 290 });
  one({ kind: 'base-station', name: 'BASE', lon: 139.744, lat: 35.257 });
  one({ kind: 'aton', name: 'URAGA NO2', lon: 139.7844, lat: 35.2118 });
  one({ kind: 'aton-virtual', name: 'WRECK', lon: 139.82, lat: 35.41 });
  one({ name: 'GHOST WIND', lon: 139.83, lat: 35.3, sogKn: 11, cogDeg: 200, flags: FLAG.suspect });
}
