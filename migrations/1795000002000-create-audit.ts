import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail. The trigger refuses what the code never does, so that a later mistake cannot do it either. */
export class CreateAudit1795000002000 implements MigrationInterface {
  name = 'CreateAudit1795000002000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table audit (
      audit_id bigint generated always as identity primary key,
      at timestamptz not null,
      demo boolean not null,
      who text not null,
      office text,
      role text,
      action text not null,
      object text,
      detail jsonb not null,
      ip text
    )`);
    await q.query('create index audit_at on audit (at)');
    await q.query('create index audit_who on audit (who, at)');
    await q.query(`create function audit_is_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'audit is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
      end $$`);
    await q.query(`create trigger audit_append_only before update or delete or truncate on audit
      for each statement execute function audit_is_append_only()`);
    await q.query('alter table audit enable always trigger audit_append_only');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table audit');
    await q.query('drop function audit_is_append_only');
  }
}
