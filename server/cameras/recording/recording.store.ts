import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordedFragment, RecordingFile } from '../../platform/media/orders.ts';

const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;

export const recordingSql = {
  add: `with given as (
      select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::int[], $6::float8[], $7::float8[], $8::text[])
        as t (path, camera, init_length, at_byte, length, from_ms, to_ms, sha256)),
    file as (
      insert into recording_file (path, camera, init_length, from_at, to_at)
      select path, min(camera), min(init_length), to_timestamp(min(from_ms) / 1000.0), to_timestamp(max(to_ms) / 1000.0)
        from given group by path
      on conflict (path) do update set from_at = least(recording_file.from_at, excluded.from_at),
        to_at = greatest(recording_file.to_at, excluded.to_at)
      returning file_id, path)
    insert into recording_fragment (file_id, at_byte, length, from_at, to_at, sha256)
    select file_id, at_byte, length, to_timestamp(from_ms / 1000.0), to_timestamp(to_ms / 1000.0), decode(sha256, 'hex')
      from given join file using (path)
    on conflict do nothing`,
  files: `select f.path as file, coalesce((
      select r.at_byte + r.length from recording_fragment r where r.file_id = f.file_id order by r.at_byte desc limit 1
    ), 0)::float8 as bytes
    from recording_file f`,
  drop: 'delete from recording_file where path = any ($1)',
  between: `select f.file_id as "fileId", f.path, f.init_length as "initLength", r.at_byte::float8 as "offset", r.length,
      ${ms('r.from_at')} as "fromMs", ${ms('r.to_at')} as "toMs", encode(r.sha256, 'hex') as sha256
    from recording_file f cross join lateral (
      select * from recording_fragment where file_id = f.file_id
        and from_at < to_timestamp($3 / 1000.0) and to_at > to_timestamp($2 / 1000.0) offset 0) r
    where f.camera = $1 and f.from_at > to_timestamp($2 / 1000.0) - interval '1 hour'
      and f.from_at < to_timestamp($3 / 1000.0) and f.to_at > to_timestamp($2 / 1000.0)
    order by r.from_at, f.file_id`,
  kept: `select ${ms('min(from_at)')} as "fromMs", ${ms('max(to_at)')} as "toMs" from recording_file where camera = $1`,
  path: 'select path from recording_file where camera = $1 and file_id = $2',
} as const;

/** A fragment of the index. */
export interface FragmentRow {
  readonly fileId: number;
  /** Below the directory of recordings. */
  readonly path: string;
  readonly initLength: number;
  readonly offset: number;
  readonly length: number;
  /** Epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Hex. */
  readonly sha256: string;
}

/** The index of recordings. A file is of ten minutes: none longer than an hour is looked for. */
@Injectable()
export class RecordingStore {
  constructor(private readonly source: DataSource) {}

  /** What is there already stays as it is. */
  async add(rows: readonly RecordedFragment[]): Promise<void> {
    await this.source.query(recordingSql.add, [
      rows.map(({ file }) => file),
      rows.map(({ camera }) => camera),
      rows.map(({ initLength }) => initLength),
      rows.map(({ offset }) => offset),
      rows.map(({ length }) => length),
      rows.map(({ fromMs }) => fromMs),
      rows.map(({ toMs }) => toMs),
      rows.map(({ sha256 }) => sha256),
    ]);
  }

  /** All files, and how far their fragments reach. */
  files(): Promise<RecordingFile[]> {
    return this.source.query(recordingSql.files);
  }

  async drop(files: readonly string[]): Promise<void> {
    await this.source.query(recordingSql.drop, [files]);
  }

  /** Fragments that touch [fromMs, toMs), epoch ms, in order of time. */
  between(camera: string, fromMs: number, toMs: number): Promise<FragmentRow[]> {
    return this.source.query(recordingSql.between, [camera, fromMs, toMs]);
  }

  async kept(camera: string): Promise<{ fromMs: number; toMs: number } | null> {
    const [row]: { fromMs: number | null; toMs: number }[] = await this.source.query(recordingSql.kept, [camera]);
    return row === undefined || row.fromMs === null ? null : { fromMs: row.fromMs, toMs: row.toMs };
  }

  /** Path of a camera's file; null: there is none of this number. */
  async pathOf(camera: string, fileId: number): Promise<string | null> {
    const [row]: { path: string }[] = await this.source.query(recordingSql.path, [camera, fileId]);
    return row?.path ?? null;
  }
}
