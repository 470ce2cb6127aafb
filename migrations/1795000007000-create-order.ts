import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders to boats and all that happened to each. `content`: task, target, priority, text and rules of the present version. */
export class CreateOrder1795000007000 implements MigrationInterface {
  name = 'CreateOrder1795000007000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table dispatch_order (
      order_id uuid primary key,
      mission_id uuid not null,
      request_id uuid not null,
      boat_id text not null,
      office text not null,
      version integer not null,
      revision integer not null,
      state text not null,
      state_at timestamptz not null,
      content jsonb not null,
      doubt text,
      made_by text not null,
      made_at timestamptz not null,
      unique (request_id, boat_id)
    )`);
    await q.query(`create unique index dispatch_order_open on dispatch_order (boat_id)
      where state not in ('done', 'refused', 'stood-down')`);
    await q.query('create index dispatch_order_state_at on dispatch_order (state_at)');
    await q.query(`create table dispatch_step (
      step_id bigint generated always as identity primary key,
      order_id uuid not null references dispatch_order,
      request_id uuid unique,
      version integer not null,
      kind text not null,
      who text not null,
      via text not null,
      at timestamptz not null,
      device_at timestamptz,
      is_note boolean not null,
      detail jsonb not null
    )`);
    await q.query('create index dispatch_step_order on dispatch_step (order_id, step_id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table dispatch_step, dispatch_order');
  }
}
