import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { reasonOf, StartError } from '../start-error.ts';
import { connect, connectOrRefuse } from './connection.ts';

const WAIT_FOR_THE_DEAD_MS = 3_000;
const LONGEST_PAUSE_MS = 5_000;

export interface HouseLockOptions {
  readonly url: string;
  /** What may have one server only; equal texts exclude each other. */
  readonly subject: string;
  readonly log: Logger;
  /** Called before each attempt to connect again: the embedded database is started by it. */
  readonly revive: () => Promise<void>;
}

/**
 * One server on one data directory: an advisory lock, held by a connection of its own. It falls when its holder dies, however that
 * happens. The loss of the connection is also how we learn at once that the database went away.
 */
export class HouseLock {
  private client: pg.Client | null = null;
  private released = false;
  private regaining: Promise<void> = Promise.resolve();

  private constructor(private readonly options: HouseLockOptions) {}

  /** Throws a StartError when another server holds it. */
  static async take(options: HouseLockOptions): Promise<HouseLock> {
    const lock = new HouseLock(options);
    const client = await connectOrRefuse(options.url);
    const giveUpAt = performance.now() + WAIT_FOR_THE_DEAD_MS;
    while (!(await tryLock(client, options.subject))) {
      if (performance.now() > giveUpAt) {
        await client.end();
        throw new StartError(
          `another Mihari runs on ${options.subject}: stop it, or set DATA_DIR to another directory`,
        );
      }
      await sleep(100);
    }
    lock.hold(client);
    return lock;
  }

  async release(): Promise<void> {
    this.released = true;
    await this.client?.end().catch(() => {});
    await this.regaining;
  }

  private hold(client: pg.Client): void {
    this.client = client;
    client.once('end', () => {
      if (!this.released) this.regaining = this.regain();
    });
  }

  private async regain(): Promise<void> {
    const { log, url, subject, revive } = this.options;
    log.error('the database went away');
    for (let pauseMs = 100; !this.released; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await revive();
        const client = await connect(url);
        if (!this.released && (await tryLock(client, subject))) {
          log.info('the database is back');
          return this.hold(client);
        }
        await client.end();
        if (!this.released) log.error(`another Mihari runs on ${subject}`);
      } catch (error) {
        log.warn({ pauseMs }, `no database: ${reasonOf(error)}`);
      }
      await sleep(pauseMs);
    }
  }
}

const keyOf = (subject: string): string => createHash('sha256').update(subject).digest().readBigInt64BE().toString();

async function tryLock(client: pg.Client, subject: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1::bigint) as taken', [
    keyOf(subject),
  ]);
  return rows[0]?.taken === true;
}

/** Whether no server holds it at this moment. */
export async function isHouseFree(client: pg.Client, subject: string): Promise<boolean> {
  const isFree = await tryLock(client, subject);
  if (isFree) await client.query('select pg_advisory_unlock($1::bigint)', [keyOf(subject)]);
  return isFree;
}

/** Servers on several machines may share a database, but not a directory. */
export const subjectOf = ({ databaseUrl, dataDir }: Config): string =>
  databaseUrl === null ? `the data directory ${dataDir}` : `the data directory ${dataDir} of ${hostname()}`;
