import type { Fusion } from '../fusion.ts';
import { Identity } from '../identity.ts';
import { FLAG, kindCode, stateCode } from '../kind.ts';
import { NONE_16, UNITS_PER_DEGREE } from '../track-table.ts';
import type { RadarRows } from './radar-rows.ts';
import { RadarTarget } from './target.ts';
import type { Targets } from './targets.ts';

const RADAR = kindCode('radar');
const STALE = stateCode('stale');
/** Limits of the acceleration's power of a track made by hand, m²/s³. */
const QUIET = 2e-3;
const WILD = 0.3;
/** An echo of a craft that was split off may be this far from where both were thought, m. */
const SPLIT_M = 60;

/** Why an act cannot be done, as a short word. */
export type ActRefusal = 'no-track' | 'on-ais' | 'same' | 'no-radar' | 'over';

/** An act that was done: the track it made or changed, and how it is undone (false: what it changed is gone). */
export interface Act {
  readonly trackId: string;
  readonly undo: () => boolean;
}

/** What operators do to tracks that radar alone sees, each act reversible. */
export class RadarActs {
  constructor(
    private readonly fusion: Fusion,
    private readonly targets: Targets,
    private readonly rows: RadarRows,
  ) {}

  /** Names the track; null takes the name away. A named one is kept when radar loses it. */
  name(trackId: string, name: string | null): Act | ActRefusal {
    const target = this.radarOnly(trackId);
    if (typeof target === 'string') return target;
    const before = target.name === '' ? null : target.name;
    this.call(target, name);
    return { trackId, undo: () => !target.isGone && this.call(target, before) };
  }

  /** Takes the track off the picture; radar goes on following it unseen. */
  drop(trackId: string): Act | ActRefusal {
    const target = this.radarOnly(trackId);
    if (typeof target === 'string') return target;
    target.isHidden = true;
    this.rows.hide(target);
    return { trackId, undo: () => this.show(target) };
  }

  /** Makes two tracks one: the first is gone, the other takes its echoes. */
  merge(trackId: string, intoId: string): Act | ActRefusal {
    const target = this.radarOnly(trackId);
    if (typeof target === 'string') return target;
    const row = this.fusion.roster.rowOf(intoId);
    if (row < 0) return 'no-track';
    const into = this.targets.of(row);
    if (into === undefined) return 'no-radar';
    if (into === target) return 'same';
    const { number, name } = target;
    // what an operator has plotted comes from no echo: it goes back to where it was
    const plotted = target.isByHand ? this.plottedAs(target) : null;
    this.rows.absorb(target, into);
    const undo = (): boolean =>
      plotted === null
        ? !into.isGone && this.part(into, { number, name }) !== null
        : this.fusion.hasRoom && this.byHand(plotted.place, plotted.atMs, number) !== null;
    return { trackId: intoId, undo };
  }

  /** The echoes are of another craft than the track says: they go on as a track of their own. */
  split(trackId: string): Act | ActRefusal {
    const row = this.fusion.roster.rowOf(trackId);
    if (row < 0) return 'no-track';
    const target = this.targets.of(row);
    if (target === undefined || target.hits === 0) return 'no-radar';
    const other = this.part(target, { number: 0, name: '' });
    if (other === null) return 'over';
    const otherId = this.fusion.roster.trackIdOf(other.row);
    const undo = (): boolean => {
      if (other.isGone || target.isGone) return false;
      target.foes?.delete(other);
      other.foes?.delete(target);
      other.isKept = false;
      this.rows.absorb(other, target);
      return true;
    };
    return { trackId: otherId, undo };
  }

  /** A track where an operator says that something is; it stays, stale, until it is dropped. Degrees, knots, degrees true. */
  plot(place: PlotByHand, nowMs: number): Act | ActRefusal {
    if (!this.fusion.hasRoom) return 'over';
    const target = this.byHand(place, nowMs, 0);
    const trackId = this.fusion.roster.trackIdOf(target.row);
    const undo = (): boolean => {
      if (target.isGone) return false;
      this.rows.drop(target);
      return true;
    };
    return { trackId, undo };
  }

  /** `number`: that of the track it was before; 0: it is new. */
  private byHand(place: PlotByHand, nowMs: number, number: number): RadarTarget {
    const target = new RadarTarget();
    target.bornMs = nowMs;
    target.isByHand = true;
    target.number = number;
    target.motion.limit(QUIET, WILD);
    target.motion.begin(nowMs, place.lon, place.lat, { ee: 1e4, en: 0, nn: 1e4 });
    this.targets.add(target);
    this.rows.put(target, nowMs);
    this.mark(target, place, nowMs);
    this.call(target, place.name);
    return target;
  }

  private plottedAs({ row, name }: RadarTarget): { place: PlotByHand; atMs: number } {
    const { table } = this.fusion;
    const [sog, cog] = [table.sog[row] ?? NONE_16, table.cog[row] ?? NONE_16];
    const place = {
      lon: (table.lon[row] ?? 0) / UNITS_PER_DEGREE,
      lat: (table.lat[row] ?? 0) / UNITS_PER_DEGREE,
      name,
      sogKn: sog === NONE_16 ? null : sog / 10,
      cogDeg: cog === NONE_16 ? null : cog / 10,
    };
    return { place, atMs: table.fixMs[row] ?? 0 };
  }

  private mark({ row }: RadarTarget, { lon, lat, sogKn, cogDeg }: PlotByHand, nowMs: number): void {
    const { table } = this.fusion;
    const fix = this.fusion.blank();
    fix.fixMs = fix.receivedMs = table.fixMs[row] = table.heardMs[row] = table.lastSeenMs[row] = nowMs;
    fix.lon = table.lon[row] = Math.round(lon * UNITS_PER_DEGREE);
    fix.lat = table.lat[row] = Math.round(lat * UNITS_PER_DEGREE);
    fix.sog = table.sog[row] = sogKn === null ? NONE_16 : Math.round(sogKn * 10);
    fix.cog = table.cog[row] = cogDeg === null ? NONE_16 : Math.round(cogDeg * 10) % 3600;
    fix.heading = NONE_16;
    fix.rot = -128;
    fix.feed = 'operator';
    table.flags[row] = FLAG.byHand;
    table.state[row] = STALE;
    this.fusion.revise(row);
    this.fusion.emit(row, 'fix', true);
  }

  private radarOnly(trackId: string): RadarTarget | ActRefusal {
    const row = this.fusion.roster.rowOf(trackId);
    if (row < 0) return 'no-track';
    if (this.fusion.table.kind[row] !== RADAR) return 'on-ais';
    return this.targets.of(row) ?? 'no-track';
  }

  private call(target: RadarTarget, name: string | null): boolean {
    target.name = name ?? '';
    target.isKept = name !== null || target.isByHand;
    const { row } = target;
    if (row < 0) return true;
    const identity = new Identity();
    identity.name = name;
    this.fusion.identities[row] = name === null ? undefined : identity;
    this.fusion.revise(row);
    this.fusion.emit(row, 'identity');
    return true;
  }

  private show(target: RadarTarget): boolean {
    if (target.isGone) return false;
    target.isHidden = false;
    this.rows.put(target, target.plotMs);
    if (target.name !== '') this.call(target, target.name);
    return true;
  }

  /** A second target from where the first is, and nothing makes them one again by itself. */
  private part(target: RadarTarget, { number, name }: { number: number; name: string }): RadarTarget | null {
    if (!this.fusion.hasRoom) return null;
    const other = new RadarTarget();
    const { motion } = target;
    other.bornMs = target.plotMs;
    other.plotMs = target.plotMs;
    other.number = number;
    other.hits = target.hits;
    other.motion.limit(QUIET, WILD);
    other.motion.begin(motion.atMs, motion.lon, motion.lat, { ee: SPLIT_M ** 2, en: 0, nn: SPLIT_M ** 2 });
    other.motion.beginVelocity(motion.ve, motion.vn, 2);
    other.callAs(target);
    target.foes = (target.foes ?? new Set()).add(other);
    other.foes = new Set([target]);
    this.targets.add(other);
    this.rows.put(other, target.plotMs);
    if (name !== '') this.call(other, name);
    return other;
  }
}

/** What an operator plots: degrees, knots and degrees true (null: not known). */
export interface PlotByHand {
  readonly lon: number;
  readonly lat: number;
  readonly name: string;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
}
