import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/all.ts';
import { Progress } from '../../server/platform/db/backup-progress.ts';

/** A table with partitions, one that refers to another, a computed column, and a trigger like that of the audit trail. */
class CreateTrial1999000000000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query('create table z_trial (z_trial_id bigint generated always as identity primary key, note text)');
    await run.query(`create table a_trial (z_trial_id bigint not null references z_trial, twice bigint not null
      generated always as (z_trial_id * 2) stored, bytes bytea)`);
    await run.query('create table trial_hour (at timestamptz not null, n integer) partition by range (at)');
    await run.query(`create function refuse_trial() returns trigger language plpgsql as $$
      begin raise exception 'refused'; end $$`);
    await run.query(
      'create trigger no_change before update or delete or truncate on z_trial for each statement execute function refuse_trial()',
    );
    await run.query('alter table z_trial enable always trigger no_change');
  }
  async down(): Promise<void> {}
}

/** Of a later version. */
class AddTrialWord1999000001000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`alter table a_trial add word text not null default 'later'`);
  }
  async down(): Promise<void> {}
}

class Break1999000002000 implements MigrationInterface {
  async up(): Promise<void> {
    throw new Error('broken on purpose');
  }
  async down(): Promise<void> {}
}

export const trialMigrations = [...migrations, CreateTrial1999000000000];
export const laterMigrations = [...trialMigrations, AddTrialWord1999000001000];
export const brokenMigrations = [...laterMigrations, Break1999000002000];

export async function makeTrialTables(url: string): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url, migrations: trialMigrations }).initialize();
  await source.runMigrations();
  for (const hour of [10, 11]) {
    await source.query(`create table trial_hour_${hour} partition of trial_hour
      for values from ('2026-11-24 ${hour}:00+09') to ('2026-11-24 ${hour + 1}:00+09')`);
  }
  await source.query(`insert into trial_hour select '2026-11-24 10:00+09'::timestamptz + n * interval '1 minute', n
    from generate_series(0, 119) n`);
  await source.destroy();
}

/** Drops one and adds one, at once and in another process: whoever calls this waits for it. Throws where a lock is in the way. */
export function changePartitions(url: string): void {
  const script = `import pg from 'pg';
    const client = new pg.Client({ connectionString: process.argv[1] });
    await client.connect();
    await client.query("set lock_timeout = '2s'");
    await client.query('drop table trial_hour_10');
    await client.query("create table trial_hour_12 partition of trial_hour for values from ('2026-11-24 12:00+09') to ('2026-11-24 13:00+09')");
    await client.end();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, url], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** What the migration refuses even to the owner must still be refused. */
export async function changeTrial(url: string): Promise<unknown> {
  return withClient(url, (client) => client.query('delete from z_trial'));
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Rows, partitions, triggers and sequences of a database, as one value to compare. */
export function contentsOf(url: string): Promise<Record<string, unknown>> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string; bound: string | null }>(
      `select relname::text as name, pg_get_expr(relpartbound, oid) as bound from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    );
    const contents: Record<string, unknown> = {};
    for (const { name, bound } of tables) {
      const { rows } = await client.query(
        `select count(*)::int as rows, md5(string_agg(t::text, ';' order by t::text)) as hash from "${name}" t`,
      );
      contents[name] = { ...rows[0], bound };
    }
    const { rows: sequences } = await client.query('select sequencename, last_value from pg_sequences order by 1');
    const { rows: triggers } = await client.query(
      'select tgname, tgenabled from pg_trigger where not tgisinternal order by 1',
    );
    return { ...contents, sequences, triggers };
  });
}

/** Writes a pair of rows in each transaction until it is told to stop; tells how many. */
export function writePairs(url: string): { stop(): Promise<number> } {
  let isOver = false;
  const written = withClient(url, async (client) => {
    let pairs = 0;
    for (; !isOver; pairs++) {
      await client.query(`with made as (insert into z_trial (note) values ('pair') returning z_trial_id)
        insert into a_trial (z_trial_id, bytes) select z_trial_id, '\\x00ff' from made`);
    }
    return pairs;
  });
  return {
    stop() {
      isOver = true;
      return written;
    },
  };
}

export const silent = (): Progress => new Progress(new Writable({ write: (_chunk, _encoding, done) => done() }));

export function makePlace(): { place: string; remove(): void } {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-backup-')));
  return { place, remove: () => removeWhole(place) };
}

/** A child of a server that has stopped may still write its last file: `rmSync` does not look again for new ones. */
function removeWhole(place: string): void {
  for (let tries = 1; ; tries++) {
    try {
      rmSync(place, { recursive: true, force: true, maxRetries: 3 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' || tries === 20) throw error;
    }
  }
}
