import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const PARTITION = /^(?:position_(\d{4})(\d{2})(\d{2})(\d{2})|position_chunk_(\d{4})(\d{2})(\d{2}))$/;

export const retentionSql = {
  partitions: `select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass($1) order by c.relname`,
  size: 'select pg_database_size(current_database())::float8 as bytes',
  bounds: 'select extract(epoch from compacted_before)::float8 * 1000 as ms from history_bound',
  oldIdentities: `delete from track_identity i where i.at < to_timestamp($1 / 1000.0) and (
      exists (select 1 from track_identity n where n.track_key = i.track_key and n.at > i.at and n.at <= to_timestamp($1 / 1000.0))
      or exists (select 1 from track t where t.track_key = i.track_key and t.last_at < to_timestamp($1 / 1000.0)))`,
  oldStates: `delete from track_state s where s.at < to_timestamp($1 / 1000.0) and (
      exists (select 1 from track_state n where n.track_key = s.track_key and n.at > s.at and n.at <= to_timestamp($1 / 1000.0))
      or exists (select 1 from track t where t.track_key = s.track_key and t.last_at < to_timestamp($1 / 1000.0)))`,
  oldTracks: 'delete from track where last_at < to_timestamp($1 / 1000.0)',
  oldFeeds: `delete from feed_state f where f.at < to_timestamp($1 / 1000.0)
    and exists (select 1 from feed_state n where n.feed = f.feed and n.at > f.at and n.at <= to_timestamp($1 / 1000.0))`,
  oldRevisions: 'delete from bucket_revision where bucket < to_timestamp($1 / 1000.0)',
  oldLate: 'delete from position_late where at < to_timestamp($1 / 1000.0)',
  oldRuns: `delete from history_run where last_at < to_timestamp($1 / 1000.0) - interval '60 days'`,
} as const;

/** A part of the position tables that is dropped as a whole. */
export interface Partition {
  readonly name: string;
  /** Span of what it holds, epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly bytes: number;
}

/** Lets go of what is old, partitions as a whole. */
@Injectable()
export class RetentionStore {
  constructor(private readonly source: DataSource) {}

  /** Oldest first. `position`: plain rows by the hour. `position_chunk`: chunks by the day. */
  async partitions(table: 'position' | 'position_chunk'): Promise<Partition[]> {
    const rows: { name: string; bytes: number }[] = await this.source.query(retentionSql.partitions, [table]);
    return rows.flatMap(({ name, bytes }) => {
      const span = spanOf(name);
      return span === null ? [] : [{ name, bytes, ...span }];
    });
  }

  async drop({ name }: Partition): Promise<void> {
    if (!PARTITION.test(name)) throw new Error(`${name} is no partition of history`);
    await this.source.query(`drop table if exists ${name}`);
  }

  /** Identities, states and marks of what was before `beforeMs`; what was known then stays known. */
  async forget(beforeMs: number): Promise<void> {
    const { oldIdentities, oldStates, oldTracks, oldFeeds, oldRevisions, oldLate, oldRuns } = retentionSql;
    for (const sql of [oldIdentities, oldStates, oldTracks, oldFeeds, oldRevisions, oldLate, oldRuns]) {
      await this.source.query(sql, [beforeMs]);
    }
  }

  /** Buckets before it are in chunks, epoch ms. */
  async compactedBeforeMs(): Promise<number> {
    const [row]: { ms: number }[] = await this.source.query(retentionSql.bounds);
    return row?.ms ?? 0;
  }

  /** Bytes of the whole database. */
  async size(): Promise<number> {
    const [row]: { bytes: number }[] = await this.source.query(retentionSql.size);
    return row?.bytes ?? 0;
  }
}

const HOUR_MS = 3_600_000;

function spanOf(name: string): { fromMs: number; toMs: number } | null {
  const parts = PARTITION.exec(name);
  if (parts === null) return null;
  const [, hy, hm, hd, hh, dy, dm, dd] = parts;
  if (hh !== undefined) {
    const fromMs = Date.UTC(Number(hy), Number(hm) - 1, Number(hd), Number(hh));
    return { fromMs, toMs: fromMs + HOUR_MS };
  }
  const fromMs = Date.UTC(Number(dy), Number(dm) - 1, Number(dd));
  return { fromMs, toMs: fromMs + 24 * HOUR_MS };
}
