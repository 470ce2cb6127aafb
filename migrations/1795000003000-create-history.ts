import type { MigrationInterface, QueryRunner } from 'typeorm';

const POSITION = `
  at timestamptz not null,
  track_key bigint not null,
  lon integer not null,
  lat integer not null,
  sog smallint not null,
  cog smallint not null,
  heading smallint not null,
  rot smallint not null,
  nav_status smallint not null,
  source_id integer not null,
  flags smallint not null`;

/**
 * Every position that was heard. `position`: plain rows of buckets that are open, in hourly partitions. `position_late`: what came
 * after its bucket was closed. `position_chunk`: closed buckets, a row for each track and bucket, in daily partitions. Units are
 * those of server/domain/history/positions.ts. Partitions are made and dropped by the server.
 */
export class CreateHistory1795000003000 implements MigrationInterface {
  name = 'CreateHistory1795000003000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table position (${POSITION}) partition by range (at)`);
    await q.query('create index position_track on position (track_key, at)');
    await q.query('create index position_at on position using brin (at) with (pages_per_range = 16)');
    await q.query(`create table position_late (${POSITION})`);
    await q.query('create index position_late_at on position_late (at)');
    await q.query(`create table position_chunk (
      bucket timestamptz not null,
      track_key bigint not null,
      count integer not null,
      west integer not null,
      south integer not null,
      east integer not null,
      north integer not null,
      data bytea not null,
      primary key (track_key, bucket)
    ) partition by range (bucket)`);
    await q.query('alter table position_chunk alter column data set storage external');
    await q.query('create index position_chunk_bucket on position_chunk (bucket)');
    await this.createCraft(q);
    await this.createHouse(q);
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = 'hold, bucket_revision, history_bound, history_run, feed_state, track_state, track_identity, track';
    await q.query(`drop table ${tables}, source, position_chunk, position_late, position`);
  }

  private async createCraft(q: QueryRunner): Promise<void> {
    await q.query(`create table source (
      source_id integer generated always as identity primary key,
      feed text not null,
      station text not null,
      unique (feed, station)
    )`);
    await q.query(`create table track (
      track_key bigint primary key,
      kind smallint not null,
      first_at timestamptz not null,
      last_at timestamptz not null
    )`);
    await q.query('create index track_last on track (last_at)');
    await q.query(`create table track_identity (
      track_key bigint not null,
      at timestamptz not null,
      kind smallint not null,
      identity jsonb
    )`);
    await q.query('create index track_identity_at on track_identity (track_key, at)');
    await q.query(`create table track_state (
      track_key bigint not null,
      at timestamptz not null,
      state smallint not null,
      flags smallint not null
    )`);
    await q.query('create index track_state_at on track_state (track_key, at)');
    await q.query(`create table feed_state (
      feed text not null,
      at timestamptz not null,
      up boolean not null
    )`);
    await q.query('create index feed_state_at on feed_state (feed, at)');
  }

  private async createHouse(q: QueryRunner): Promise<void> {
    await q.query(`create table history_run (
      run_id uuid primary key,
      last_seq bigint not null,
      last_at timestamptz not null
    )`);
    await q.query(`create table history_bound (
      bound_id integer primary key default 1 check (bound_id = 1),
      closed_before timestamptz not null,
      compacted_before timestamptz not null
    )`);
    await q.query(`create table bucket_revision (
      bucket timestamptz primary key,
      revision integer not null
    )`);
    await q.query(`create table hold (
      hold_id integer generated always as identity primary key,
      demo boolean not null,
      from_at timestamptz not null,
      to_at timestamptz not null,
      things text[] not null,
      reason text not null,
      ends_at timestamptz,
      owner text not null,
      office text not null,
      created_at timestamptz not null,
      release_asked_by text,
      released_by text,
      released_at timestamptz,
      check (from_at < to_at)
    )`);
  }
}
