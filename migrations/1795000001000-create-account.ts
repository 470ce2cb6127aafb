import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and sessions. `demo`: made in the demo; the demo sees only its own, real operation only the others. */
export class CreateAccount1795000001000 implements MigrationInterface {
  name = 'CreateAccount1795000001000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table account (
      account_id bigint generated always as identity primary key,
      username text not null,
      demo boolean not null,
      display_name text not null,
      role text not null,
      office text not null,
      password_hash text not null,
      must_change_password boolean not null,
      disabled_at timestamptz,
      created_at timestamptz not null,
      unique (username, demo)
    )`);
    await q.query(`create table session (
      session_id uuid primary key,
      token_sha256 bytea not null unique,
      account_id bigint not null references account on delete cascade,
      created_at timestamptz not null,
      idle_ends_at timestamptz not null,
      ends_at timestamptz not null,
      ip text
    )`);
    await q.query('create index session_account on session (account_id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table session');
    await q.query('drop table account');
  }
}
