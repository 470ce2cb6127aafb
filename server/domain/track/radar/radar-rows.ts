import { normalDeg } from '../../geo/geodesy.ts';
import { mpsToKnots } from '../../units.ts';
import type { Fusion } from '../fusion.ts';
import { FLAG, kindCode, stateCode } from '../kind.ts';
import { staleAfterMs } from '../lifetime.ts';
import { NONE_16, UNITS_PER_DEGREE } from '../track-table.ts';
import { MIDDLE, middle } from './anchor.ts';
import type { ScanPlot } from './scan.ts';
import type { Site } from './site.ts';
import type { RadarTarget } from './target.ts';
import type { Targets } from './targets.ts';

const RADAR = kindCode('radar');
const LIVE = stateCode('live');
/** A track is told of at most so often, ms. */
const TELL_MS = 2_500;
/** Shown when this many of the last eight scans saw it, and not sooner after its first echo, ms. */
const SHOW_HITS = 7;
const SHOW_MS = 24_000;
/** Faster than this no craft goes, m/s (70 kn). */
const FASTEST_MPS = 36;
/** Course is not told where its sigma is above, degrees. */
const COURSE_DEG = 35;
const INTERVAL_MS = 3_000;

/** A track that lost its echoes, and whether it is the only one that did so there. */
export interface Lost {
  readonly track: RadarTarget;
  readonly isOnly: boolean;
}

/** What radar sees, as rows of the picture. */
export class RadarRows {
  private sequence = 0;

  constructor(
    private readonly fusion: Fusion,
    private readonly targets: Targets,
  ) {}

  /** True: it has lasted long enough to be a track of the picture. */
  isSure(target: RadarTarget): boolean {
    const { motion } = target;
    if (target.seenOf(8) < SHOW_HITS || target.plotMs - target.bornMs < SHOW_MS) return false;
    return Math.hypot(motion.ve, motion.vn) <= FASTEST_MPS;
  }

  /** Gives the target a row. */
  put(target: RadarTarget, receivedMs: number): void {
    const { fusion, targets } = this;
    if (!fusion.hasRoom) return;
    this.sequence = (this.sequence + 1) % 1000;
    target.number ||= Math.floor(target.bornMs / 1000) * 1000 + this.sequence;
    const row = fusion.roster.addRadar(target.number, target.bornMs);
    fusion.identities[row] = undefined;
    const { table, memory } = fusion;
    table.kind[row] = RADAR;
    table.lastSeenMs[row] = receivedMs;
    table.intervalMs[row] = INTERVAL_MS;
    memory.messages[row] = target.hits;
    targets.bind(target, row);
    target.toldMs = 0;
    fusion.emit(row, 'appeared');
  }

  /** The target is where its filter has it, by this plot. */
  show(target: RadarTarget, plot: ScanPlot, site: Site): void {
    const { row } = target;
    if (row < 0) return;
    const { fusion } = this;
    const { table, memory } = fusion;
    const source = fusion.sources.of(site.gatherer.feed, site.site.name);
    source.hear(plot.receivedMs);
    memory.heard(row, source.index, plot.receivedMs);
    if (!target.isAis) memory.messages[row] = target.hits;
    table.lastSeenMs[row] = plot.receivedMs;
    const isQuiet =
      target.isAis && plot.receivedMs - (memory.receivedMs[row] ?? 0) > staleAfterMs(target.aisIntervalMs);
    if (target.isAis && !isQuiet) {
      if (((table.flags[row] ?? 0) & FLAG.radar) !== 0) return;
      table.flags[row] = (table.flags[row] ?? 0) | FLAG.radar;
      fusion.revise(row);
      fusion.emit(row, 'state');
      return;
    }
    if (plot.tMs - target.toldMs < TELL_MS) return;
    target.toldMs = plot.tMs;
    this.place(target, plot, site);
  }

  private place(target: RadarTarget, plot: ScanPlot, site: Site): void {
    const { row, motion } = target;
    const { fusion } = this;
    const { table } = fusion;
    const fix = fusion.blank();
    middle(target, motion.lon, motion.lat, -1);
    fix.fixMs = Math.max(Math.min(plot.receivedMs, motion.atMs), table.fixMs[row] ?? 0);
    fix.receivedMs = plot.receivedMs;
    fix.lon = table.lon[row] = Math.round(MIDDLE.lon * UNITS_PER_DEGREE);
    fix.lat = table.lat[row] = Math.round(MIDDLE.lat * UNITS_PER_DEGREE);
    const mps = Math.hypot(motion.ve, motion.vn);
    fix.sog = table.sog[row] = Math.min(1022, Math.round(mpsToKnots(mps) * 10));
    fix.cog = table.cog[row] = courseSpreadDeg(target) > COURSE_DEG ? NONE_16 : courseOf(target);
    fix.heading = table.heading[row] = NONE_16;
    fix.rot = table.rot[row] = -128;
    fix.navStatus = table.navStatus[row] ?? 15;
    fix.feed = site.gatherer.feed;
    fix.station = site.site.name;
    table.fixMs[row] = fix.fixMs;
    table.heardMs[row] = plot.receivedMs;
    table.intervalMs[row] = INTERVAL_MS;
    const kept = (table.flags[row] ?? 0) & ~(FLAG.accurate | FLAG.coarse | FLAG.restored | FLAG.noReception);
    table.flags[row] = kept | FLAG.radar | (target.isAis ? FLAG.byRadar : 0);
    fusion.revise(row);
    if (table.state[row] !== LIVE) {
      table.state[row] = LIVE;
      fusion.emit(row, 'state');
    }
    fusion.emit(row, 'fix', true);
  }

  /** What was seen of one is of the other: a craft heard on AIS, or an older track. The first is gone. */
  absorb(target: RadarTarget, into: RadarTarget): void {
    into.hits += target.hits;
    into.plotMs = Math.max(into.plotMs, target.plotMs);
    into.callAs(target);
    this.drop(target);
  }

  /** A track that lost its echoes goes on with those of a target that began where it was; `isOnly`: no other could have. */
  resume({ track, isOnly }: Lost, target: RadarTarget): void {
    track.exchange(target);
    track.hits += target.hits;
    track.brokeMs = target.bornMs;
    if (!isOnly) this.doubt(track, track);
    this.targets.forget(target);
  }

  /** The target is no more, nor its row. */
  drop(target: RadarTarget): void {
    const { row, key } = target;
    this.targets.forget(target);
    if (row >= 0 && this.fusion.table.key[row] === key) this.clear(row);
  }

  /** Takes the row off the picture; the target is followed unseen. */
  hide(target: RadarTarget): void {
    const { row, key } = target;
    this.targets.unbind(target);
    if (row >= 0 && this.fusion.table.key[row] === key) this.clear(row);
  }

  private clear(row: number): void {
    const { fusion } = this;
    fusion.emit(row, 'gone');
    fusion.identities[row] = undefined;
    fusion.roster.remove(row);
  }

  /** Two that passed each other closely may have been exchanged. */
  doubt(a: RadarTarget, b: RadarTarget): void {
    for (const { row } of [a, b]) {
      if (row < 0) continue;
      const { table } = this.fusion;
      table.flags[row] = (table.flags[row] ?? 0) | FLAG.possibleSwap;
      this.fusion.revise(row);
      this.fusion.emit(row, 'state');
    }
  }

  /** Takes the mark of being seen off those radar has not seen for so long. */
  unmark(nowMs: number, afterMs: number): void {
    const { table } = this.fusion;
    for (let row = 0; row < table.size; row++) {
      if (((table.flags[row] ?? 0) & FLAG.radar) === 0 || table.key[row] === 0) continue;
      const target = this.targets.of(row);
      const seenMs = target === undefined ? 0 : Math.max(target.plotMs, target.sharedMs);
      if (nowMs - seenMs <= afterMs) continue;
      table.flags[row] = (table.flags[row] ?? 0) & ~FLAG.radar;
      this.fusion.revise(row);
      this.fusion.emit(row, 'state');
    }
  }
}

/** Tenths of a degree true, 0-3599. */
const courseOf = ({ motion }: RadarTarget): number =>
  Math.round(normalDeg((Math.atan2(motion.ve, motion.vn) * 180) / Math.PI) * 10) % 3600;

/** Sigma of the course in degrees, 0-180. */
export function courseSpreadDeg({ motion }: RadarTarget): number {
  const mps = Math.hypot(motion.ve, motion.vn);
  const sigma = Math.sqrt((motion.veVe + motion.vnVn) / 2);
  return mps === 0 ? 180 : Math.min(180, (Math.atan2(sigma, mps) * 180) / Math.PI);
}

/** Sigma of the speed in knots. */
export const speedSpreadKn = ({ motion }: RadarTarget): number =>
  mpsToKnots(Math.sqrt((motion.veVe + motion.vnVn) / 2));
