import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrations as ours } from '../../../migrations/all.ts';
import { RESTORING, refuseHalfRestored } from '../data-dir.ts';
import { StartError } from '../start-error.ts';
import { contentsOf } from './backup-catalogue.ts';
import { restoreFiles } from './backup-files.ts';
import { type Manifest, SETTINGS, verifyBackup } from './backup-format.ts';
import type { Progress } from './backup-progress.ts';
import { fillDatabase } from './backup-rows.ts';
import { connectOrRefuse } from './connection.ts';
import { EmbeddedPostgres } from './embedded.ts';

export interface RestoreOptions {
  readonly from: string;
  /** A real path. */
  readonly dataDir: string;
  /** null: an embedded database is made in the data directory. */
  readonly databaseUrl: string | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Of this version; others only in tests. */
  readonly migrations?: typeof ours;
}

/** Fills an empty directory and an empty database. What is wrong is found before anything is changed. */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { from, dataDir, databaseUrl, progress, signal, migrations = ours } = options;
  refuseFull(dataDir);
  if (databaseUrl !== null) await refuseFullDatabase(databaseUrl);
  progress.about('checking');
  const manifest = await verifyBackup(from, progress.add, signal);
  refuseNewer(manifest, migrations);
  progress.say(`every byte of ${from} is as it was written`);
  const staging = join(dataDir, RESTORING);
  mkdirSync(staging, { mode: 0o700 }); // fails where another restore was quicker
  const embedded = databaseUrl === null ? new EmbeddedPostgres(staging) : null;
  try {
    progress.about('files');
    await restoreFiles(manifest.files, { from, dataDir: staging, heard: progress.add, signal });
    await copyFile(join(from, manifest.settings.file), join(staging, SETTINGS));
    await embedded?.start();
    await fillDatabase({ ...options, url: databaseUrl ?? embedded?.url ?? '', manifest, migrations });
    await embedded?.stop();
    moveIntoPlace(staging, dataDir);
    return manifest;
  } catch (error) {
    await embedded?.stop();
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

/** The server refuses the directory as long as `.restoring` is in it, so a crash in between leaves nothing that half works. */
function moveIntoPlace(staging: string, dataDir: string): void {
  rmSync(join(staging, 'socket'), { recursive: true, force: true });
  rmSync(join(staging, 'postgres.log'), { force: true });
  for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dataDir, name));
  rmdirSync(staging);
}

function refuseFull(dataDir: string): void {
  refuseHalfRestored(dataDir);
  const there = readdirSync(dataDir).filter((name) => name !== 'lost+found');
  if (there.length === 0) return;
  throw new StartError(
    `the data directory ${dataDir} (DATA_DIR) is not empty, it holds ${listed(there)}: a backup is restored into an empty one only`,
  );
}

async function refuseFullDatabase(url: string): Promise<void> {
  const client = await connectOrRefuse(url);
  const there = await contentsOf(client).finally(() => client.end());
  if (there.length === 0) return;
  throw new StartError(
    `the database (DATABASE_URL) is not empty, it holds ${listed(there)}: a backup is restored into an empty one only`,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

function refuseNewer(manifest: Manifest, migrations: typeof ours): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = manifest.migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartError(
    `the backup was made by Mihari ${manifest.mihari}, whose database is newer than this version's (${listed(unknown)}): ` +
      'restore it with that version',
  );
}
