import { knotsToMps } from '../../units.ts';
import { FLAG, kindCode } from '../kind.ts';
import type { TrackMemory } from '../track-memory.ts';
import { NO_POSITION, NONE_16, type TrackTable, UNITS_PER_DEGREE } from '../track-table.ts';
import { eastM, METRES_PER_DEGREE, northM } from './polar.ts';
import type { RadarTarget } from './target.ts';

const RADIANS = Math.PI / 180;
/** Sigma of an AIS position in m: of high accuracy (< 10 m), of low, by a type 27; and what is open where the hull is unknown. */
const ACCURATE_M = 8;
const INACCURATE_M = 15;
const COARSE_M = 300;
const UNKNOWN_HULL_M = 30;
/** Sigma of AIS speed and course, of each component, m/s. */
const VELOCITY_MPS = 0.3;
/** An AIS place this unlike the filter's (innovation squared, normalised) begins the filter anew. */
const ANEW = 30;
/** This unlike, the echoes it took are in question, if it took one lately, ms. */
const CONTRADICTS = 9;
const SEEN_MS = 15_000;
/** Limits of the acceleration's power of a ship whose AIS is silent, m²/s³. */
const SILENT_LEAST = 1e-3;
const SILENT_MOST = 0.5;
/** ... and so does one after a pause of this many ms. */
const PAUSE_MS = 10 * 60_000;
/** AIS counts as present for this many of its intervals, and at least so long, ms. */
const INTERVALS = 3;
const PRESENT_AT_LEAST_MS = 30_000;
const VESSEL_A = kindCode('vessel-a');
const ECHOES = new Set([VESSEL_A, ...(['vessel-b', 'auxiliary', 'aton', 'own'] as const).map(kindCode)]);
const ATON = kindCode('aton');
const STAYS = new Set([1, 5, 6]);

/** True: a craft heard on AIS that an antenna on shore could see. */
export function isEcho(table: TrackTable, row: number): boolean {
  return table.mmsi[row] !== 0 && table.lon[row] !== NO_POSITION && ECHOES.has(table.kind[row] ?? 255);
}

/** Brings the target to what its row has heard on AIS since, and says how sure its place is now. */
export function takeAis(target: RadarTarget, table: TrackTable, memory: TrackMemory, atMs: number): void {
  const { row } = target;
  const fixMs = memory.fixMs[row] ?? 0;
  if (fixMs !== target.aisMs) {
    takeHull(target, table);
    limit(target, table);
    takeFix(target, table, fixMs);
    target.aisMs = fixMs;
    target.aisIntervalMs = table.intervalMs[row] ?? 0;
  } else if (target.lengthM === 0) takeHull(target, table);
  const presentMs = Math.max(PRESENT_AT_LEAST_MS, INTERVALS * target.aisIntervalMs);
  target.isAnchored = atMs - fixMs <= presentMs && ((table.flags[row] ?? 0) & (FLAG.suspect | FLAG.restored)) === 0;
  // who has stopped to tell what she does may do anything
  if (!target.isAnchored) target.motion.limit(SILENT_LEAST, SILENT_MOST);
}

function takeHull(target: RadarTarget, table: TrackTable): void {
  const { row } = target;
  target.isAid = table.kind[row] === ATON;
  if (target.isAid) return;
  const [bow, stern] = [table.toBow[row] ?? 0, table.toStern[row] ?? 0];
  target.lengthM = bow + stern;
  target.aheadM = (bow - stern) / 2;
  target.rightM = ((table.toStarboard[row] ?? 0) - (table.toPort[row] ?? 0)) / 2;
}

function limit(target: RadarTarget, table: TrackTable): void {
  const { row } = target;
  const isStill = STAYS.has(table.navStatus[row] ?? 15) || (table.sog[row] ?? 0) === 0;
  const isLarge = target.lengthM > 60 || (target.lengthM === 0 && table.kind[row] === VESSEL_A);
  if (isStill) target.motion.limit(1e-6, 0.01);
  else target.motion.limit(isLarge ? 3e-4 : 3e-3, isLarge ? 0.03 : 0.5);
}

function takeFix(target: RadarTarget, table: TrackTable, fixMs: number): void {
  const { row, motion } = target;
  const [sog, cog, heading] = [table.sog[row] ?? NONE_16, table.cog[row] ?? NONE_16, table.heading[row] ?? NONE_16];
  if (heading !== NONE_16) target.headingDeg = heading;
  else if (cog !== NONE_16 && sog !== NONE_16 && sog > 10) target.headingDeg = cog / 10;
  const knowsMotion = knowsMotionOf(table, row);
  const speed = knowsMotion ? knotsToMps(sog / 10) : 0;
  const course = cog === NONE_16 ? 0 : (cog / 10) * RADIANS;
  target.aisVe = speed * Math.sin(course);
  target.aisVn = speed * Math.cos(course);
  middle(target, (table.lon[row] ?? 0) / UNITS_PER_DEGREE, (table.lat[row] ?? 0) / UNITS_PER_DEGREE, 1);
  target.aisLon = MIDDLE.lon;
  target.aisLat = MIDDLE.lat;
  const sigma = sigmaOf(target, table);
  const isFirst = target.aisMs === 0 && target.hits === 0;
  target.contradiction = 0;
  if (isFirst || fixMs - motion.atMs > PAUSE_MS) {
    begin(target, fixMs, sigma, knowsMotion);
    return;
  }
  motion.predictTo(fixMs);
  const unlike = disagreement(target, fixMs, sigma);
  if (unlike > CONTRADICTS && fixMs - target.plotMs < SEEN_MS) target.contradiction = unlike;
  else if (unlike > ANEW) begin(target, fixMs, sigma, knowsMotion);
  else correct(target, fixMs, sigma, knowsMotion);
}

/** The echoes it took were not where AIS tells: goes by AIS. */
export function settle(target: RadarTarget, table: TrackTable): void {
  const sigma = sigmaOf(target, table);
  const knows = knowsMotionOf(table, target.row);
  if (target.contradiction > ANEW) begin(target, target.aisMs, sigma, knows);
  else correct(target, target.aisMs, sigma, knows);
  target.contradiction = 0;
}

/** Innovation squared, normalised, of the AIS place. */
function disagreement(target: RadarTarget, fixMs: number, sigma: number): number {
  const { motion } = target;
  const lateS = (motion.atMs - fixMs) / 1000;
  const east = eastM(motion.lon, target.aisLon, motion.lat) + target.aisVe * lateS;
  const north = northM(motion.lat, target.aisLat) + target.aisVn * lateS;
  return (east * east) / (motion.ee + sigma * sigma) + (north * north) / (motion.nn + sigma * sigma);
}

function correct(target: RadarTarget, fixMs: number, sigma: number, knowsMotion: boolean): void {
  const { motion } = target;
  // a report may be of a moment before the last echo: where the craft is by it at the filter's time
  const lateS = (motion.atMs - fixMs) / 1000;
  const east = eastM(motion.lon, target.aisLon, motion.lat) + target.aisVe * lateS;
  const north = northM(motion.lat, target.aisLat) + target.aisVn * lateS;
  motion.correctPlace(east, north, { ee: sigma * sigma, en: 0, nn: sigma * sigma });
  if (knowsMotion) motion.correctVelocity(target.aisVe, target.aisVn, VELOCITY_MPS);
}

function begin(target: RadarTarget, fixMs: number, sigma: number, knows: boolean): void {
  const { motion } = target;
  motion.begin(fixMs, target.aisLon, target.aisLat, { ee: sigma * sigma, en: 0, nn: sigma * sigma });
  if (knows) motion.beginVelocity(target.aisVe, target.aisVn, VELOCITY_MPS);
  else motion.beginVelocity(0, 0, 4);
}

function knowsMotionOf(table: TrackTable, row: number): boolean {
  const sog = table.sog[row] ?? NONE_16;
  return sog < 1022 && (table.cog[row] !== NONE_16 || sog <= 5);
}

function sigmaOf({ row, lengthM }: RadarTarget, table: TrackTable): number {
  const flags = table.flags[row] ?? 0;
  if ((flags & FLAG.coarse) !== 0) return COARSE_M;
  const sigma = (flags & FLAG.accurate) === 0 ? INACCURATE_M : ACCURATE_M;
  return lengthM === 0 ? Math.max(sigma, UNKNOWN_HULL_M) : sigma;
}

/** Scratch of `middle`. */
export const MIDDLE = { lon: 0, lat: 0 };

/** From the antenna's place to the middle of the hull (`way` 1), or back (-1), degrees; into MIDDLE. */
export function middle(target: RadarTarget, lon: number, lat: number, way: 1 | -1): void {
  const sin = Math.sin(target.headingDeg * RADIANS);
  const cos = Math.cos(target.headingDeg * RADIANS);
  const east = way * (target.aheadM * sin + target.rightM * cos);
  const north = way * (target.aheadM * cos - target.rightM * sin);
  MIDDLE.lon = lon + east / (METRES_PER_DEGREE * Math.cos(lat * RADIANS));
  MIDDLE.lat = lat + north / METRES_PER_DEGREE;
}
