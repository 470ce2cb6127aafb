import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { EmbeddedPostgres } from './embedded.ts';
import { HouseLock, subjectOf } from './house-lock.ts';

/** `config.dataDir` is a real path. One that answers is used, whoever started it; the embedded one that does not run is started for the while. */
export async function withDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) return work(config.databaseUrl);
  const { dataDir } = config;
  const embedded = new EmbeddedPostgres(dataDir);
  if (await embedded.answers()) return work(embedded.url);
  if (!existsSync(join(dataDir, 'postgres/PG_VERSION')))
    throw new StartError(`${dataDir} (DATA_DIR) holds no database`);
  await embedded.start();
  return work(embedded.url).finally(() => stopUnused(embedded, config));
}

/** A server that was started meanwhile has taken the database over, and stops it itself. */
async function stopUnused(embedded: EmbeddedPostgres, config: Config): Promise<void> {
  const log = pino({ level: 'silent' });
  const lock = await HouseLock.take({
    url: embedded.url,
    subject: subjectOf(config),
    log,
    revive: async () => {},
  }).catch(() => null);
  if (lock === null) return;
  await lock.release();
  await embedded.stop();
}
