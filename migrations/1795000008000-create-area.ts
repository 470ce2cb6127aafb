import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of the water: closed areas, depths, traffic routes; a set is imported whole. `rings`: as GeoJSON has them. */
export class CreateArea1795000008000 implements MigrationInterface {
  name = 'CreateArea1795000008000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table chart_area (
      set_name text not null,
      area_no integer not null,
      kind text not null,
      name text not null,
      depth_m float8,
      from_at timestamptz,
      to_at timestamptz,
      rings jsonb not null,
      primary key (set_name, area_no)
    )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table chart_area');
  }
}
