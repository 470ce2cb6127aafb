import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, type WriteStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { reasonOf, StartError } from '../start-error.ts';
import {
  columnList,
  quoted,
  readCatalogue,
  readMigrations,
  readSequences,
  type StoredTable,
} from './backup-catalogue.ts';
import { backUpFiles, makeFolder } from './backup-files.ts';
import {
  HEADER,
  MANIFEST,
  type Manifest,
  Meter,
  type PartitionEntry,
  SETTINGS,
  SUMS,
  sha256Of,
  sumsOf,
  type TableEntry,
} from './backup-format.ts';
import type { Progress } from './backup-progress.ts';
import { connectOrRefuse } from './connection.ts';

export interface BackupOptions {
  readonly url: string;
  /** A real path. */
  readonly dataDir: string;
  /** The folder that is made; its parent is there. */
  readonly out: string;
  /** Text of the variables, kept as `settings.env`. */
  readonly settings: string;
  /** Version of the program. */
  readonly version: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const UNDEFINED_TABLE = '42P01';

/** Writes a backup beside its place and renames it when every byte is on the disk. */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const { out, dataDir } = options;
  if (existsSync(out)) throw new StartError(`${out} is there already: a backup overwrites nothing`);
  if (`${resolve(out)}${sep}`.startsWith(`${dataDir}${sep}`))
    throw new StartError(`${out} lies in the data directory ${dataDir}: a backup there is lost with it`);
  const folder = makePartial(out);
  try {
    const manifest = await write({ ...options, out: folder });
    renameSync(folder, out);
    await syncFolder(dirname(out));
    return manifest;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Its name says what it is if we are killed. Nobody else removes it: on a shared disk it may be another machine's, and alive. */
function makePartial(out: string): string {
  const folder = `${out}.partial-${process.pid}`;
  try {
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  } catch (error) {
    throw new StartError(`cannot write the backup ${out}: ${reasonOf(error)}`);
  }
}

async function write(options: BackupOptions): Promise<Manifest> {
  const { dataDir, out, settings, version, progress, signal } = options;
  const from = { dataDir, out, heard: progress.add, signal };
  // what waits for the database is copied before the snapshot: in between it may be in both, but never in neither
  progress.about('files');
  const waiting = await backUpFiles(from, 'spool');
  const rows = await writeDatabase(options);
  progress.about('files');
  const files = [...waiting, ...(await backUpFiles(from, ''))];
  await writeFile(join(out, SETTINGS), settings, { mode: 0o600, flush: true });
  const manifest: Manifest = {
    ...HEADER,
    mihari: version,
    ...rows,
    heldRealData: rows.heldRealData || files.some(({ path }) => path === 'held-real-data'),
    files,
    settings: { file: SETTINGS, bytes: Buffer.byteLength(settings), sha256: sha256Of(settings) },
  };
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeFile(join(out, MANIFEST), text, { mode: 0o600, flush: true });
  await writeFile(join(out, SUMS), sumsOf(manifest, text), { mode: 0o600, flush: true });
  for (const folder of readdirSync(out, { recursive: true, withFileTypes: true }))
    if (folder.isDirectory()) await syncFolder(join(folder.parentPath, folder.name));
  await syncFolder(out);
  signal.throwIfAborted();
  return manifest;
}

type DatabasePart = Omit<Manifest, 'format' | 'formatVersion' | 'mihari' | 'files' | 'settings'>;

/**
 * One REPEATABLE READ snapshot for all tables, held by a connection that locks none of them: each table is locked while it is copied
 * and no longer. A lock for the whole time would make the server wait when it adds or drops a partition, and its writer behind it.
 */
async function writeDatabase(options: BackupOptions): Promise<DatabasePart> {
  const holder = await connectOrRefuse(options.url);
  const copier = await connectOrRefuse(options.url);
  try {
    for (const client of [holder, copier])
      await client.query(
        `set timezone = 'UTC'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`,
      );
    await holder.query('begin isolation level repeatable read read only');
    const { rows: head } = await holder.query<{ snapshot: string; at: string; version: string }>(
      `select pg_export_snapshot() as snapshot, floor(extract(epoch from now()) * 1000)::text as at,
         current_setting('server_version') as version`,
    );
    const { snapshot = '', at = '0', version = '' } = head[0] ?? {};
    const { tables: found, partitions } = await readCatalogue(holder);
    if (found.length === 0) throw new StartError('there is nothing to back up: the database has no tables');
    const migrations = await readMigrations(holder);
    const heldRealData = await hasHeldRealData(holder, found);
    makeFolder(join(options.out, 'tables'));
    const tables: TableEntry[] = [];
    for (const [index, table] of found.entries()) {
      options.progress.about(`table ${index + 1} of ${found.length}, ${table.name}`);
      const entry = await copyTable(copier, { table, snapshot, options });
      if (entry !== null) tables.push(entry);
    }
    // not part of a snapshot: read last, so that no number comes twice
    const sequences = await readSequences(copier);
    const kept = new Set(tables.map(({ name }) => name));
    const isKept = ({ name, key }: PartitionEntry) => key !== null || kept.has(name);
    return {
      takenAtMs: Number(at),
      postgres: version,
      heldRealData,
      migrations,
      partitions: partitions.filter(isKept),
      tables,
      sequences,
    };
  } finally {
    await copier.end().catch(() => {});
    await holder.end().catch(() => {});
  }
}

async function hasHeldRealData(client: pg.Client, tables: readonly StoredTable[]): Promise<boolean> {
  if (!tables.some(({ name }) => name === 'house')) return false;
  const { rows } = await client.query(`select from house where key = 'held_real_data'`);
  return rows.length > 0;
}

interface CopyOf {
  readonly table: StoredTable;
  readonly snapshot: string;
  readonly options: BackupOptions;
}

/** null: a partition that was dropped since the snapshot, because its time is over. */
async function copyTable(client: pg.Client, { table, snapshot, options }: CopyOf): Promise<TableEntry | null> {
  const { name, columns, isPartition } = table;
  const file = `tables/${encodeURIComponent(name)}.copy.gz`;
  const raw = new Meter(options.progress.add);
  const packed = new Meter();
  const path = join(options.out, file);
  const { signal } = options;
  let write: WriteStream | null = null;
  try {
    await client.query(`begin isolation level repeatable read read only; set transaction snapshot '${snapshot}'`);
    const rows = client.query(copyTo(`copy ${quoted(name)} (${columnList(columns)}) to stdout (format binary)`));
    write = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(rows, raw, createGzip({ level: 1 }), packed, write, { signal });
    await client.query('commit');
    return {
      name,
      columns: [...columns],
      rows: rows.rowCount,
      copyBytes: raw.bytes,
      file,
      bytes: packed.bytes,
      sha256: packed.sha256(),
    };
  } catch (error) {
    signal.throwIfAborted();
    const isDropped = error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE;
    if (!isPartition || !isDropped) throw error;
    // the file may be on its way still: a refused copy ends before it is open
    await closed(write);
    rmSync(path, { force: true });
    await client.query('rollback');
    return null;
  }
}

/** Not by `once`, which would end at the error that closes it. */
function closed(write: WriteStream | null): Promise<void> {
  return new Promise((resolve) => {
    if (write === null || write.closed) resolve();
    else write.once('close', () => resolve());
  });
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // it opens no folders
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}
