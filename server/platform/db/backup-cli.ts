import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { openDataDir } from '../data-dir.ts';
import { takeBackup } from './backup.ts';
import { mibOf } from './backup-progress.ts';
import { restoreBackup } from './backup-restore.ts';
import { type CommandPlace, optionsOf, placeFor, run, settingsOf, settle, usage } from './command.ts';
import { withDatabase } from './with-database.ts';

const BACKUP_USAGE = 'npm run -s backup -- --out PATH   (a new folder, or a folder that gets one named after the time)';
const RESTORE_USAGE =
  'npm run -s restore -- --from FOLDER   (into the empty DATA_DIR, and the empty database of DATABASE_URL)';

/** Prints the folder that it made on standard output; returns the exit code. */
export async function backupCommand(args: readonly string[], place: CommandPlace): Promise<number> {
  const out = optionsOf(args, ['out'])?.out;
  if (out === undefined) return usage(place, BACKUP_USAGE);
  return run('no backup was made', place, async (progress) => {
    const config = settle(readConfig(place.env));
    const { dataDir } = config;
    const target = placeFor(resolve(out));
    const beganMs = performance.now();
    const manifest = await withDatabase(config, (url) =>
      takeBackup({ ...place, url, dataDir, out: target, settings: settingsOf(place.env), progress }),
    );
    const bytes = [...manifest.tables, ...manifest.files].reduce((sum, entry) => sum + entry.bytes, 0);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    progress.say(
      `${manifest.tables.length} tables with ${rows} rows and ${manifest.files.length} files, ${mibOf(bytes)}, in ` +
        `${((performance.now() - beganMs) / 1000).toFixed(1)} s. It holds keys, password hashes and settings: keep it as the directory itself.`,
    );
    place.stdout.write(`${target}\n`);
  });
}

/** Returns the exit code. */
export async function restoreCommand(args: readonly string[], place: CommandPlace): Promise<number> {
  const from = optionsOf(args, ['from'])?.from;
  if (from === undefined) return usage(place, RESTORE_USAGE);
  return run('nothing was restored', place, async (progress) => {
    const config = readConfig(place.env);
    const dataDir = openDataDir(config.dataDir);
    const { signal } = place;
    const manifest = await restoreBackup({
      from: resolve(from),
      dataDir,
      databaseUrl: config.databaseUrl,
      progress,
      signal,
    });
    const at = new Date(manifest.takenAtMs).toISOString();
    progress.say(
      `restored into ${dataDir}: Mihari ${manifest.mihari} of ${at}, ${manifest.heldRealData ? 'real data' : 'a demo'}. ` +
        `The settings of then lie in ${join(dataDir, 'settings.env')}; those that you want go into .env.`,
    );
  });
}
