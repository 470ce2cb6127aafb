import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { contentsOf, makePlace } from '../support/backup-place.ts';
import { runScript } from '../support/run-script.ts';
import { SecondPostgres } from '../support/second-postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { StartedServer } from '../support/started-server.ts';

jest.setTimeout(120_000);

describe('a PostgreSQL server of its own (DATABASE_URL), as an account that is no superuser', () => {
  const { place, remove } = makePlace();
  const dataDir = join(place, 'data');
  let postgres: SecondPostgres;

  beforeAll(async () => {
    postgres = await SecondPostgres.start(join(place, 'server'));
  });
  afterAll(async () => {
    await postgres.stop();
    remove();
  });

  it('serves the console, is backed up, restored to a server and to the embedded one, and its password is told nowhere', async () => {
    const env = { DATABASE_URL: postgres.url, DATA_DIR: dataDir, DEMO: '1' };
    const server = new StartedServer(env);
    const url = await server.url();
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    expect((await signIn({ url }, 'operator')).session.username).toBe('operator');
    expect(readdirSync(dataDir)).not.toContain('postgres');
    const out = join(place, 'backup');
    const backup = await runScript('backup', ['--out', out], env);
    await server.stop();
    expect(backup).toMatchObject({ code: 0, stdout: `${out}\n` });
    const restored = { DATABASE_URL: postgres.urlOf('mihari', 'restored'), DATA_DIR: join(place, 'other') };
    const restore = await runScript('restore', ['--from', out], restored);
    expect(restore.stderr).toContain('restored into');
    const [then, now] = [await contentsOf(postgres.url), await contentsOf(restored.DATABASE_URL)];
    expect(Object.keys(now)).toEqual(Object.keys(then));
    for (const table of ['account', 'audit', 'migrations']) expect(now[table]).toEqual(then[table]);
    const moved = join(place, 'moved');
    expect((await runScript('restore', ['--from', out], { DATA_DIR: moved })).code).toBe(0);
    const embedded = new EmbeddedPostgres(moved);
    await embedded.start();
    const here = await contentsOf(embedded.url).finally(() => embedded.stop());
    for (const table of ['account', 'audit', 'migrations']) expect(here[table]).toEqual(then[table]);
    const next = new StartedServer({ ...restored, DEMO: '1' });
    expect((await signIn({ url: await next.url() }, 'operator')).session.username).toBe('operator');
    await next.stop();
    for (const { stdout, stderr } of [server, next, backup, restore])
      expect(SecondPostgres.isIn(stdout + stderr)).toBe(false);
    expect(Number(postgres.version)).toBeGreaterThanOrEqual(14);
  });
});
