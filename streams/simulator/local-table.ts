import type { LonLat } from '../../server/domain/geo/geodesy.ts';
import type { HarbourName } from './berths.ts';
import type { AisClass } from './craft.ts';
import type { Group } from './groups.ts';

/** Where harbour craft, fishing boats and yachts work. */
export const GROUNDS = {
  'yokohama-pilot': { lon: 139.7133, lat: 35.42 },
  'negishi-pilot': { lon: 139.6967, lat: 35.37 },
  'tsurumi-pilot': { lon: 139.755, lat: 35.445 },
  'kawasaki-pilot': { lon: 139.805, lat: 35.4783 },
  'chiba-pilot': { lon: 139.9883, lat: 35.57 },
  'chiba-deep-pilot': { lon: 139.9383, lat: 35.5367 },
  'kisarazu-pilot': { lon: 139.805, lat: 35.4117 },
  honmoku: { lon: 139.7, lat: 35.412 },
  'oi-fairway': { lon: 139.8, lat: 35.578 },
  'chiba-fairway': { lon: 140.04, lat: 35.565 },
  'ogishima-works': { lon: 139.775, lat: 35.485 },
  nakanose: { lon: 139.765, lat: 35.378 },
  futtsu: { lon: 139.762, lat: 35.335 },
  'off-kisarazu': { lon: 139.85, lat: 35.43 },
  'middle-bay': { lon: 139.9, lat: 35.505 },
  'purse-ground': { lon: 139.8, lat: 35.372 },
  'uraga-south': { lon: 139.8, lat: 35.2 },
  'yokosuka-off': { lon: 139.7, lat: 35.32 },
  'isogo-shore': { lon: 139.672, lat: 35.362 },
  'futtsu-shore': { lon: 139.812, lat: 35.355 },
  'kurihama-off': { lon: 139.742, lat: 35.222 },
  'boso-shore': { lon: 139.806, lat: 35.19 },
} as const satisfies Record<string, LonLat>;
type Ground = keyof typeof GROUNDS;

/** How craft of a row of the table spend their time. */
export interface LocalRow {
  readonly group: Group;
  readonly count: number;
  readonly ais: AisClass;
  readonly homes: readonly HarbourName[];
  /** idle: always moored; cycle: out and back again and again; night, day: out once in 24 h; barge: alongside ships at anchor. */
  readonly way: 'idle' | 'cycle' | 'night' | 'day' | 'barge';
  readonly grounds: readonly Ground[];
  /** Metres and knots of the figure of eight they work in. */
  readonly radiusM: number;
  readonly speedKn: number;
  /** Of a cycle: how many are out at 01:00. */
  readonly outAtStory?: number;
  readonly navStatus: number;
  readonly lengthM?: number;
}

const idle = { way: 'idle', grounds: [], radiusM: 0, speedKn: 0, navStatus: 5 } as const;

/**
 * The 125 others (ferries are in `ferry.ts`), in order of the scenario's table, and 21 of the 22 small
 * craft that radar alone sees; the last is the story's boat.
 */
export const LOCAL_ROWS: readonly LocalRow[] = [
  { group: 'ferry', count: 3, ais: 'A', homes: ['osanbashi', 'tokyo'], way: 'day', grounds: ['honmoku', 'oi-fairway'], radiusM: 700, speedKn: 7, navStatus: 0 },
  { group: 'ferry', count: 3, ais: 'B', homes: ['osanbashi', 'tokyo'], way: 'day', grounds: ['honmoku', 'oi-fairway'], radiusM: 500, speedKn: 6, navStatus: 0 },
  { group: 'ferry', count: 3, ais: 'A', homes: ['osanbashi', 'kawasaki', 'chiba'], way: 'cycle', grounds: ['honmoku', 'ogishima-works', 'chiba-fairway'], radiusM: 400, speedKn: 5, outAtStory: 2, navStatus: 0 },
  { group: 'tug', count: 8, ais: 'A', homes: ['osanbashi', 'honmoku', 'daikoku'], way: 'cycle', grounds: ['yokohama-pilot', 'negishi-pilot', 'tsurumi-pilot'], radiusM: 180, speedKn: 3, outAtStory: 3, navStatus: 0 },
  { group: 'tug', count: 5, ais: 'A', homes: ['kawasaki'], way: 'cycle', grounds: ['kawasaki-pilot', 'tsurumi-pilot'], radiusM: 180, speedKn: 3, outAtStory: 2, navStatus: 0 },
  { group: 'tug', count: 4, ais: 'A', homes: ['tokyo', 'oi'], way: 'cycle', grounds: ['oi-fairway'], radiusM: 200, speedKn: 3, outAtStory: 1, navStatus: 0 },
  { group: 'tug', count: 5, ais: 'A', homes: ['chiba', 'kimitsu'], way: 'cycle', grounds: ['chiba-pilot', 'chiba-deep-pilot', 'kisarazu-pilot'], radiusM: 200, speedKn: 3, outAtStory: 2, navStatus: 0 },
  { group: 'pilot', count: 3, ais: 'A', homes: ['osanbashi'], way: 'cycle', grounds: ['yokohama-pilot', 'negishi-pilot', 'tsurumi-pilot'], radiusM: 150, speedKn: 3, outAtStory: 2, navStatus: 0 },
  { group: 'pilot', count: 2, ais: 'A', homes: ['chiba', 'kawasaki'], way: 'cycle', grounds: ['chiba-pilot', 'kawasaki-pilot', 'chiba-deep-pilot'], radiusM: 150, speedKn: 3, outAtStory: 1, navStatus: 0 },
  { group: 'pilot', count: 1, ais: 'A', homes: ['kimitsu'], way: 'cycle', grounds: ['kisarazu-pilot'], radiusM: 150, speedKn: 3, outAtStory: 1, navStatus: 0 },
  { group: 'bunker', count: 14, ais: 'A', homes: ['honmoku', 'kawasaki', 'chiba', 'tokyo'], way: 'barge', grounds: [], radiusM: 0, speedKn: 0, outAtStory: 5, navStatus: 5 },
  { group: 'dredge', count: 5, ais: 'A', homes: ['kawasaki', 'tokyo', 'chiba'], way: 'cycle', grounds: ['ogishima-works', 'oi-fairway', 'chiba-fairway'], radiusM: 130, speedKn: 1.1, outAtStory: 3, navStatus: 3 },
  { group: 'dredge', count: 4, ais: 'A', homes: ['kawasaki', 'tokyo', 'kimitsu', 'honmoku'], ...idle },
  { group: 'conger', count: 10, ais: 'B', homes: ['kanazawa', 'futtsu'], way: 'night', grounds: ['nakanose', 'futtsu', 'honmoku'], radiusM: 320, speedKn: 1.1, navStatus: 7 },
  { group: 'conger', count: 8, ais: 'none', homes: ['kanazawa', 'futtsu'], way: 'night', grounds: ['nakanose', 'futtsu', 'honmoku'], radiusM: 280, speedKn: 0.9, navStatus: 7 },
  { group: 'trawl', count: 10, ais: 'B', homes: ['kanazawa', 'kimitsu', 'futtsu'], way: 'night', grounds: ['off-kisarazu', 'middle-bay', 'futtsu'], radiusM: 900, speedKn: 2.9, navStatus: 7 },
  { group: 'trawl', count: 4, ais: 'none', homes: ['kimitsu', 'futtsu'], way: 'night', grounds: ['off-kisarazu', 'middle-bay'], radiusM: 800, speedKn: 2.7, navStatus: 7 },
  { group: 'purse', count: 5, ais: 'B', homes: ['yokosuka'], way: 'night', grounds: ['purse-ground'], radiusM: 600, speedKn: 2.4, navStatus: 7 },
  { group: 'pleasure', count: 4, ais: 'B', homes: ['osanbashi', 'kanazawa'], way: 'night', grounds: ['honmoku', 'yokosuka-off'], radiusM: 150, speedKn: 1.2, navStatus: 0 },
  { group: 'pleasure', count: 6, ais: 'B', homes: ['osanbashi', 'kanazawa', 'yokosuka', 'tokyo'], way: 'day', grounds: ['honmoku', 'middle-bay', 'yokosuka-off'], radiusM: 600, speedKn: 5, navStatus: 0 },
  { group: 'pleasure', count: 6, ais: 'none', homes: ['kanazawa', 'yokosuka', 'osanbashi'], way: 'day', grounds: ['honmoku', 'yokosuka-off'], radiusM: 300, speedKn: 3, navStatus: 0 },
  { group: 'government', count: 4, ais: 'A', homes: ['yokosuka'], ...idle, lengthM: 110 },
  { group: 'government', count: 2, ais: 'A', homes: ['osanbashi', 'yokosuka'], way: 'cycle', grounds: ['uraga-south', 'middle-bay'], radiusM: 1000, speedKn: 6, outAtStory: 2, navStatus: 0, lengthM: 46 },
  { group: 'government', count: 2, ais: 'A', homes: ['osanbashi', 'tokyo'], ...idle, lengthM: 60 },
  { group: 'government', count: 2, ais: 'B', homes: ['osanbashi', 'tokyo'], ...idle, lengthM: 20 },
  { group: 'government', count: 2, ais: 'A', homes: ['osanbashi', 'chiba'], way: 'cycle', grounds: ['yokohama-pilot', 'chiba-pilot'], radiusM: 500, speedKn: 7, outAtStory: 1, navStatus: 0, lengthM: 22 },
  { group: 'small', count: 9, ais: 'none', homes: ['kanazawa', 'yokosuka', 'futtsu', 'kurihama', 'kanaya'], way: 'night', grounds: ['isogo-shore', 'yokosuka-off', 'futtsu-shore', 'kurihama-off', 'boso-shore'], radiusM: 90, speedKn: 0.6, navStatus: 0 },
  { group: 'small', count: 4, ais: 'none', homes: ['kurihama', 'kanaya', 'kanazawa', 'futtsu'], way: 'cycle', grounds: ['boso-shore', 'kurihama-off', 'futtsu-shore', 'isogo-shore'], radiusM: 60, speedKn: 1.6, outAtStory: 3, navStatus: 0 },
  { group: 'small', count: 4, ais: 'none', homes: ['yokosuka', 'futtsu', 'kanazawa', 'negishi'], ...idle },
  { group: 'small', count: 3, ais: 'none', homes: ['osanbashi', 'kawasaki', 'kimitsu'], way: 'cycle', grounds: ['honmoku', 'ogishima-works', 'kisarazu-pilot'], radiusM: 110, speedKn: 2.2, outAtStory: 2, navStatus: 0 },
  { group: 'small', count: 1, ais: 'none', homes: ['kanazawa'], ...idle },
]; // biome-ignore format: a table
