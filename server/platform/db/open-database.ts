import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { keepDemoFromRealData } from '../demo/real-data.ts';
import { connectOrRefuse } from './connection.ts';
import { EmbeddedPostgres } from './embedded.ts';
import { HouseLock, subjectOf } from './house-lock.ts';
import { HouseRows } from './house-rows.ts';
import { migrate } from './migrate.ts';

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** A database that answers, is ours alone where it is the embedded one, has today's tables and suits the demo or the real thing. */
export async function openDatabase(config: Config, log: Logger, flags: readonly string[] = []): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = config;
  const embedded = databaseUrl === null ? new EmbeddedPostgres(dataDir, flags) : null;
  const url = databaseUrl ?? embedded?.url ?? '';
  let lock: HouseLock | null = null;
  const close = async (): Promise<void> => {
    await lock?.release();
    await embedded?.stop();
  };
  const revive = async (): Promise<void> => {
    if (embedded && !(await embedded.answers())) await embedded.start();
  };
  try {
    await embedded?.start();
    lock = await HouseLock.take({ url, subject: subjectOf(config), log, revive });
    embedded?.own();
    await migrate(url);
    const client = await connectOrRefuse(url);
    await keepDemoFromRealData(config, new HouseRows(client)).finally(() => client.end());
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
