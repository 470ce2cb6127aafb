import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MANIFEST, type Manifest } from '../../server/platform/db/backup-format.ts';
import { makePlace } from '../support/backup-place.ts';
import { type Ran, runScript } from '../support/run-script.ts';
import { processesWith, StartedServer } from '../support/started-server.ts';

jest.setTimeout(120_000);

describe('npm run backup and npm run restore', () => {
  const { place, remove } = makePlace();
  const dataDir = join(place, 'data');
  const secrets = { METRICS_TOKEN: 'not-for-anybody-else', AIS_FEEDS: 'test=udp://127.0.0.1:0' };
  const started: StartedServer[] = [];
  let running: Ran;

  const start = (env: Record<string, string>): StartedServer => {
    const server = new StartedServer(env);
    started.push(server);
    return server;
  };
  const refusal = async (env: Record<string, string>): Promise<string> => {
    const server = start(env);
    expect((await server.ended).code).toBe(1);
    return server.stderr;
  };

  beforeAll(async () => {
    const server = start({ DATA_DIR: dataDir, ...secrets });
    const url = await server.url();
    mkdirSync(join(place, 'backups'));
    running = await runScript('backup', ['--out', join(place, 'backups')], { DATA_DIR: dataDir, ...secrets });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await server.stop();
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
  });
  afterAll(() => {
    for (const pid of processesWith(place)) process.kill(pid, 'SIGKILL');
    remove();
  });

  it('backs up beside a running server into a folder named after the time, and tells no secret', () => {
    expect(running.code).toBe(0);
    const made = running.stdout.trim();
    expect(made).toMatch(/backups\/mihari-\d{8}-\d{6}$/);
    expect(readFileSync(join(made, 'settings.env'), 'utf8')).toContain('METRICS_TOKEN=not-for-anybody-else\n');
    expect(running.stderr).toContain('It holds keys, password hashes and settings');
    expect(running.stderr).not.toContain('not-for-anybody-else');
  });

  it('starts the database of a stopped server for the while; what is restored stays real', async () => {
    const out = join(place, 'stopped');
    const backup = await runScript('backup', ['--out', out], { DATA_DIR: dataDir, ...secrets });
    expect(backup).toMatchObject({ code: 0, stdout: `${out}\n` });
    expect(processesWith(dataDir)).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(out, MANIFEST), 'utf8')) as Manifest;
    expect(manifest.heldRealData).toBe(true);
    const restored = join(place, 'restored');
    const restore = await runScript('restore', ['--from', out], { DATA_DIR: restored });
    expect(restore.code).toBe(0);
    expect(restore.stderr).toMatch(/restored into .*: Mihari 0\.1\.0 of 20.*Z, real data\./);
    expect(processesWith(restored)).toEqual([]);
    expect(await refusal({ DATA_DIR: restored, AIS_FEEDS: '' })).toContain('has held real data and refuses the demo');
    rmSync(join(restored, 'held-real-data'));
    expect(await refusal({ DATA_DIR: restored, AIS_FEEDS: '' })).toContain('the database has held real data');
    const again = await runScript('restore', ['--from', out], { DATA_DIR: restored });
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/nothing was restored: the data directory .* is not empty, it holds .*postgres/);
  });

  it('says how it is used, and that there is nothing to back up', async () => {
    expect(await runScript('backup', [], {})).toMatchObject({ code: 2, stdout: '' });
    expect(await runScript('restore', ['--form', 'x'], {})).toMatchObject({ code: 2, stdout: '' });
    const nothing = await runScript('backup', ['--out', join(place, 'none')], { DATA_DIR: join(place, 'backups') });
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toMatch(/no backup was made: .* holds no database/);
    expect(readdirSync(place)).not.toContain('none');
  });

  it('refuses a database of another major version of PostgreSQL, and says how to move it', async () => {
    const old = join(place, 'old');
    mkdirSync(join(old, 'postgres'), { recursive: true });
    writeFileSync(join(old, 'postgres/PG_VERSION'), '17\n');
    const said = await refusal({ DATA_DIR: old });
    expect(said).toContain(
      `the database in ${join(old, 'postgres')} was made by PostgreSQL 17, and this version of Mihari brings 18:`,
    );
    expect(said).toContain('(npm run -s restore)');
  });
});
