import type pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/all.ts';
import { reasonOf, StartError } from '../start-error.ts';
import { connectOrRefuse } from './connection.ts';

/** Any number; the same in every copy that shares the database. */
const LOCK = 7_402_001;

/** Earlier ones are not tested. */
const LEAST_VERSION = 14;

/** Brings the tables up to date, one server at a time. */
export async function migrate(url: string): Promise<void> {
  const guard = await connectOrRefuse(url);
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    logging: false,
  });
  try {
    await refuseOld(guard);
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    await source.initialize();
    await source.runMigrations();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`cannot bring the database up to date: ${reasonOf(error)}`);
  } finally {
    if (source.isInitialized) await source.destroy();
    await guard.end(); // the lock falls with its connection
  }
}

async function refuseOld(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) < LEAST_VERSION)
    throw new StartError(`the database is PostgreSQL ${version} (DATABASE_URL): allowed is ${LEAST_VERSION} or later`);
}
