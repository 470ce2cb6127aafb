import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patrol boats, where they have been, and the devices on board. `entry`: as the contract has it. */
export class CreateBoat1795000006000 implements MigrationInterface {
  name = 'CreateBoat1795000006000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table boat (
      boat_id text primary key,
      entry jsonb not null,
      duty jsonb not null,
      changed_by text not null,
      changed_at timestamptz not null
    )`);
    await q.query(`create table boat_position (
      boat_id text not null,
      at timestamptz not null,
      source text not null,
      lon float8 not null,
      lat float8 not null,
      sog_kn real,
      cog_deg real,
      is_late boolean not null,
      received_at timestamptz not null,
      primary key (boat_id, at, source)
    )`);
    await q.query('create index boat_position_at on boat_position using brin (at)');
    await q.query(`create table device (
      device_id uuid primary key,
      token_sha256 bytea not null unique,
      boat_id text not null,
      office text not null,
      name text not null,
      enrolled_by text not null,
      enrolled_at timestamptz not null,
      seen_at timestamptz not null
    )`);
    await q.query('create index device_boat on device (boat_id)');
    await q.query(`create table device_code (
      code_sha256 bytea primary key,
      boat_id text not null,
      office text not null,
      made_by text not null,
      ends_at timestamptz not null
    )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table device_code, device, boat_position, boat');
  }
}
