import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource } from 'typeorm';
import type { Batch } from './batch.ts';
import { CopyRows } from './copy-binary.ts';
import type { Taken } from './spool.ts';

/** Any number; the same in every copy that shares the database. Shared: a batch is being written. Alone: a bucket is being closed. */
export const CLOSING_LOCK = 7_402_003;

const HOUR_MS = 3_600_000;
const BYTES_PER_ROW = 88;
const COLUMNS = 'at, track_key, lon, lat, sog, cog, heading, rot, nav_status, source_id, flags';

export const positionSql = {
  run: `insert into history_run (run_id, last_seq, last_at) values ($1, 0, to_timestamp($2 / 1000.0))
    on conflict (run_id) do nothing`,
  lastSeq: 'select last_seq from history_run where run_id = $1 for update',
  advance: 'update history_run set last_seq = $2, last_at = to_timestamp($3 / 1000.0) where run_id = $1',
  shareClosing: 'select pg_advisory_xact_lock_shared($1)',
  firstBound: `insert into history_bound (closed_before, compacted_before)
    select at, at from (values (date_bin('10 minutes', to_timestamp($1 / 1000.0), 'epoch'))) v (at) on conflict do nothing`,
  closedBefore: 'select closed_before from history_bound',
  sources: `insert into source (feed, station) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
  sourceIds: `select source_id, feed, station from source
    where (feed, station) in (select * from unnest($1::text[], $2::text[]))`,
  position: `copy position (${COLUMNS}) from stdin (format binary)`,
  late: `copy position_late (${COLUMNS}) from stdin (format binary)`,
  tracks: `insert into track (track_key, kind, first_at, last_at)
    select k, kind, to_timestamp(f / 1000.0), to_timestamp(l / 1000.0)
    from unnest($1::bigint[], $2::smallint[], $3::float8[], $4::float8[]) as u (k, kind, f, l)
    on conflict (track_key) do update set
      kind = case when excluded.kind < 0 then track.kind else excluded.kind end,
      first_at = least(track.first_at, excluded.first_at),
      last_at = greatest(track.last_at, excluded.last_at)`,
  identities: `insert into track_identity (track_key, at, kind, identity)
    select k, to_timestamp(a / 1000.0), kind, identity
    from unnest($1::bigint[], $2::float8[], $3::smallint[], $4::jsonb[]) as u (k, a, kind, identity)`,
  states: `insert into track_state (track_key, at, state, flags)
    select k, to_timestamp(a / 1000.0), state, flags
    from unnest($1::bigint[], $2::float8[], $3::smallint[], $4::smallint[]) as u (k, a, state, flags)`,
  feeds: `insert into feed_state (feed, at, up)
    select feed, to_timestamp(a / 1000.0), up from unnest($1::text[], $2::float8[], $3::boolean[]) as u (feed, a, up)`,
} as const;

/** Name of the hourly partition that begins at `hourMs`. */
const hourPartition = (hourMs: number): string =>
  `position_${new Date(hourMs).toISOString().slice(0, 13).replace(/\D/g, '')}`;
/** Makes it; its name and bounds are our own, never a caller's. */
const makeHourSql = (hourMs: number): string =>
  `create table if not exists ${hourPartition(hourMs)} partition of position
    for values from ('${new Date(hourMs).toISOString()}') to ('${new Date(hourMs + HOUR_MS).toISOString()}')`;

/** Writes batches: all of them and their number in one transaction, so that each is written once whatever happens in between. */
@Injectable()
export class PositionStore {
  private readonly sourceIds = new Map<string, number>();
  private readonly hours = new Set<number>();
  /** When the database was last told that a track is alive, by its key. */
  private readonly toldMs = new Map<number, number>();

  constructor(private readonly source: DataSource) {}

  /** Resolves when they are committed, now or by an earlier try that did not hear of it. */
  async write({ runId, firstSeq, batches }: Taken): Promise<void> {
    const last = batches.at(-1);
    if (last === undefined) return;
    await this.learnSources(batches);
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as pg.PoolClient;
    try {
      await client.query(positionSql.run, [runId, last.atMs]);
      await client.query('begin');
      const { rows } = await client.query<{ last_seq: string }>(positionSql.lastSeq, [runId]);
      const fresh = batches.slice(Math.max(0, Number(rows[0]?.last_seq ?? 0) - firstSeq + 1));
      if (fresh.length > 0) await this.writeFresh(client, fresh);
      await client.query(positionSql.advance, [runId, firstSeq + batches.length - 1, last.atMs]);
      await client.query('commit');
    } catch (error) {
      this.hours.clear();
      this.toldMs.clear();
      await client.query('rollback').catch(() => {}); // the connection may be gone: then so is the transaction
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async writeFresh(client: pg.PoolClient, batches: readonly Batch[]): Promise<void> {
    await client.query(positionSql.shareClosing, [CLOSING_LOCK]);
    const [{ atMs = 0 } = {}] = batches;
    await client.query(positionSql.firstBound, [atMs]);
    const { rows } = await client.query<{ closed_before: Date }>(positionSql.closedBefore);
    const closedBeforeMs = rows[0]?.closed_before.getTime() ?? 0;
    const size = batches.reduce((sum, { positions }) => sum + positions.size, 0);
    const hot = new CopyRows(64 + size * BYTES_PER_ROW);
    const late = new CopyRows();
    for (const batch of batches) this.addRows(batch, closedBeforeMs, hot, late);
    await this.makeHours(client, batches, closedBeforeMs);
    await copyIn(client, positionSql.position, hot);
    await copyIn(client, positionSql.late, late);
    await this.writeTracks(client, batches);
    await writeIdentities(client, batches);
    await writeStates(client, batches);
    await writeFeeds(client, batches);
  }

  /** Hot. */
  private addRows({ keys, positions: p, sources }: Batch, closedBeforeMs: number, hot: CopyRows, late: CopyRows): void {
    const ids = sources.map(({ feed, station }) => this.sourceIds.get(nameOf(feed, station)) ?? 0);
    for (let i = 0; i < p.size; i++) {
      const atMs = p.atMs[i] ?? 0;
      const rows = atMs < closedBeforeMs ? late : hot;
      rows.row(11);
      rows.time(atMs);
      rows.int8(keys[i] ?? 0);
      rows.int4(p.lon[i] ?? 0);
      rows.int4(p.lat[i] ?? 0);
      rows.int2(p.sog[i] ?? 0);
      rows.int2(p.cog[i] ?? 0);
      rows.int2(p.heading[i] ?? 0);
      rows.int2(p.rot[i] ?? 0);
      rows.int2(p.navStatus[i] ?? 0);
      rows.int4(ids[p.source[i] ?? 0] ?? 0);
      rows.int2(p.flags[i] ?? 0);
    }
  }

  private async makeHours(client: pg.PoolClient, batches: readonly Batch[], closedBeforeMs: number): Promise<void> {
    const missing = new Set<number>();
    for (const { positions } of batches) {
      for (let i = 0; i < positions.size; i++) {
        const atMs = positions.atMs[i] ?? 0;
        const hourMs = atMs - (atMs % HOUR_MS);
        if (atMs >= closedBeforeMs && !this.hours.has(hourMs)) missing.add(hourMs);
      }
    }
    for (const hourMs of missing) {
      await client.query(makeHourSql(hourMs));
      this.hours.add(hourMs);
    }
  }

  private async learnSources(batches: readonly Batch[]): Promise<void> {
    const named = new Map(
      batches.flatMap(({ sources }) => sources.map((each) => [nameOf(each.feed, each.station), each])),
    );
    const unknown = [...named].filter(([name]) => !this.sourceIds.has(name)).map(([, each]) => each);
    if (unknown.length === 0) return;
    const values = [unknown.map(({ feed }) => feed), unknown.map(({ station }) => station)];
    await this.source.query(positionSql.sources, values);
    const rows: { source_id: number; feed: string; station: string }[] = await this.source.query(
      positionSql.sourceIds,
      values,
    );
    for (const { source_id, feed, station } of rows) this.sourceIds.set(nameOf(feed, station), source_id);
  }

  /** Tells of new tracks, and every ten minutes that a known one is alive. */
  private async writeTracks(client: pg.PoolClient, batches: readonly Batch[]): Promise<void> {
    const spans = trackSpans(batches);
    const keys: number[] = [];
    for (const [key, span] of spans) {
      if (span.kind >= 0 || span.lastMs - (this.toldMs.get(key) ?? 0) > TELL_EVERY_MS) keys.push(key);
    }
    if (keys.length === 0) return;
    const of = keys.map((key) => spans.get(key) ?? NO_SPAN);
    await client.query(positionSql.tracks, [
      keys,
      of.map(({ kind }) => kind),
      of.map(({ firstMs }) => firstMs),
      of.map(({ lastMs }) => lastMs),
    ]);
    for (const key of keys) this.toldMs.set(key, spans.get(key)?.lastMs ?? 0);
  }
}

/** How far `last_at` of a track may be behind its last position, ms. */
export const TELL_EVERY_MS = 600_000;

interface Span {
  /** Code; -1: not told in these batches. */
  kind: number;
  firstMs: number;
  lastMs: number;
}
const NO_SPAN: Readonly<Span> = { kind: -1, firstMs: 0, lastMs: 0 };

function trackSpans(batches: readonly Batch[]): Map<number, Span> {
  const spans = new Map<number, Span>();
  const widen = (key: number, atMs: number): Span => {
    let span = spans.get(key);
    if (span === undefined) {
      span = { kind: -1, firstMs: atMs, lastMs: atMs };
      spans.set(key, span);
    }
    if (atMs < span.firstMs) span.firstMs = atMs;
    if (atMs > span.lastMs) span.lastMs = atMs;
    return span;
  };
  for (const { keys, positions, identities } of batches) {
    for (let i = 0; i < positions.size; i++) widen(keys[i] ?? 0, positions.atMs[i] ?? 0);
    for (const { key, atMs, kind } of identities) widen(key, atMs).kind = kind;
  }
  return spans;
}

async function writeIdentities(client: pg.PoolClient, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ identities }) => identities);
  if (rows.length === 0) return;
  await client.query(positionSql.identities, [
    rows.map(({ key }) => key),
    rows.map(({ atMs }) => atMs),
    rows.map(({ kind }) => kind),
    rows.map(({ identity }) => (identity === null ? null : JSON.stringify(identity))),
  ]);
}

async function writeStates(client: pg.PoolClient, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ states }) => states);
  if (rows.length === 0) return;
  await client.query(positionSql.states, [
    rows.map(({ key }) => key),
    rows.map(({ atMs }) => atMs),
    rows.map(({ state }) => state),
    rows.map(({ flags }) => flags),
  ]);
}

async function writeFeeds(client: pg.PoolClient, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ feeds }) => feeds);
  if (rows.length === 0) return;
  const columns = [rows.map(({ feed }) => feed), rows.map(({ atMs }) => atMs), rows.map(({ up }) => up)];
  await client.query(positionSql.feeds, columns);
}

/** Sends the rows, if there are any. */
export async function copyIn(client: pg.PoolClient, sql: string, rows: CopyRows): Promise<void> {
  if (rows.rows === 0) return;
  const stream = client.query(copyFrom(sql));
  stream.end(rows.done());
  await finished(stream);
}

const nameOf = (feed: string, station: string): string => `${feed}\0${station}`;
