import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHouse1795000000000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(
      'create table house (key text primary key, value text not null, at timestamptz not null default now())',
    );
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('drop table house');
  }
}
