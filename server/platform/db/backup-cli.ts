import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { type Config, type Environment, readConfig, VARIABLES } from '../config.ts';
import { openDataDir } from '../data-dir.ts';
import { reasonOf, StartError } from '../start-error.ts';
import { takeBackup } from './backup.ts';
import { mibOf, Progress } from './backup-progress.ts';
import { restoreBackup } from './backup-restore.ts';
import { EmbeddedPostgres } from './embedded.ts';
import { HouseLock } from './house-lock.ts';

/** Where a command finds and tells things. */
export interface CommandPlace {
  readonly env: Environment;
  /** Of the program, from package.json. */
  readonly version: string;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Aborted: somebody wants it to stop. */
  readonly signal: AbortSignal;
}

const BACKUP_USAGE =
  'usage: npm run -s backup -- --out PATH   (a new folder, or a folder that gets one named after the time)';
const RESTORE_USAGE =
  'usage: npm run -s restore -- --from FOLDER   (into the empty DATA_DIR, and the empty database of DATABASE_URL)';

/** Prints the folder that it made on standard output; returns the exit code. */
export async function backupCommand(args: readonly string[], place: CommandPlace): Promise<number> {
  const out = optionOf(args, 'out');
  if (out === null) return usage(place, BACKUP_USAGE);
  return run('no backup was made', place, async (progress) => {
    const config = readConfig(place.env);
    if (!existsSync(config.dataDir)) throw new StartError(`there is no data directory ${config.dataDir} (DATA_DIR)`);
    const dataDir = realpathSync(config.dataDir);
    const target = placeFor(resolve(out));
    const beganMs = performance.now();
    const manifest = await withDatabase(config, dataDir, (url) =>
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
  const from = optionOf(args, 'from');
  if (from === null) return usage(place, RESTORE_USAGE);
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

function optionOf(args: readonly string[], name: string): string | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { [name]: { type: 'string' } } });
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

function usage({ stderr }: CommandPlace, text: string): number {
  stderr.write(`${text}\n`);
  return 2;
}

async function run(failed: string, place: CommandPlace, work: (progress: Progress) => Promise<void>): Promise<number> {
  const progress = new Progress(place.stderr);
  try {
    await work(progress);
    return 0;
  } catch (error) {
    const why = place.signal.aborted ? 'stopped' : reasonOf(error);
    progress.say(`${failed}: ${why}`);
    return 1;
  }
}

/** In a folder that is there, one named after the time. */
function placeFor(out: string): string {
  if (!existsSync(out)) return out;
  return join(out, `mihari-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`);
}

/** In the form of a .env file, so that what was in force can be read and taken over. */
function settingsOf(env: Environment): string {
  const given = VARIABLES.flatMap((name) =>
    env[name]?.trim() ? [`${name}=${quotedValue(env[name]?.trim() ?? '')}`] : [],
  );
  return given.map((line) => `${line}\n`).join('');
}

const quotedValue = (value: string): string =>
  /^[\w./:@,=+-]*$/.test(value) ? value : value.includes("'") ? `"${value}"` : `'${value}'`;

/** One that answers is used, whoever started it; the embedded one that does not run is started for the while. */
async function withDatabase<T>(config: Config, dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) return work(config.databaseUrl);
  const embedded = new EmbeddedPostgres(dataDir);
  if (await embedded.answers()) return work(embedded.url);
  if (!existsSync(join(dataDir, 'postgres/PG_VERSION')))
    throw new StartError(`there is nothing to back up: ${dataDir} (DATA_DIR) holds no database`);
  await embedded.start();
  return work(embedded.url).finally(() => stopUnused(embedded, dataDir));
}

/** A server that was started meanwhile has taken the database over, and stops it itself. */
async function stopUnused(embedded: EmbeddedPostgres, dataDir: string): Promise<void> {
  const log = pino({ level: 'silent' });
  const lock = await HouseLock.take({
    url: embedded.url,
    subject: `the data directory ${dataDir}`,
    log,
    revive: async () => {},
  }).catch(() => null);
  if (lock === null) return;
  await lock.release();
  await embedded.stop();
}
