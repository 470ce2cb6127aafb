import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Index of the recordings of cameras: the files under `video` of the data directory are the truth, and heal it. */
export class CreateRecording1795000004000 implements MigrationInterface {
  name = 'CreateRecording1795000004000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table recording_file (
      file_id integer generated always as identity primary key,
      path text not null unique,
      camera text not null,
      init_length integer not null,
      from_at timestamptz not null,
      to_at timestamptz not null
    )`);
    await q.query('create index recording_file_camera on recording_file (camera, from_at)');
    await q.query(`create table recording_fragment (
      file_id integer not null references recording_file on delete cascade,
      at_byte bigint not null,
      length integer not null,
      from_at timestamptz not null,
      to_at timestamptz not null,
      sha256 bytea not null,
      primary key (file_id, at_byte)
    )`);
    await q.query(`create table camera_bookmark (
      bookmark_id integer generated always as identity primary key,
      camera text not null,
      at timestamptz not null,
      text text not null,
      severity text not null,
      who text not null,
      created_at timestamptz not null
    )`);
    await q.query('create index camera_bookmark_at on camera_bookmark (camera, at)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table camera_bookmark, recording_fragment, recording_file');
  }
}
