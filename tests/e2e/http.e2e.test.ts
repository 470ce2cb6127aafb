import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { followTls, readTls } from '../../server/platform/http/tls.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { until } from '../support/started-server.ts';

const TOKEN = 'a-token-for-metrics';

describe('what everybody may ask for', () => {
  let app: RunningApp;
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });
  beforeAll(async () => {
    app = await runApp({ env: { METRICS_TOKEN: TOKEN } });
  });
  afterAll(async () => {
    await app?.stop();
  });

  it('is the console, under / and /boat, under a strict policy', async () => {
    for (const path of ['/', '/boat']) {
      const page = await ask(path);
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await page.text()).toContain('<div id="root">');
    }
    const script = /\/assets\/[^"]+\.js/.exec(await (await ask('/')).text())?.[0] ?? '';
    expect((await ask(script)).headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/boat/x', '/nothing', '/data/held-real-data', '/postgres.log', '/..%2f..%2fpackage.json', '/.env'])(
    'is not %s',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/mihari-demo|dependencies|node_modules/);
    },
  );

  it('is /metrics for this machine, but not for whom a proxy speaks, unless the token is borne', async () => {
    const own = await ask('/metrics');
    expect(own.status).toBe(200);
    const text = await own.text();
    expect(text).toContain('mihari_database_up 1');
    expect(text).toContain('mihari_history_lost_positions_total 0');
    expect(text).toContain('mihari_history_raw_lost_bytes_total 0');
    expect(text).toMatch(/mihari_history_waiting_positions \d+\n/);
    const passedOn = { 'x-forwarded-for': '192.0.2.1' };
    expect((await ask('/metrics', passedOn)).status).toBe(401);
    expect((await ask('/metrics', { ...passedOn, authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask('/metrics', { ...passedOn, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});

describe('HTTPS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mihari-tls-'));
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const put = (name: 'first' | 'second', what: 'cert' | 'key') =>
    cpSync(`tests/support/tls/${name}.${what}.pem`, what === 'cert' ? files.certFile : files.keyFile);
  const closers: (() => unknown)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes a renewed certificate into use, and keeps the old one while half of the new is there', async () => {
    put('first', 'cert');
    put('first', 'key');
    const server = new Server(readTls(files)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void said.push(line) });
    closers.push(() => server.close(), followTls(server, files, log, 20));
    const served = () => certificateOf((server.address() as AddressInfo).port);
    expect(await served()).toBe('first.mihari.test');
    put('second', 'cert');
    await until(() => said.some((line) => line.includes('the certificate stays as it is')), 10_000);
    expect(await served()).toBe('first.mihari.test');
    put('second', 'key');
    await until(async () => (await served()) === 'second.mihari.test', 10_000);
  });

  it('is what the whole server speaks when both files are set', async () => {
    const app = await runApp({
      env: { TLS_CERT: 'tests/support/tls/first.cert.pem', TLS_KEY: 'tests/support/tls/first.key.pem' },
    });
    closers.push(() => app.stop());
    expect(app.url).toMatch(/^https:/);
    expect(await certificateOf(Number(new URL(app.url).port))).toBe('first.mihari.test');
    await app.stop();
    closers.pop();
  });
});

function certificateOf(port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const name: string | string[] | undefined = socket.getPeerCertificate().subject.CN;
      resolve(typeof name === 'string' ? name : name?.[0]);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
