import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { boot } from '../../server/boot.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { StartError } from '../../server/platform/start-error.ts';
import { putFreshCluster } from '../support/fresh-cluster.ts';
import { baysOf, processesWith, StartedServer, until } from '../support/started-server.ts';

// each test starts whole servers: more than the usual limit on a busy machine
jest.setTimeout(120_000);

describe('npm start', () => {
  let place: string;
  let dataDir: string;
  const started: StartedServer[] = [];
  const start = (env: Record<string, string> = {}): StartedServer => {
    const server = new StartedServer({ DATA_DIR: dataDir, ...env });
    started.push(server);
    return server;
  };
  const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;
  const isReady = (url: string) => async (): Promise<boolean> => (await statusOf(`${url}/readyz`)) === 200;
  const postmaster = (dir = dataDir): number =>
    Number.parseInt(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8'), 10);

  /** A data directory that has its database already, which takes a second less. */
  async function prepared(dir = dataDir): Promise<string> {
    mkdirSync(dir);
    await putFreshCluster(dir);
    return dir;
  }

  /** It ends by itself with code 1 and one sentence, and leaves no process behind. */
  async function refusal(env: Record<string, string>): Promise<string> {
    const server = start(env);
    expect(await server.ended).toEqual({ code: 1, signal: null });
    const said = server.stderr.split('\n').filter((line) => line.startsWith('Mihari does not start: '));
    expect(said).toHaveLength(1);
    expect(server.stderr).not.toMatch(/^\s+at /m);
    return said.join();
  }

  async function endsAll(server: StartedServer, signal: NodeJS.Signals, dir = dataDir): Promise<void> {
    expect(processesWith(dir).length).toBeGreaterThan(0);
    const { code, tookMs } = await server.stop(signal);
    expect([code, tookMs < 6_000]).toEqual([0, true]);
    expect(processesWith(dir)).toEqual([]);
  }

  beforeEach(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-start-')));
    dataDir = join(place, 'data');
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    for (const pid of processesWith(place)) process.kill(pid, 'SIGKILL');
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  it('refuses a second server on its data directory, outlives its database, and SIGTERM ends all its processes within 6 s', async () => {
    const server = start();
    const url = await server.url();
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await refusal({})).toContain(`another Mihari runs on the data directory ${dataDir}`);
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    const pid = postmaster();
    process.kill(pid, 'SIGKILL');
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    await until(async () => server.stderr.includes('the database is back') && (await isReady(url)()), 20_000);
    expect(postmaster()).not.toBe(pid);
    await endsAll(server, 'SIGTERM');
  });

  it('runs side by side with a copy whose path is too long for a socket; SIGINT and SIGHUP end all their processes too', async () => {
    await prepared();
    const long = join(place, 'deep'.repeat(20), 'deeper'.repeat(10));
    const servers = [start(), start({ DATA_DIR: long })] as const;
    for (const server of servers) expect(await statusOf(`${await server.url()}/readyz`)).toBe(200);
    await endsAll(servers[0], 'SIGINT');
    await endsAll(servers[1], 'SIGHUP', long);
  });

  it('stops cleanly while it is still starting', async () => {
    const server = start();
    await until(() => processesWith(dataDir).length > 0, 20_000);
    expect((await server.stop()).code).toBe(0);
    expect(processesWith(dataDir)).toEqual([]);
  });

  it('adopts the database that a killed server left behind, and recovers when both were killed', async () => {
    await prepared();
    const killed = start();
    await killed.url();
    const pid = postmaster();
    await killed.stop('SIGKILL');
    const next = start();
    expect(await statusOf(`${await next.url()}/readyz`)).toBe(200);
    expect(postmaster()).toBe(pid);
    process.kill(pid, 'SIGKILL');
    await next.stop('SIGKILL');
    const last = start();
    expect(await statusOf(`${await last.url()}/readyz`)).toBe(200);
    await last.stop();
    expect(processesWith(dataDir)).toEqual([]);
  });

  it('goes on while a database of its own is away: alive, not ready, ready again', async () => {
    let elsewhere = new EmbeddedPostgres(await prepared(join(place, 'elsewhere')));
    await elsewhere.start();
    const url = await start({ DATABASE_URL: elsewhere.url }).url();
    await elsewhere.stop();
    expect(await statusOf(`${url}/readyz`)).toBe(503);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      missing: { database: 'the database does not answer' },
    });
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    elsewhere = new EmbeddedPostgres(join(place, 'elsewhere'));
    await elsewhere.start();
    await until(isReady(url), 20_000);
  });

  it('says in one sentence that the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal({ PORT: `${port}` })).toContain(`cannot listen on 127.0.0.1:${port}`);
    taken.close();
  });

  describe('says in one sentence', () => {
    /** As the process would: it prints the sentence of a StartError, as above. */
    const sentence = async (env: Record<string, string>): Promise<string> => {
      const more = { PORT: '0', LOG_LEVEL: 'silent', AIS_FEEDS: 'test=udp://127.0.0.1:0', DATA_DIR: dataDir, ...env };
      const failed: unknown = await boot(more, { dist: resolve('dist'), signal: new AbortController().signal }).then(
        ({ close }) => close(),
        (error: unknown) => error,
      );
      expect(failed).toBeInstanceOf(StartError);
      return (failed as StartError).message;
    };

    it('that the database cannot be reached, without its password', async () => {
      const said = await sentence({ DATABASE_URL: 'postgres://mihari:geheim@127.0.0.1:1/mihari' });
      expect(said).toContain('cannot reach the database postgres://mihari:***@127.0.0.1:1/mihari');
      expect(said).not.toContain('geheim');
    });

    it('that the data directory cannot be written', async () => {
      writeFileSync(join(place, 'file'), '');
      for (const path of [join(place, 'file/data'), '/proc/mihari/data']) {
        expect(await sentence({ DATA_DIR: path })).toContain(`cannot write to the data directory ${path}`);
      }
    });

    it('that a TLS file is missing or is none', async () => {
      const missing = { TLS_CERT: join(place, 'none.pem'), TLS_KEY: 'tests/support/tls/first.key.pem' };
      expect(await sentence(missing)).toMatch(/cannot read TLS_CERT: .*none\.pem/);
      const strange = { TLS_CERT: 'tests/support/tls/second.cert.pem', TLS_KEY: 'tests/support/tls/first.key.pem' };
      expect(await sentence(strange)).toContain('do not serve');
    });

    it('which variables are wrong, all of them', async () => {
      const said = await sentence({ PORT: 'eighty', LOG_LEVEL: 'loud', AIS_FEEDS: 'roof=http://x' });
      expect(said).toContain('PORT is "eighty": allowed is');
      expect(said).toContain('LOG_LEVEL is "loud": allowed is');
      expect(said).toContain('http://x');
    });
  });

  it('refuses the demo where real data was held, in the directory and in the database', async () => {
    const elsewhere = new EmbeddedPostgres(await prepared(join(place, 'elsewhere')));
    await elsewhere.start();
    const real = start({ DATABASE_URL: elsewhere.url });
    await real.url();
    await real.stop();
    expect(await refusal({ AIS_FEEDS: '' })).toContain(`the data directory ${dataDir} has held real data`);
    const moved = { AIS_FEEDS: '', DATA_DIR: join(place, 'new'), DATABASE_URL: elsewhere.url };
    expect(await refusal(moved)).toContain('the database has held real data');
    await elsewhere.stop();
  });

  it('runs the demo bay, starts it again when it is killed, and goes on with its story at the next start', async () => {
    await prepared();
    const first = start({ AIS_FEEDS: '' });
    const url = await first.url();
    expect(first.stdout).toContain('password mihari-demo');
    const [bay = 0] = baysOf(first.pid);
    process.kill(bay, 'SIGKILL');
    await until(() => baysOf(first.pid).some((pid) => pid !== bay), 20_000);
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    expect((await first.stop()).code).toBe(0);
    const { storyMs } = JSON.parse(readFileSync(join(dataDir, 'story-clock.json'), 'utf8')) as { storyMs: number };
    const second = start({ AIS_FEEDS: '' });
    await second.url();
    const [orphan = 0] = baysOf(second.pid);
    await second.stop('SIGKILL');
    await until(() => !existsSync(`/proc/${orphan}`), 10_000);
    const later = JSON.parse(readFileSync(join(dataDir, 'story-clock.json'), 'utf8')) as { storyMs: number };
    expect(later.storyMs).toBeGreaterThan(storyMs);
  });

  it('starts the database as root without namespaces too, or says why it cannot', async () => {
    mkdirSync(join(place, 'bin'));
    writeFileSync(join(place, 'bin/unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const env = { PATH: `${join(place, 'bin')}:${process.env['PATH']}` };
    if (process.getuid?.() !== 0) {
      expect(await statusOf(`${await start(env).url()}/readyz`)).toBe(200);
      return;
    }
    expect(await refusal(env)).toMatch(/refuses to run as root, .* cannot reach /); // the directory above is mode 700
  });
});
