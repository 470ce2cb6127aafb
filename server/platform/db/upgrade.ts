import type { Config, Environment } from '../config.ts';
import type { RunningRecord } from '../running-record.ts';
import { reasonOf, StartError } from '../start-error.ts';
import { takeBackup } from './backup.ts';
import type { Progress } from './backup-progress.ts';
import { EmbeddedPostgres } from './embedded.ts';
import { subjectOf } from './house-lock.ts';
import { type Migrations, migrateAtOnce, takeBack } from './upgrade-migrations.ts';
import { type Preflight, preflight } from './upgrade-preflight.ts';
import { startServer, stopServer } from './upgrade-servers.ts';
import { withDatabase } from './with-database.ts';

/** What ran before will run again, if it is given the time. */
const BACK_WITHIN_MS = 60_000;

/** Commands of a supervisor; null: the processes are handled here. */
interface Supervisor {
  readonly stop: string | null;
  readonly start: string | null;
  /** Starts the old version again. */
  readonly back: string | null;
}

export interface UpgradeOptions {
  /** dataDir: a real path. */
  readonly config: Config;
  readonly env: Environment;
  /** Folder of the new version. */
  readonly root: string;
  readonly version: string;
  readonly migrations: Migrations;
  readonly supervisor: Supervisor;
  /** The folder of the backup that is made. */
  readonly out: string;
  readonly settings: string;
  readonly readyWithinMs: number;
  readonly progress: Progress;
  /** Heard until the running server is stopped; from then on it is finished or rolled back. */
  readonly signal: AbortSignal;
}

export interface Upgraded {
  /** null: no server ran before. */
  readonly darkMs: number | null;
  readonly running: RunningRecord;
}

/** Throws a StartError; what ran before then runs again, or the error says that it does not. */
export async function upgrade(options: UpgradeOptions): Promise<Upgraded> {
  const { config, progress, signal, supervisor } = options;
  const { running, ahead } = await prepare(options);
  signal.throwIfAborted();
  const beganMs = performance.now();
  if (running) {
    progress.say(`stopping Mihari ${running.version} (process ${running.pid})`);
    await stopServer(running, supervisor.stop);
  }
  const done: string[] = [];
  try {
    done.push(...(await withDatabase(config, (url) => migrateAtOnce(url, options.migrations))));
    progress.say(`${done.length} of ${ahead.length} migrations done, starting Mihari ${options.version}`);
    const now = await startServer({
      ...options,
      dataDir: config.dataDir,
      command: supervisor.start,
      stopCommand: supervisor.stop,
    });
    return { running: now, darkMs: running ? performance.now() - beganMs : null };
  } catch (error) {
    throw await rollBack(options, { why: reasonOf(error), done, before: running, beganMs });
  }
}

/** While the old server goes on. */
async function prepare(options: UpgradeOptions): Promise<Preflight> {
  const { config, migrations, out, progress } = options;
  return withDatabase(config, async (url) => {
    if (config.databaseUrl === null) new EmbeddedPostgres(config.dataDir).refuseOtherMajor();
    const subject = subjectOf(config);
    const found = await preflight({ config, url, subject, out, migrations });
    const { running, ahead } = found;
    progress.say(running ? `Mihari ${running.version} runs in ${running.root}` : 'no server runs');
    if (running?.root === options.root)
      progress.say('it was started from this same folder: on failure its data come back, its program does not');
    progress.say(ahead.length === 0 ? 'no new migrations' : `new migrations: ${ahead.join(', ')}`);
    await takeBackup({ ...options, url, dataDir: config.dataDir });
    progress.say(`backup: ${out}`);
    return found;
  });
}

interface Failed {
  readonly why: string;
  readonly done: readonly string[];
  readonly before: RunningRecord | null;
  readonly beganMs: number;
}

async function rollBack(options: UpgradeOptions, { why, done, before, beganMs }: Failed): Promise<StartError> {
  const { config, progress, supervisor, out } = options;
  progress.say(`failed: ${why}; rolling back`);
  try {
    await withDatabase(config, (url) => takeBack(url, options.migrations, done));
  } catch (error) {
    return new StartError(
      `${why}. The database could not be rolled back (${reasonOf(error)}) and nothing runs: restore ${out} into a new DATA_DIR with the version before`,
    );
  }
  const undone = done.length === 0 ? 'the database is as it was' : `${done.length} migrations were taken back`;
  if (before === null) return new StartError(`${why}. Rolled back: ${undone}`);
  try {
    const { root } = before;
    const { version } = await startServer({
      ...options,
      root,
      dataDir: config.dataDir,
      command: supervisor.back,
      stopCommand: supervisor.stop,
      readyWithinMs: Math.max(options.readyWithinMs, BACK_WITHIN_MS),
    });
    const darkS = ((performance.now() - beganMs) / 1000).toFixed(1);
    return new StartError(
      `${why}. Rolled back: ${undone}, and Mihari ${version} runs again after ${darkS} s without picture`,
    );
  } catch (error) {
    return new StartError(
      `${why}. Rolled back: ${undone}, but the version before does not start again (${reasonOf(error)}): start it by hand`,
    );
  }
}
