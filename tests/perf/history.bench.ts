/**
 * History on a real PostgreSQL with the traffic mix of the simulated bay: writing against TypeORM's `insert()` of as many rows into
 * a table with the same index; then ten million positions, compacted, and what is asked of them. ROWS and WRITE_ROWS may be given.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { encodeBlock } from '../../server/domain/history/block.ts';
import { CompactionStore } from '../../server/history/compaction.store.ts';
import { Compactor } from '../../server/history/compactor.ts';
import { HistoryStore } from '../../server/history/history.store.ts';
import { PastStore } from '../../server/history/past.store.ts';
import { PastPicture } from '../../server/history/past-picture.ts';
import { PositionStore } from '../../server/history/position.store.ts';
import { RetentionStore } from '../../server/history/retention.store.ts';
import { trailGeoJson } from '../../server/history/trail.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { migrate } from '../../server/platform/db/migrate.ts';
import { bayHour, HOUR_MS, repeated } from './history/bay-hour.ts';
import { insertByTypeOrm } from './history/plain-insert.ts';

const ROWS = Number(process.argv[2] ?? 10_000_000);
const WRITE_ROWS = Number(process.argv[3] ?? 500_000);
const ROWS_AT_ONCE = 5_000;
const START_MS = Date.UTC(2026, 10, 1);
const HOURS = 24;
const ASKS = 25;

const quiet = { error: console.error, info: () => undefined, debug: () => undefined };
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

async function timedMs(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

async function medianMs(work: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ASKS; i++) times.push(await timedMs(() => work(i)));
  return median(times);
}

async function writeRatio(source: DataSource, url: string): Promise<{ ours: number; plain: number }> {
  const store = new PositionStore(source);
  const hour = bayHour(START_MS - 48 * HOUR_MS);
  const batches = repeated(hour, { rows: WRITE_ROWS, atOnce: ROWS_AT_ONCE, hourMs: START_MS - 48 * HOUR_MS });
  const runId = '00000000-0000-4000-8000-000000000001';
  const oursMs = await timedMs(async () => {
    for (const [i, batch] of batches.entries()) await store.write({ runId, firstSeq: i + 1, batches: [batch] });
  });
  const plainMs = await timedMs(() => insertByTypeOrm(url, batches));
  const rows = batches.reduce((sum, { positions }) => sum + positions.size, 0);
  console.error(`wrote ${rows} rows: ${Math.round(oursMs)} ms, TypeORM insert() ${Math.round(plainMs)} ms`);
  return { ours: (rows / oursMs) * 1_000, plain: (rows / plainMs) * 1_000 };
}

/** Twenty-four hours, compacted as they come; returns how many positions. */
async function fill(source: DataSource): Promise<number> {
  const store = new PositionStore(source);
  const compactor = new Compactor({ store: new CompactionStore(source), log: quiet, isAbreast: () => true });
  const retention = new RetentionStore(source);
  const hour = bayHour(START_MS);
  const runId = '00000000-0000-4000-8000-000000000002';
  let seq = 0;
  let rows = 0;
  for (let h = 0; h < HOURS; h++) {
    const hourMs = START_MS + h * HOUR_MS;
    for (const batch of repeated(hour, { rows: ROWS / HOURS, atOnce: 20_000, hourMs })) {
      seq++;
      rows += batch.positions.size;
      await store.write({ runId, firstSeq: seq, batches: [batch] });
    }
    await compactor.tick(hourMs + HOUR_MS + 31_000);
    const bound = await retention.compactedBeforeMs();
    for (const partition of await retention.partitions('position')) {
      if (partition.toMs <= bound) await retention.drop(partition);
    }
    console.error(`hour ${h + 1} of ${HOURS}: ${rows} positions`);
  }
  return rows;
}

async function ask(source: DataSource): Promise<Record<string, number>> {
  const history = new HistoryStore(source);
  const past = new PastPicture(new PastStore(history));
  const [row]: { bytes: number; rows: number }[] = await source.query(`select
    (select sum(pg_total_relation_size(inhrelid))::float8 from pg_inherits where inhparent = 'position_chunk'::regclass) as bytes,
    (select sum(count)::float8 from position_chunk) as rows`);
  const busy: { key: string }[] = await source.query(
    'select track_key as key from position_chunk group by 1 order by sum(count) desc limit $1',
    [ASKS],
  );
  const endMs = START_MS + HOURS * HOUR_MS;
  let trail = 0;
  const trail24hMs = await medianMs(async (i) => {
    const tracks = await history.positions([Number(busy[i]?.key)], endMs - 24 * HOUR_MS, endMs);
    trail = JSON.stringify(trailGeoJson(tracks)).length;
  });
  let tracks = 0;
  const pictureAtMs = await medianMs(async (i) => {
    tracks = (await past.at(START_MS + 6 * HOUR_MS + i * 1_733_217, null)).features.length;
  });
  const block10minMs = await medianMs(async (i) => {
    const bucketMs = START_MS + 6 * HOUR_MS + i * 600_000;
    encodeBlock({ bucketMs, ...(await history.block(bucketMs, null)) });
  });
  console.error(`busiest trail ${trail} characters of GeoJSON, ${tracks} tracks in the picture`);
  return {
    bytesPerPosition: round((row?.bytes ?? 0) / (row?.rows ?? 1), 2),
    trail24hMs: round(trail24hMs),
    pictureAtMs: round(pictureAtMs),
    pictureTracks: tracks,
    block10minMs: round(block10minMs),
    rows: row?.rows ?? 0,
  };
}

const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-bench-')));
const postgres = new EmbeddedPostgres(dataDir);
try {
  await postgres.start();
  await migrate(postgres.url);
  const source = await new DataSource({ type: 'postgres', url: postgres.url }).initialize();
  const { ours, plain } = await writeRatio(source, postgres.url);
  await source.query('truncate position, position_late, history_bound, track');
  await fill(source);
  const figures = await ask(source);
  await source.destroy();
  const write = { ratioWrite: round(ours / plain), rowsPerS: Math.round(ours), baselineRowsPerS: Math.round(plain) };
  console.log(JSON.stringify({ ...write, ...figures }));
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
