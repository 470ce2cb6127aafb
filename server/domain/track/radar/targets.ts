import type { TrackMemory } from '../track-memory.ts';
import { type TrackTable, UNITS_PER_DEGREE } from '../track-table.ts';
import { isEcho, takeAis } from './anchor.ts';
import { METRES_PER_DEGREE } from './polar.ts';
import type { Site } from './site.ts';
import { RadarTarget } from './target.ts';

/** Nothing is looked for further from an antenna than this, m (30 nm). */
const FARTHEST_M = 55_560;

/** All targets, and which row of the picture each is. */
export class Targets {
  /** Those without AIS. */
  readonly silent = new Set<RadarTarget>();
  private readonly byRow: (RadarTarget | undefined)[] = [];
  private readonly list: RadarTarget[] = [];

  constructor(
    private readonly table: TrackTable,
    private readonly memory: TrackMemory,
  ) {}

  /** The target of a row; undefined: no radar has looked at it. */
  of(row: number): RadarTarget | undefined {
    const target = this.byRow[row];
    return target !== undefined && target.key === this.table.key[row] && !target.isGone ? target : undefined;
  }

  /** The target is this row from now on. */
  bind(target: RadarTarget, row: number): void {
    target.row = row;
    target.key = this.table.key[row] ?? 0;
    this.byRow[row] = target;
  }

  add(target: RadarTarget): void {
    this.silent.add(target);
  }

  /** It is shown no longer. */
  unbind(target: RadarTarget): void {
    if (target.row >= 0 && this.byRow[target.row] === target) this.byRow[target.row] = undefined;
    target.row = -1;
    target.key = 0;
  }

  /** Those on AIS are no more; who is heard again is looked at anew. */
  forgetHeard(): void {
    for (const target of this.byRow) if (target?.isAis) this.forget(target);
  }

  /** It is no more. */
  forget(target: RadarTarget): void {
    target.isGone = true;
    this.silent.delete(target);
    if (target.row >= 0 && this.byRow[target.row] === target) this.byRow[target.row] = undefined;
  }

  /** All that the site could see, brought to this time. The list is used again. */
  around({ site }: Site, atMs: number): readonly RadarTarget[] {
    const { list } = this;
    list.length = 0;
    const halfLat = FARTHEST_M / METRES_PER_DEGREE;
    const halfLon = halfLat / Math.cos((site.lat * Math.PI) / 180);
    this.heard(list, site.lon, site.lat, halfLon, halfLat);
    for (const target of list) takeAis(target, this.table, this.memory, atMs);
    for (const target of this.silent) {
      if (target.isByHand) continue;
      if (target.row >= 0 && this.table.key[target.row] !== target.key) this.forget(target);
      else if (Math.abs(target.motion.lat - site.lat) < halfLat && Math.abs(target.motion.lon - site.lon) < halfLon)
        list.push(target);
    }
    for (const target of list) target.motion.predictTo(atMs);
    return list;
  }

  /** Those on AIS within a box round the place. */
  private heard(into: RadarTarget[], lon: number, lat: number, halfLon: number, halfLat: number): void {
    const { table } = this;
    const [west, east] = [(lon - halfLon) * UNITS_PER_DEGREE, (lon + halfLon) * UNITS_PER_DEGREE];
    const [south, north] = [(lat - halfLat) * UNITS_PER_DEGREE, (lat + halfLat) * UNITS_PER_DEGREE];
    for (let row = 0; row < table.size; row++) {
      const rowLat = table.lat[row] as number;
      if (rowLat < south || rowLat > north) continue;
      const rowLon = table.lon[row] as number;
      if (rowLon < west || rowLon > east || table.key[row] === 0 || !isEcho(table, row)) continue;
      into.push(this.of(row) ?? this.hear(row));
    }
  }

  private hear(row: number): RadarTarget {
    const target = new RadarTarget();
    target.isAis = true;
    target.bornMs = this.memory.firstSeenMs[row] ?? 0;
    this.bind(target, row);
    return target;
  }
}
