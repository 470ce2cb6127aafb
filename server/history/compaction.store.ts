import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DataSource } from 'typeorm';
import { BUCKET_MS } from '../contract/history.ts';
import { decodeChunk, encodeChunk } from '../domain/history/chunk.ts';
import { Positions } from '../domain/history/positions.ts';
import { type CopyFields, CopyParser, CopyRows } from './copy-binary.ts';
import { CLOSING_LOCK, copyIn } from './position.store.ts';

const DAY_MS = 86_400_000;
const COLUMNS = 'at, track_key, lon, lat, sog, cog, heading, rot, nav_status, source_id, flags';

export const compactionSql = {
  bounds: 'select closed_before, compacted_before from history_bound',
  lockClosing: 'select pg_advisory_xact_lock($1)',
  close:
    'update history_bound set closed_before = to_timestamp($1 / 1000.0) where closed_before < to_timestamp($1 / 1000.0)',
  rows: (fromMs: number) => `copy (
    select ${COLUMNS} from position
    where at >= '${iso(fromMs)}' and at < '${iso(fromMs + BUCKET_MS)}'
    order by track_key, at
  ) to stdout (format binary)`,
  hotFrom: `select extract(epoch from coalesce(
      (select at from position where at >= to_timestamp($1 / 1000.0) and at < to_timestamp($2 / 1000.0) limit 1),
      (select min(at) from position where at >= to_timestamp($2 / 1000.0))
    ))::float8 * 1000 as at_ms`,
  chunks: `copy position_chunk (bucket, track_key, count, west, south, east, north, data) from stdin (format binary)`,
  compacted: 'update history_bound set compacted_before = to_timestamp($1 / 1000.0)',
  lateBuckets: `select distinct extract(epoch from date_bin('10 minutes', at, 'epoch'))::float8 * 1000 as bucket_ms
    from position_late where at < to_timestamp($1 / 1000.0) order by bucket_ms limit $2`,
  takeLate: `with taken as (
      delete from position_late where at >= to_timestamp($1 / 1000.0) and at < to_timestamp($2 / 1000.0) returning *
    ) select extract(epoch from at)::float8 * 1000 as at_ms, track_key, lon, lat, sog, cog, heading, rot, nav_status,
        source_id, flags
      from taken`,
  chunksOf: `select track_key, data from position_chunk
    where bucket = to_timestamp($1 / 1000.0) and track_key = any($2::bigint[])`,
  putChunk: `insert into position_chunk (bucket, track_key, count, west, south, east, north, data)
    values (to_timestamp($1 / 1000.0), $2, $3, $4, $5, $6, $7, $8)
    on conflict (track_key, bucket) do update set count = excluded.count, west = excluded.west, south = excluded.south,
      east = excluded.east, north = excluded.north, data = excluded.data`,
  revise: `insert into bucket_revision (bucket, revision) values (to_timestamp($1 / 1000.0), 2)
    on conflict (bucket) do update set revision = bucket_revision.revision + 1`,
} as const;

const iso = (ms: number): string => new Date(ms).toISOString();

export interface Bounds {
  /** Buckets before it take no more plain rows: what comes later is late. Epoch ms. */
  readonly closedBeforeMs: number;
  /** Buckets before it are in chunks. Epoch ms, never after `closedBeforeMs`. */
  readonly compactedBeforeMs: number;
}

/** Plain rows of one late position. */
interface LateRow {
  readonly at_ms: number;
  readonly track_key: string;
  readonly lon: number;
  readonly lat: number;
  readonly sog: number;
  readonly cog: number;
  readonly heading: number;
  readonly rot: number;
  readonly nav_status: number;
  readonly source_id: number;
  readonly flags: number;
}

/** Turns plain rows of closed buckets into chunks. To be used by one server at a time. */
@Injectable()
export class CompactionStore {
  constructor(private readonly source: DataSource) {}

  /** null: nothing was ever kept. */
  async bounds(): Promise<Bounds | null> {
    const [row]: { closed_before: Date; compacted_before: Date }[] = await this.source.query(compactionSql.bounds);
    return row === undefined
      ? null
      : { closedBeforeMs: row.closed_before.getTime(), compactedBeforeMs: row.compacted_before.getTime() };
  }

  /** A time in the first bucket from `fromMs` (begin of a bucket) on that has plain rows, epoch ms; null: there is none. */
  async hotFromMs(fromMs: number): Promise<number | null> {
    const span = [fromMs, fromMs + BUCKET_MS];
    const [row]: { at_ms: number | null }[] = await this.source.query(compactionSql.hotFrom, span);
    return row?.at_ms ?? null;
  }

  /** From now on what belongs before `beforeMs` is late. Waits for the batch that is being written. */
  async close(beforeMs: number): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query(compactionSql.lockClosing, [CLOSING_LOCK]);
      await manager.query(compactionSql.close, [beforeMs]);
    });
  }

  /** Makes chunks of the closed bucket; returns how many positions they hold. `toMs`: buckets before it are compacted then. */
  async compact(bucketMs: number, toMs: number): Promise<number> {
    return this.inTransaction(async (client) => {
      await client.query(makeDaySql(bucketMs));
      const builder = new ChunkRows(bucketMs);
      const parser = new CopyParser((fields) => builder.take(fields));
      await pipeline(client.query(copyTo(compactionSql.rows(bucketMs))), async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) parser.take(piece);
      });
      builder.end();
      await copyIn(client, compactionSql.chunks, builder.rows);
      await client.query(compactionSql.compacted, [toMs]);
      return builder.positions;
    });
  }

  /** Buckets before `beforeMs` for which late positions wait, oldest first, epoch ms. */
  async lateBuckets(beforeMs: number, limit: number): Promise<number[]> {
    const rows: { bucket_ms: number }[] = await this.source.query(compactionSql.lateBuckets, [beforeMs, limit]);
    return rows.map(({ bucket_ms }) => bucket_ms);
  }

  /** Puts the late positions of a compacted bucket where they belong; returns how many there were. */
  async mergeLate(bucketMs: number): Promise<number> {
    return this.inTransaction(async (client) => {
      await client.query(makeDaySql(bucketMs));
      const span = [bucketMs, bucketMs + BUCKET_MS];
      const { rows } = await client.query<LateRow>(compactionSql.takeLate, span);
      const late = new Map<number, Positions>();
      for (const row of rows) add(late, row);
      const kept = await client.query<{ track_key: string; data: Buffer }>(compactionSql.chunksOf, [
        bucketMs,
        [...late.keys()],
      ]);
      for (const { track_key, data } of kept.rows) {
        const positions = decodeChunk(data, bucketMs);
        for (let i = 0; i < positions.size; i++) late.get(Number(track_key))?.push(positions.at(i));
      }
      for (const [key, positions] of late)
        await client.query(compactionSql.putChunk, chunkOf(bucketMs, key, positions));
      await client.query(compactionSql.revise, [bucketMs]);
      return rows.length;
    });
  }

  private async inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as pg.PoolClient;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {}); // the connection may be gone: then so is the transaction
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Name of the daily partition of chunks that begins at `dayMs`. */
const dayPartition = (dayMs: number): string =>
  `position_chunk_${new Date(dayMs).toISOString().slice(0, 10).replace(/\D/g, '')}`;

/** Makes the partition for the bucket; its name and bounds are our own, never a caller's. */
function makeDaySql(bucketMs: number): string {
  const dayMs = bucketMs - (bucketMs % DAY_MS);
  return `create table if not exists ${dayPartition(dayMs)} partition of position_chunk
    for values from ('${iso(dayMs)}') to ('${iso(dayMs + DAY_MS)}')`;
}

function add(late: Map<number, Positions>, row: LateRow): void {
  const key = Number(row.track_key);
  let positions = late.get(key);
  if (positions === undefined) {
    positions = new Positions();
    late.set(key, positions);
  }
  const { at_ms, lon, lat, sog, cog, heading, rot, nav_status, source_id, flags } = row;
  const atMs = Math.round(at_ms);
  positions.push({ atMs, lon, lat, sog, cog, heading, rot, navStatus: nav_status, source: source_id, flags });
}

interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

function extentOf({ size, lon, lat }: Positions): Extent {
  const extent = { west: lon[0] ?? 0, south: lat[0] ?? 0, east: lon[0] ?? 0, north: lat[0] ?? 0 };
  for (let i = 1; i < size; i++) {
    const x = lon[i] ?? 0;
    const y = lat[i] ?? 0;
    if (x < extent.west) extent.west = x;
    if (x > extent.east) extent.east = x;
    if (y < extent.south) extent.south = y;
    if (y > extent.north) extent.north = y;
  }
  return extent;
}

function chunkOf(bucketMs: number, key: number, positions: Positions): unknown[] {
  const sorted = positions.inOrder();
  const { west, south, east, north } = extentOf(sorted);
  const data = Buffer.from(encodeChunk(sorted, bucketMs));
  return [bucketMs, key, sorted.size, west, south, east, north, data];
}

/** Hot: makes the rows of `position_chunk` from plain rows in order of track and time. */
class ChunkRows {
  readonly rows = new CopyRows(1 << 20);
  positions = 0;
  private readonly current = new Positions(1_024);
  private key = -1;

  constructor(private readonly bucketMs: number) {}

  take(fields: CopyFields): void {
    const atMs = fields.time();
    const key = fields.int8();
    if (key !== this.key) {
      this.end();
      this.key = key;
    }
    this.current.push({
      atMs,
      lon: fields.int4(),
      lat: fields.int4(),
      sog: fields.int2(),
      cog: fields.int2(),
      heading: fields.int2(),
      rot: fields.int2(),
      navStatus: fields.int2(),
      source: fields.int4(),
      flags: fields.int2(),
    });
  }

  /** The track is whole. */
  end(): void {
    const { current, rows, bucketMs } = this;
    if (current.size === 0) return;
    const { west, south, east, north } = extentOf(current);
    rows.row(8);
    rows.time(bucketMs);
    rows.int8(this.key);
    rows.int4(current.size);
    rows.int4(west);
    rows.int4(south);
    rows.int4(east);
    rows.int4(north);
    rows.raw(encodeChunk(current, bucketMs));
    this.positions += current.size;
    current.clear();
  }
}
