import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Ring } from '../../domain/geo/land.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;

export const areaSql = {
  all: `select set_name as "set", kind, name, depth_m as "depthM", ${MS('from_at')} as "fromMs", ${MS('to_at')} as "toMs", rings
    from chart_area order by set_name, area_no`,
  drop: 'delete from chart_area where set_name = $1',
  add: `insert into chart_area (set_name, area_no, kind, name, depth_m, from_at, to_at, rings)
    select $1, no, kind, name, depth, to_timestamp(from_ms / 1000.0), to_timestamp(to_ms / 1000.0), rings::jsonb
      from unnest($2::integer[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::float8[], $8::text[])
        as t (no, kind, name, depth, from_ms, to_ms, rings)`,
} as const;

export interface AreaRow {
  readonly set: string;
  readonly kind: 'closed' | 'depth' | 'lane';
  readonly name: string;
  readonly depthM: number | null;
  /** Epoch ms; null: from ever, for ever. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly rings: readonly Ring[];
}

/** Areas of the chart, by set. */
@Injectable()
export class AreaStore {
  constructor(private readonly source: DataSource) {}

  all(): Promise<AreaRow[]> {
    return this.source.query(areaSql.all);
  }

  /** Instead of those that the set had; all or none. */
  async replace(set: string, areas: readonly Omit<AreaRow, 'set'>[]): Promise<void> {
    const column = <K extends keyof Omit<AreaRow, 'set'>>(name: K) => areas.map((area) => area[name]);
    await this.source.transaction(async (manager) => {
      await manager.query(areaSql.drop, [set]);
      await manager.query(areaSql.add, [
        ...[set, areas.map((_, i) => i), column('kind'), column('name'), column('depthM'), column('fromMs')],
        ...[column('toMs'), areas.map(({ rings }) => JSON.stringify(rings))],
      ]);
    });
  }
}
