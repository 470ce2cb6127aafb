import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BoatEntry, BoatTrailPoint, FixSource } from '../contract/boat.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const AT = (expression: string): string => `to_timestamp(${expression} / 1000.0)`;

export const boatSql = {
  all: 'select boat_id as "boatId", entry, duty from boat order by boat_id',
  put: `insert into boat (boat_id, entry, duty, changed_by, changed_at) values ($1, $2, $3, $4, ${AT('$5')})
    on conflict (boat_id) do update set entry = excluded.entry, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
  duty: 'update boat set duty = $2 where boat_id = $1',
  remove: 'delete from boat where boat_id = $1 returning boat_id',
  keep: `insert into boat_position (boat_id, at, source, lon, lat, sog_kn, cog_deg, is_late, received_at)
    select b, ${AT('a')}, s, lon, lat, sog, cog, late, ${AT('r')}
      from unnest($1::text[], $2::float8[], $3::text[], $4::float8[], $5::float8[], $6::real[], $7::real[], $8::boolean[], $9::float8[])
        as t (b, a, s, lon, lat, sog, cog, late, r)
    on conflict do nothing`,
  trail: `select lon, lat, sog_kn as "sogKn", cog_deg as "cogDeg", ${MS('at')} as "atMs", source, is_late as "isLate"
    from boat_position where boat_id = $1 and at >= ${AT('$2::float8')} and at < ${AT('$3::float8')} order by at, source limit 50000`,
  last: `select distinct on (boat_id) boat_id as "boatId", lon, lat, sog_kn as "sogKn", cog_deg as "cogDeg", source,
      ${MS('at')} as "fixMs", ${MS('received_at')} as "receivedMs"
    from boat_position where at > ${AT('$1::float8')} order by boat_id, at desc`,
  forget: `delete from boat_position where at < ${AT('$1::float8')}`,
} as const;

/** What of a boat changes from watch to watch. */
export interface Duty {
  readonly outOfService: string | null;
  readonly crew: readonly string[];
  readonly dutySinceMs: number | null;
  readonly fuel: number;
}

export interface BoatRow {
  readonly boatId: string;
  readonly entry: BoatEntry;
  readonly duty: Duty;
}

export interface PositionRow {
  readonly boatId: string;
  readonly lon: number;
  readonly lat: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  readonly source: FixSource;
  readonly fixMs: number;
  readonly receivedMs: number;
}

/** Boats, and where they have been. */
@Injectable()
export class BoatStore {
  constructor(private readonly source: DataSource) {}

  all(): Promise<BoatRow[]> {
    return this.source.query(boatSql.all);
  }

  /** `duty` counts only where the boat is new. */
  async put(entry: BoatEntry, duty: Duty, by: { readonly who: string; readonly atMs: number }): Promise<void> {
    const values = [entry.boatId, JSON.stringify(entry), JSON.stringify(duty), by.who, by.atMs];
    await this.source.query(boatSql.put, values);
  }

  async setDuty(boatId: string, duty: Duty): Promise<void> {
    await this.source.query(boatSql.duty, [boatId, JSON.stringify(duty)]);
  }

  /** False: there is none. */
  async remove(boatId: string): Promise<boolean> {
    const [rows]: [unknown[]] = await this.source.query(boatSql.remove, [boatId]);
    return rows.length > 0;
  }

  async keep(rows: readonly (PositionRow & { readonly isLate: boolean })[]): Promise<void> {
    const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
    await this.source.query(boatSql.keep, [
      ...[column('boatId'), column('fixMs'), column('source'), column('lon'), column('lat')],
      ...[column('sogKn'), column('cogDeg'), column('isLate'), column('receivedMs')],
    ]);
  }

  /** From `fromMs` up to before `toMs`, all sources; at most 50,000. */
  trail(boatId: string, fromMs: number, toMs: number): Promise<BoatTrailPoint[]> {
    return this.source.query(boatSql.trail, [boatId, fromMs, toMs]);
  }

  /** The last position of each boat since a time. */
  last(sinceMs: number): Promise<PositionRow[]> {
    return this.source.query(boatSql.last, [sinceMs]);
  }

  async forget(beforeMs: number): Promise<void> {
    await this.source.query(boatSql.forget, [beforeMs]);
  }
}
