import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, MigrationExecutor, type MigrationInterface, type QueryRunner } from 'typeorm';
import { StartError } from '../start-error.ts';
import { columnList, contentsOf, quoted, readTriggers, type Trigger } from './backup-catalogue.ts';
import type { Manifest, PartitionEntry, TableEntry } from './backup-format.ts';
import { Meter } from './backup-format.ts';
import type { Progress } from './backup-progress.ts';

export interface FillOptions {
  readonly url: string;
  readonly from: string;
  readonly manifest: Manifest;
  /** All that this version has. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Makes the tables by the migrations that the backup had, fills them, and runs the newer migrations: all in one transaction, so that
 * whatever fails leaves the database as empty as it was.
 */
export async function fillDatabase(options: FillOptions): Promise<void> {
  const { url, manifest, migrations } = options;
  const had = new Set(manifest.migrations);
  const open = (list: FillOptions['migrations']) =>
    new DataSource({ type: 'postgres', url, migrations: [...list], logging: false, extra: { max: 2 } }).initialize();
  const then = await open(migrations.filter(({ name }) => had.has(name)));
  const now = await open(migrations);
  const run = then.createQueryRunner();
  try {
    const client: pg.ClientBase = await run.connect();
    await run.startTransaction();
    await run.query(`set local timezone = 'UTC'; set local statement_timeout = 0`);
    await migrateBy(then, run);
    await fillTables(client, options);
    await migrateBy(now, run);
    await run.query('analyze');
    options.signal.throwIfAborted();
    await run.commitTransaction();
  } finally {
    await run.release().catch(() => {}); // what was not committed ends with the connection
    await then.destroy();
    await now.destroy();
  }
}

async function migrateBy(source: DataSource, run: QueryRunner): Promise<void> {
  const executor = new MigrationExecutor(source, run);
  executor.transaction = 'none'; // ours is open
  await executor.executePendingMigrations();
}

async function fillTables(client: pg.ClientBase, options: FillOptions): Promise<void> {
  const { manifest } = options;
  await makePartitions(client, manifest.partitions);
  const triggers = await readTriggers(client);
  for (const table of new Set(triggers.map((trigger) => trigger.table)))
    await client.query(`alter table ${quoted(table)} disable trigger user`);
  // rows that a migration put in are in the backup too
  await client.query(`truncate ${manifest.tables.map(({ name }) => quoted(name)).join(', ')}`);
  for (const [index, table] of manifest.tables.entries()) {
    options.progress.about(`table ${index + 1} of ${manifest.tables.length}, ${table.name}`);
    await fillTable(client, table, options);
  }
  for (const { name, last } of manifest.sequences)
    if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), last]);
  for (const trigger of triggers) await client.query(enabling(trigger));
}

async function makePartitions(client: pg.ClientBase, partitions: readonly PartitionEntry[]): Promise<void> {
  const there = new Set(await contentsOf(client));
  for (const { name, of, bound, key } of partitions) {
    if (there.has(name)) continue;
    const further = key === null ? '' : ` partition by ${key}`;
    await client.query(`create table ${quoted(name)} partition of ${quoted(of)} ${bound}${further}`);
  }
}

async function fillTable(
  client: pg.ClientBase,
  table: TableEntry,
  { from, progress, signal }: FillOptions,
): Promise<void> {
  const rows = client.query(
    copyFrom(`copy ${quoted(table.name)} (${columnList(table.columns)}) from stdin (format binary)`),
  );
  await pipeline(createReadStream(join(from, table.file)), createGunzip(), new Meter(progress.add), rows, { signal });
  if (rows.rowCount !== table.rows)
    throw new StartError(
      `the table ${table.name} has ${rows.rowCount} rows in the backup, and its manifest says ${table.rows}`,
    );
}

function enabling({ table, name, state }: Trigger): string {
  const how = { O: 'enable', A: 'enable always', R: 'enable replica', D: 'disable' }[state] ?? 'enable';
  return `alter table ${quoted(table)} ${how} trigger ${quoted(name)}`;
}
