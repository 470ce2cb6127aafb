import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { takeBackup } from '../../server/platform/db/backup.ts';
import { MANIFEST, type Manifest, SUMS, sumsOf } from '../../server/platform/db/backup-format.ts';
import type { Progress } from '../../server/platform/db/backup-progress.ts';
import { restoreBackup } from '../../server/platform/db/backup-restore.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import {
  brokenMigrations,
  changePartitions,
  changeTrial,
  contentsOf,
  laterMigrations,
  makePlace,
  makeTrialTables,
  silent,
  trialMigrations,
  withClient,
  writePairs,
} from '../support/backup-place.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';
import { processesWith, StartedServer } from '../support/started-server.ts';

jest.setTimeout(120_000);

describe('backup and restore', () => {
  const { place, remove } = makePlace();
  const forever = new AbortController().signal;
  const whole = join(place, 'whole');
  let app: RunningApp;

  const backUp = (out: string, signal = forever, progress = silent()): Promise<Manifest> =>
    takeBackup({
      url: app.databaseUrl,
      dataDir: app.config.dataDir,
      out,
      settings: 'PORT=8080\n',
      version: '0.1.0',
      progress,
      signal,
    });
  /** A new directory for each. */
  const emptyDir = (name: string): string => {
    const path = join(place, name);
    mkdirSync(path);
    return path;
  };
  const restore = (dataDir: string, options: Partial<Parameters<typeof restoreBackup>[0]> = {}): Promise<Manifest> =>
    restoreBackup({
      from: whole,
      dataDir,
      databaseUrl: null,
      progress: silent(),
      signal: forever,
      migrations: trialMigrations,
      ...options,
    });
  /** A copy of the whole backup, changed. */
  const changed = (name: string, change: (folder: string) => void): string => {
    const folder = join(place, name);
    cpSync(whole, folder, { recursive: true });
    change(folder);
    return folder;
  };
  const onCluster = async <T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> => {
    const embedded = new EmbeddedPostgres(dataDir);
    await embedded.start();
    return work(embedded.url).finally(() => embedded.stop());
  };

  beforeAll(async () => {
    app = await runApp();
    await signIn(app, 'supervisor');
    const { send } = await signIn(app, 'admin');
    await send('POST', '/api/v1/accounts', { username: 'night', displayName: 'N', role: 'operator', office: 'tokyo' });
    await makeTrialTables(app.databaseUrl);
    for (const [path, text] of [
      ['raw/roof/20261124/1-0.part', 'half a minute'],
      ['raw/ledger.ndjson', '{}\n'],
      ['keys/other.key', 'secret'],
      ['spool/1.wal', ''],
      ['video/daikoku/20261124/1795449000000.mp4', 'ten minutes'],
    ] as const) {
      mkdirSync(join(app.config.dataDir, path, '..'), { recursive: true });
      writeFileSync(join(app.config.dataDir, path), text, { mode: 0o640 });
    }
  });
  afterAll(async () => {
    await app.stop();
    remove();
  });

  it('takes one moment of all tables while writing goes on, and an older backup is brought up to date', async () => {
    const writer = writePairs(app.databaseUrl);
    const out = join(place, 'busy');
    const manifest = await backUp(out).finally(() => writer.stop());
    const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
    expect(rowsOf('z_trial')).toBe(rowsOf('a_trial'));
    const dataDir = emptyDir('from-busy');
    await restore(dataDir, { from: out, migrations: laterMigrations });
    await onCluster(dataDir, (url) =>
      withClient(url, async (client) => {
        const { rows } = await client.query(
          `select count(*)::int as all, count(*) filter (where word = 'later' and twice = z_trial_id * 2)::int as good from a_trial`,
        );
        expect(rows).toEqual([{ all: rowsOf('z_trial'), good: rowsOf('z_trial') }]);
      }),
    );
  });

  it('restores every table, partition, sequence and file to an empty directory, and sign-in works', async () => {
    const manifest = await backUp(whole);
    expect(manifest.tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['account', 'audit', 'house', 'migrations', 'session', 'trial_hour_10', 'trial_hour_11']),
    );
    expect(statSync(join(whole, 'files/keys/other.key')).mode & 0o777).toBe(0o600);
    expect(statSync(whole).mode & 0o777).toBe(0o700);
    expect(existsSync(join(whole, 'files/video'))).toBe(false);
    const before = await contentsOf(app.databaseUrl);
    const dataDir = emptyDir('restored');
    await restore(dataDir);
    expect(await onCluster(dataDir, contentsOf)).toEqual(before);
    await onCluster(dataDir, async (url) => {
      await expect(changeTrial(url)).rejects.toThrow('refused');
      await withClient(url, (client) => client.query(`insert into z_trial (note) values ('goes on')`));
    });
    expect(readFileSync(join(dataDir, 'raw/roof/20261124/1-0.part'), 'utf8')).toBe('half a minute');
    expect(statSync(join(dataDir, 'keys/other.key')).mode & 0o777).toBe(0o640);
    expect(existsSync(join(dataDir, 'spool/1.wal'))).toBe(true);
    const server = new StartedServer({ DATA_DIR: dataDir, DEMO: '1' });
    const url = await server.url();
    expect((await signIn({ url }, 'supervisor')).session.username).toBe('supervisor');
    await server.stop();
  });

  it('restores into the empty database of a server, and refuses one that is not empty', async () => {
    await withClient(app.databaseUrl, (client) => client.query('create database elsewhere'));
    const databaseUrl = app.databaseUrl.replace('/postgres?', '/elsewhere?');
    const broken = { databaseUrl, migrations: brokenMigrations };
    await expect(restore(emptyDir('broken'), broken)).rejects.toThrow('broken on purpose');
    expect(readdirSync(join(place, 'broken'))).toEqual([]);
    await restore(emptyDir('with-server'), { databaseUrl });
    expect(await contentsOf(databaseUrl)).toEqual(await contentsOf(app.databaseUrl));
    expect(readdirSync(join(place, 'with-server')).sort()).toEqual(['keys', 'raw', 'settings.env', 'spool']);
    await expect(restore(emptyDir('again'), { databaseUrl })).rejects.toThrow(
      /database .* is not empty, it holds a_trial,/,
    );
    expect(readdirSync(join(place, 'again'))).toEqual([]);
  });

  it.each(['tables/account.copy.gz', 'files/keys/other.key', 'settings.env', MANIFEST, SUMS])(
    'refuses a flipped byte in %s and changes nothing',
    async (file) => {
      const from = changed(`flipped-${file.replaceAll('/', '-')}`, (folder) => {
        const bytes = readFileSync(join(folder, file));
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
        writeFileSync(join(folder, file), bytes);
      });
      const dataDir = emptyDir(`target-${file.replaceAll('/', '-')}`);
      await expect(restore(dataDir, { from })).rejects.toThrow(`${from} is damaged`);
      expect(readdirSync(dataDir)).toEqual([]);
    },
  );

  it('refuses a missing table, a newer backup, a path that leads elsewhere, and what is no backup', async () => {
    const rewritten = (name: string, change: (manifest: Manifest) => void): string =>
      changed(name, (folder) => {
        const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest;
        change(manifest);
        const text = JSON.stringify(manifest);
        writeFileSync(join(folder, MANIFEST), text);
        writeFileSync(join(folder, SUMS), sumsOf(manifest, text));
      });
    const dataDir = emptyDir('refused');
    const missing = rewritten('missing', (manifest) => {
      for (const table of manifest.tables) table.file = 'tables/none';
    });
    await expect(restore(dataDir, { from: missing })).rejects.toThrow('cannot read tables/none');
    const newer = rewritten('newer', (manifest) => {
      manifest.migrations.push('Tomorrow2000000000000');
    });
    await expect(restore(dataDir, { from: newer })).rejects.toThrow(
      /newer than this version's \(Tomorrow2000000000000\)/,
    );
    const strange = rewritten('strange', (manifest) => {
      for (const entry of manifest.files) entry.path = '../../outside';
    });
    await expect(restore(dataDir, { from: strange })).rejects.toThrow('../../outside');
    await expect(restore(dataDir, { from: place })).rejects.toThrow(`${place} is no backup`);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('refuses a directory that is not empty, naming what is there, and one where a restore was cut off', async () => {
    const full = emptyDir('full');
    writeFileSync(join(full, 'held-real-data'), '');
    await expect(restore(full)).rejects.toThrow(`${full} (DATA_DIR) is not empty, it holds held-real-data:`);
    const cut = emptyDir('cut');
    mkdirSync(join(cut, '.restoring'));
    await expect(restore(cut)).rejects.toThrow(`a restore was cut off in ${cut}`);
    const server = new StartedServer({ DATA_DIR: cut });
    expect((await server.ended).code).toBe(1);
    expect(server.stderr).toContain(`a restore was cut off in ${cut}`);
  });

  it('holds no lock that partitions are added or dropped behind: a dropped one is left out', async () => {
    const progress = silent();
    progress.about = (what) => {
      if (what.startsWith('table 1 ')) changePartitions(app.databaseUrl);
    };
    const out = join(place, 'dropped');
    const { tables, partitions } = await backUp(out, forever, progress);
    expect(partitions.map(({ name }) => name).filter((name) => name.startsWith('trial_hour'))).toEqual([
      'trial_hour_11',
    ]);
    expect(tables.find(({ name }) => name === 'trial_hour_11')?.rows).toBe(60);
    expect(existsSync(join(out, 'tables/trial_hour_10.copy.gz'))).toBe(false);
    await restore(emptyDir('from-dropped'), { from: out });
  });

  it('leaves nothing behind when it is stopped, and overwrites nothing', async () => {
    const stopAtThird = (): { progress: Progress; signal: AbortSignal } => {
      const stopping = new AbortController();
      const progress = silent();
      progress.about = (what) => {
        if (what.startsWith('table 3')) stopping.abort();
      };
      return { progress, signal: stopping.signal };
    };
    const { signal, progress } = stopAtThird();
    await expect(backUp(join(place, 'stopped'), signal, progress)).rejects.toThrow('aborted');
    expect(readdirSync(place).filter((name) => name.startsWith('stopped'))).toEqual([]);
    const dataDir = emptyDir('restore-stopped');
    await expect(restore(dataDir, stopAtThird())).rejects.toThrow('aborted');
    expect(readdirSync(dataDir)).toEqual([]);
    expect(processesWith(dataDir)).toEqual([]);
    await expect(backUp(whole)).rejects.toThrow(`${whole} is there already`);
    const inside = join(app.config.dataDir, 'backup');
    await expect(backUp(inside)).rejects.toThrow('lies in the data directory');
  });
});
