/**
 * Ten minutes of 5,000 positions a second while PostgreSQL is away (stopped for real), with the default room for what waits: what the
 * spool takes on disk, whether anything is lost, how long a batch keeps the server busy, and whether all of it is written once when
 * PostgreSQL is back. Argument: positions (3,000,000).
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { HistoryWriter } from '../../server/history/history-writer.ts';
import { PositionStore } from '../../server/history/position.store.ts';
import { Spool } from '../../server/history/spool.ts';
import { readConfig } from '../../server/platform/config.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { migrate } from '../../server/platform/db/migrate.ts';
import { bayHour, HOUR_MS, repeated } from './history/bay-hour.ts';

const ROWS = Number(process.argv[2] ?? 3_000_000);
const A_SECOND = 5_000;
const START_MS = Date.UTC(2026, 10, 1);
const MIB = 1_048_576;
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined };

const bytesIn = (dir: string): number =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

const place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-spool-')));
const postgres = new EmbeddedPostgres(place);
const { history } = readConfig({ DATA_DIR: place });
try {
  await postgres.start();
  await migrate(postgres.url);
  const source = await new DataSource({ type: 'postgres', url: postgres.url }).initialize();
  const dir = join(place, 'spool');
  const log = { ...quiet, debug: () => undefined } as never;
  const spool = new Spool({ dir, maxBytes: history.spoolMib * MIB, log, machineMs: Date.now() });
  await spool.open();
  const writer = new HistoryWriter({ spool, store: new PositionStore(source), log: quiet });
  const batches = repeated(bayHour(START_MS), { rows: ROWS, atOnce: A_SECOND, hourMs: START_MS });
  await postgres.stop();
  let longestMs = 0;
  const beganMs = performance.now();
  for (const batch of batches) {
    const before = performance.now();
    await writer.add(batch);
    longestMs = Math.max(longestMs, performance.now() - before);
  }
  const spooledMs = performance.now() - beganMs;
  const positions = batches.reduce((sum, batch) => sum + batch.positions.size, 0);
  const spoolMib = bytesIn(dir) / MIB;
  const { waiting, state } = writer;
  await postgres.start();
  const backMs = performance.now();
  while (writer.waiting > 0) await writer.drain();
  const drainS = (performance.now() - backMs) / 1000;
  const [row]: { rows: number }[] = await source.query('select count(*)::int as rows from position');
  const [twice]: { rows: number }[] = await source.query(
    'select count(*)::int as rows from (select 1 from position group by track_key, at, lon, lat having count(*) > 1) as t',
  );
  await source.destroy();
  const round = (value: number): number => Number(value.toFixed(1));
  console.log(
    JSON.stringify({
      ...{ positions, minutesAt5000: round(positions / A_SECOND / 60), state, waiting, lost: writer.lost },
      ...{ spoolMib: round(spoolMib), roomMib: history.spoolMib, batchMs: round(spooledMs / batches.length) },
      ...{ longestBatchMs: round(longestMs), drainS: round(drainS), written: row?.rows, doubled: twice?.rows },
      ...{ hours: round(ROWS / A_SECOND / (HOUR_MS / 1000)), rssMib: Math.round(process.memoryUsage().rss / MIB) },
    }),
  );
} finally {
  await postgres.stop();
  rmSync(place, { recursive: true, force: true });
}
