import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that are not sent yet. `content`: boats, target, task, priority, text and rules. */
export class CreateDraft1795000010000 implements MigrationInterface {
  name = 'CreateDraft1795000010000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table dispatch_draft (
      draft_id uuid primary key,
      revision integer not null,
      office text not null,
      content jsonb not null,
      made_by text not null,
      made_at timestamptz not null,
      changed_by text not null,
      changed_at timestamptz not null
    )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table dispatch_draft');
  }
}
