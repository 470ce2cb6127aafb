import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cameras of the installation. `entry`: as the contract has it, without the password, which is sealed. */
export class CreateCamera1795000005000 implements MigrationInterface {
  name = 'CreateCamera1795000005000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table camera (
      camera_id text primary key,
      entry jsonb not null,
      sealed_password bytea,
      changed_by text not null,
      changed_at timestamptz not null
    )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table camera');
  }
}
