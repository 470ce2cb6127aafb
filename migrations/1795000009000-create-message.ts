import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What boats and desks say to each other; marks and distress calls among it. */
export class CreateMessage1795000009000 implements MigrationInterface {
  name = 'CreateMessage1795000009000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table dispatch_message (
      message_id uuid primary key,
      boat_id text not null,
      order_id uuid,
      is_from_boat boolean not null,
      kind text not null,
      who text not null,
      said jsonb not null,
      at timestamptz not null,
      device_at timestamptz,
      delivered_at timestamptz,
      seen_at timestamptz,
      seen_by text,
      sounded_at timestamptz
    )`);
    await q.query('create index dispatch_message_at on dispatch_message (at)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table dispatch_message');
  }
}
