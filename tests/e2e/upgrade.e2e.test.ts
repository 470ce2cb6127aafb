import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/all.ts';
import { readConfig } from '../../server/platform/config.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { type Upgraded, type UpgradeOptions, upgrade } from '../../server/platform/db/upgrade.ts';
import { findRunning, type RunningRecord } from '../../server/platform/running-record.ts';
import { makePlace, silent, withClient } from '../support/backup-place.ts';
import { putFreshCluster } from '../support/fresh-cluster.ts';
import { runScript } from '../support/run-script.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { processesWith, StartedServer, until } from '../support/started-server.ts';

jest.setTimeout(120_000);

class AddBerth1999000000000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query('create table berth (name text)');
  }
  async down(run: QueryRunner): Promise<void> {
    await run.query('drop table berth');
  }
}

class Break1999000001000 implements MigrationInterface {
  async up(): Promise<void> {
    throw new Error('broken on purpose');
  }
  async down(): Promise<void> {}
}

describe('npm run upgrade', () => {
  let home: { place: string; remove(): void };
  let dataDir: string;
  let env: Record<string, string>;
  let before: RunningRecord;
  let old: StartedServer;
  let session: SignedIn;
  /** Where a backup goes: a folder of each test's own. */
  let out: string;

  const attempt = (options: Partial<UpgradeOptions> = {}, more: Record<string, string> = {}): Promise<Upgraded> =>
    upgrade({
      config: readConfig({ ...env, ...more }),
      env: { ...env, PATH: process.env['PATH'] },
      root: process.cwd(),
      version: '0.2.0',
      migrations: [...migrations, AddBerth1999000000000],
      supervisor: { stop: null, start: null, back: null },
      out: join(out, 'backup'),
      settings: '',
      readyWithinMs: 60_000,
      progress: silent(),
      signal: new AbortController().signal,
      ...options,
    });
  const running = (): RunningRecord => {
    const found = findRunning(dataDir);
    if (found === null) throw new Error('no server runs');
    return found;
  };
  const hasBerth = () =>
    withClient(new EmbeddedPostgres(dataDir).url, async (client) => {
      const { rows } = await client.query(`select to_regclass('berth') is not null as is_there,
        exists (select from migrations where name ~ '1999') as is_noted`);
      return [rows[0]?.is_there, rows[0]?.is_noted] as [boolean, boolean];
    });
  /** The session of before is good: accounts and sessions are as they were. */
  const isSignedIn = async (): Promise<boolean> =>
    (await fetch(`${running().url}/api/v1/session`, { headers: { cookie: session.cookie } })).status === 200;

  beforeAll(async () => {
    home = makePlace();
    dataDir = join(home.place, 'data');
    mkdirSync(dataDir);
    await putFreshCluster(dataDir);
    env = { DATA_DIR: dataDir, PORT: '0', DEMO: '1', AIS_FEEDS: 'test=udp://127.0.0.1:0' };
    old = new StartedServer(env);
    session = await signIn({ url: await old.url() }, 'operator');
  });
  // each test leaves a server that runs, and the next one upgrades that
  beforeEach(() => {
    before = running();
    out = mkdtempSync(join(home.place, 'out-'));
  });
  afterAll(async () => {
    const left = findRunning(dataDir);
    if (left) process.kill(left.pid, 'SIGTERM');
    await until(() => findRunning(dataDir) === null, 20_000);
    await old.stop();
    for (const pid of processesWith(home.place)) process.kill(pid, 'SIGKILL');
    await until(() => processesWith(home.place).length === 0, 20_000);
    home.remove();
  });

  it('refuses what it cannot do before it touches the running server', async () => {
    await expect(attempt({}, { PORT: '1' })).rejects.toThrow('HOST and PORT say 127.0.0.1:1');
    await expect(attempt({ migrations: migrations.slice(1) })).rejects.toThrow(
      'the database is newer than this version',
    );
    await expect(attempt({ out: join(home.place, 'none/backup') })).rejects.toThrow('there is no folder');
    const supervisor = { stop: 'exit 3', start: 'true', back: 'true' };
    await expect(attempt({ supervisor })).rejects.toThrow('the command "exit 3" ended with 3');
    expect(running()).toEqual(before);
    expect(await isSignedIn()).toBe(true);
  });

  it('rolls back when a migration fails: nothing of it is left, and the version before runs again', async () => {
    const broken = { migrations: [...migrations, AddBerth1999000000000, Break1999000001000] };
    await expect(attempt(broken)).rejects.toThrow(
      /broken on purpose\. Rolled back: the database is as it was, and Mihari 0\.1\.0 runs again after \d+\.\d s without picture/,
    );
    expect(running().pid).not.toBe(before.pid);
    expect(await hasBerth()).toEqual([false, false]);
    expect(await isSignedIn()).toBe(true);
  });

  it('takes the migrations back when the new version does not get ready', async () => {
    const supervisor = { stop: null, start: 'true', back: null };
    await expect(attempt({ supervisor, readyWithinMs: 1_000 })).rejects.toThrow(
      /it was not ready within 1 s: .*\. Rolled back: 1 migrations were taken back, and Mihari 0\.1\.0 runs again/,
    );
    expect(await hasBerth()).toEqual([false, false]);
    expect(await isSignedIn()).toBe(true);
  });

  it('is one command, that tells what it does', async () => {
    expect(await runScript('upgrade', ['--backup', out, '--stop-command', 'true'], env)).toMatchObject({
      code: 2,
    });
    const done = await runScript('upgrade', ['--backup', out], env);
    expect(done.code).toBe(0);
    expect(done.stderr).toContain('no new migrations');
    expect(done.stderr).toMatch(/Mihari 0\.1\.0 is ready at http:\S+ \(process \d+\), \d+\.\d s without picture/);
    expect(running().pid).not.toBe(before.pid);
    expect(readFileSync(join(dataDir, 'mihari.log'), 'utf8')).toContain('Mihari: http');
  });

  it('backs up, stops, migrates and starts, with less than 30 s without picture', async () => {
    const { darkMs, running: now } = await attempt();
    expect(darkMs).toBeLessThan(30_000);
    expect(now.pid).not.toBe(before.pid);
    expect(existsSync(`/proc/${before.pid}`)).toBe(false);
    expect(await hasBerth()).toEqual([true, true]);
    expect(await isSignedIn()).toBe(true);
    expect(existsSync(join(out, 'backup/manifest.json'))).toBe(true);
  });
});
