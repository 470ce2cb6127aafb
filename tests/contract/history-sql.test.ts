import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bookmarkSql } from '../../server/cameras/recording/bookmark.store.ts';
import { recordingSql } from '../../server/cameras/recording/recording.store.ts';
import { cameraSql } from '../../server/cameras/registry/camera.store.ts';
import { compactionSql } from '../../server/history/compaction.store.ts';
import { feedSql } from '../../server/history/feed.store.ts';
import { historySql } from '../../server/history/history.store.ts';
import { holdSql } from '../../server/history/hold.store.ts';
import { pastSql } from '../../server/history/past.store.ts';
import { positionSql } from '../../server/history/position.store.ts';
import { retentionSql } from '../../server/history/retention.store.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const GOLDEN = 'tests/contract/history-sql.golden';
const DAY_MS = Date.UTC(2026, 10, 1);
const BUCKET_MS = DAY_MS + 3 * 3_600_000;

/** Every statement of the stores of history, by store and name. */
const STATEMENTS = {
  ...{ positionSql, compactionSql, historySql, pastSql, feedSql, holdSql, retentionSql },
  ...{ recordingSql, bookmarkSql, cameraSql },
};

/** Asked at every look at a trail or at the past, with parameters that reach one track and one bucket of many. */
const HOT: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['historySql.chunks', historySql.chunks, [[431_000_001], BUCKET_MS, BUCKET_MS + 3_600_000]],
  ['historySql.hot', historySql.hot, [[431_000_001], BUCKET_MS, BUCKET_MS + 600_000]],
  ['historySql.block', historySql.block, [BUCKET_MS, -1e8, 1e8, -5e7, 5e7]],
  ['pastSql.chunks', pastSql.chunks, [BUCKET_MS]],
  ['pastSql.lastChunks', pastSql.lastChunks, [[431_000_001, 431_000_002], BUCKET_MS, DAY_MS]],
  ['pastSql.lastHot', pastSql.lastHot, [[431_000_001, 431_000_002], BUCKET_MS, DAY_MS]],
  ['recordingSql.between', recordingSql.between, ['daikoku', BUCKET_MS, BUCKET_MS + 60_000]],
  ['pastSql.identities', pastSql.identities, [[431_000_001, 431_000_002], BUCKET_MS]],
];

function compare(path: string, text: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('the SQL of history and recordings', () => {
  let app: RunningApp;
  let sql: Sql;
  beforeAll(async () => {
    app = await runApp();
    sql = await openSql(app);
    await fill(sql);
  });
  afterAll(async () => {
    await sql.end();
    await app.stop();
  });

  it('is what was looked at (UPDATE_GOLDEN=1 writes it anew)', () => {
    const texts = Object.entries(STATEMENTS).flatMap(([store, statements]) =>
      Object.entries(statements).map(([name, text]) => {
        const shown = typeof text === 'string' ? text : text(BUCKET_MS);
        return `-- ${store}.${name}\n${shown.replaceAll(/\n\s+/g, '\n  ')};\n`;
      }),
    );
    compare(GOLDEN, texts.join('\n'));
  });

  it('finds what is asked for often by index, never by reading a whole table', async () => {
    for (const [name, text, values] of HOT) {
      const plan = (await sql(`explain (costs off) ${text}`, [...values])).map((row) => String(row['QUERY PLAN']));
      expect([name, plan.filter((line) => /Seq Scan on (position|recording_fragment)/.test(line))]).toEqual([name, []]);
      expect([name, plan.some((line) => /Index (Only )?Scan|Bitmap Index Scan/.test(line))]).toEqual([name, true]);
    }
  });
});

/** A day of 200 tracks, so that reading everything is not the cheapest way. */
async function fill(sql: Sql): Promise<void> {
  const day = new Date(DAY_MS).toISOString();
  const next = new Date(DAY_MS + 86_400_000).toISOString();
  await sql(
    `create table position_chunk_20261101 partition of position_chunk for values from ('${day}') to ('${next}')`,
  );
  await sql(`create table position_2026110103 partition of position
    for values from ('${new Date(BUCKET_MS).toISOString()}') to ('${new Date(BUCKET_MS + 3_600_000).toISOString()}')`);
  await sql(`insert into position_chunk
    select bucket, 431000000 + ship, 60, 0, 0, 1, 1, decode(repeat('00', 400), 'hex')
    from generate_series(1, 200) ship, generate_series('${day}'::timestamptz, '${next}'::timestamptz - interval '10 min', interval '10 min') bucket`);
  await sql(`insert into position
    select at, 431000000 + ship, 0, 0, 0, 0, 0, 0, 0, 1, 0
    from generate_series(1, 200) ship,
      generate_series('${new Date(BUCKET_MS).toISOString()}'::timestamptz,
        '${new Date(BUCKET_MS + 3_599_000).toISOString()}'::timestamptz, interval '10 s') at`);
  await sql(`insert into track_identity
    select 431000000 + ship, '${day}'::timestamptz + version * interval '1 min', 0, null
    from generate_series(1, 200) ship, generate_series(1, 20) version`);
  await sql(`insert into recording_file (path, camera, init_length, from_at, to_at)
    select camera || '/' || bucket, camera, 700, bucket, bucket + interval '10 min'
    from unnest(array['daikoku', 'honmoku-d']) camera,
      generate_series('${day}'::timestamptz, '${next}'::timestamptz, interval '10 min') bucket`);
  await sql(`insert into recording_fragment
    select file_id, second * 60000, 60000, from_at + second * interval '1 s', from_at + (second + 1) * interval '1 s', '\\x00'
    from recording_file, generate_series(0, 599) second`);
  await sql('analyze position, position_chunk, track_identity, recording_file, recording_fragment');
}
