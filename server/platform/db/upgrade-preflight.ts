import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { findRunning, type RunningRecord } from '../running-record.ts';
import { StartError } from '../start-error.ts';
import { readMigrations } from './backup-catalogue.ts';
import { mibOf } from './backup-progress.ts';
import { connectOrRefuse } from './connection.ts';
import { isHouseFree } from './house-lock.ts';
import type { Migrations } from './upgrade-migrations.ts';

export interface PreflightOptions {
  readonly config: Config;
  readonly url: string;
  readonly subject: string;
  /** Where the backup will be. */
  readonly out: string;
  readonly migrations: Migrations;
}

export interface Preflight {
  /** null: no server runs. */
  readonly running: RunningRecord | null;
  /** Names of the migrations that are to run. */
  readonly ahead: readonly string[];
}

/** Everything that can be found out before the running server is touched. Throws a StartError. */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const { config, url, subject, migrations, out } = options;
  const client = await connectOrRefuse(url);
  try {
    const done = await readMigrations(client);
    const known = new Set(migrations.map(({ name }) => name));
    const newer = done.filter((name) => !known.has(name));
    if (newer.length > 0)
      throw new StartError(
        `the database is newer than this version: it has ${newer.join(', ')}; take that version or a later one`,
      );
    const { rows } = await client.query<{ bytes: string }>(
      'select pg_database_size(current_database())::text as bytes',
    );
    proveSpace(out, Number(rows[0]?.bytes ?? 0));
    const running = findRunning(config.dataDir);
    if (running === null && !(await isHouseFree(client, subject)))
      throw new StartError(
        `a server runs on ${subject}, and there is no proof which process it is (it is older than this command, or on another system): ` +
          'stop it by hand and call this again',
      );
    if (running) proveSame(config, running);
    const ahead = migrations.map(({ name }) => name).filter((name) => !done.includes(name));
    return { running, ahead };
  } finally {
    await client.end();
  }
}

/** Rows of a backup are compressed, but raw sentences come on top. */
function proveSpace(out: string, databaseBytes: number): void {
  const folder = dirname(out);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new StartError(`there is no folder ${folder} for the backup (--backup)`);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < databaseBytes)
    throw new StartError(
      `${folder} has ${mibOf(bavail * bsize)} free, and the backup of a database of ${mibOf(databaseBytes)} may need as much: free some, or give another --backup`,
    );
}

/** The new server gets the variables of this command: they must be those of the running one. */
function proveSame({ host, port }: Config, running: RunningRecord): void {
  const wanted = `${host}:${port}`;
  const there = `${running.host}:${port === 0 ? 0 : running.port}`;
  if (wanted !== there)
    throw new StartError(
      `the running server listens on ${running.host}:${running.port}, and HOST and PORT say ${wanted}: call this with the variables of that server`,
    );
}
