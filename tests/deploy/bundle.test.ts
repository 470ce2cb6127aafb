import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { makePlace } from '../support/backup-place.ts';
import { runScript } from '../support/run-script.ts';
import { processesWith } from '../support/started-server.ts';

jest.setTimeout(240_000);

interface Seen {
  readonly wayOut: string;
  readonly ready?: number;
  readonly console?: boolean;
  readonly signIn?: number;
  readonly code: number | null;
  readonly said: string;
}

interface Bill {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

describe('npm run bundle', () => {
  const { place, remove } = makePlace();
  const archive = join(place, 'mihari.tar.gz');
  const installed = join(place, 'opt/mihari');
  let unpacked: string;
  const run = (file: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) =>
    spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });

  beforeAll(async () => {
    const made = await runScript('bundle', ['--out', archive], {});
    if (made.code !== 0) throw new Error(made.stderr);
    const folder = join(place, 'unpacked');
    mkdirSync(folder);
    expect(run('tar', ['-xzf', archive, '-C', folder]).status).toBe(0);
    unpacked = join(folder, readdirSync(folder).join());
  });
  afterAll(() => {
    for (const pid of processesWith(place)) process.kill(pid, 'SIGKILL');
    remove();
  });

  it('tells its own SHA-256, and that of every file', () => {
    expect(run('sha256sum', ['-c', '--quiet', 'mihari.tar.gz.sha256'], { cwd: place }).status).toBe(0);
    const sums = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8').trim().split('\n');
    const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(sums).toHaveLength(files.length - 1);
    expect(existsSync(join(unpacked, 'node_modules/jest'))).toBe(false);
    expect(existsSync(join(unpacked, 'node_modules/@napi-rs'))).toBe(false);
    expect(existsSync(join(unpacked, 'server'))).toBe(false);
  });

  it('names modules, console and database in its bill of materials', () => {
    const bill = JSON.parse(readFileSync(join(unpacked, 'sbom.cdx.json'), 'utf8')) as Bill;
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'mihari']);
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['typeorm', 'maplibre-gl', 'postgresql', 'mihari-console']));
    expect(names).not.toContain('jest');
    expect(bill.components.find(({ name }) => name === 'postgresql')?.version).toMatch(/^18\./);
  });

  it('is installed and started with no registry and no network, and signs in', () => {
    expect(run('sh', [join(unpacked, 'install.sh'), installed])).toMatchObject({ status: 0, stderr: '' });
    const driver = resolve('tests/support/bundle-driver.mjs');
    const nowhere = 'http://127.0.0.1:9';
    const env = {
      PATH: process.env['PATH'],
      HOME: place,
      npm_config_registry: nowhere,
      http_proxy: nowhere,
      https_proxy: nowhere,
      npm_config_update_notifier: 'false',
    };
    const command = [process.execPath, driver, installed, join(place, 'data')];
    const apart = process.getuid?.() === 0 ? ['-n'] : ['-n', '-r'];
    const hasNamespaces = run('unshare', [...apart, 'ip', 'link', 'set', 'lo', 'up']).status === 0;
    if (!hasNamespaces)
      process.stderr.write(
        'network namespaces are forbidden here: the bundle starts with unreachable registry and proxy instead\n',
      );
    const inside = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
    const [file = '', ...args] = hasNamespaces ? ['unshare', ...apart, ...inside, ...command] : command;
    const { stdout, stderr } = run(file, args, { env });
    const seen = JSON.parse(stdout || JSON.stringify({ said: stderr })) as Seen;
    expect(seen).toMatchObject({ ready: 200, console: true, signIn: 200, code: 0 });
    expect(seen.said).not.toContain('built in');
    if (hasNamespaces) expect(seen.wayOut).toBe('ENETUNREACH');
  });

  it('refuses to install over something, and a bundle with a changed file', () => {
    const over = run('sh', [join(unpacked, 'install.sh'), installed]);
    expect(over.status).toBe(1);
    expect(over.stderr).toContain(`${installed} is there already`);
    appendFileSync(join(unpacked, 'dist/server/main.js'), '//\n');
    const damaged = run('sh', [join(unpacked, 'install.sh'), join(place, 'other')]);
    expect(damaged.status).toBe(1);
    expect(damaged.stderr).toContain('this bundle is damaged: nothing was installed');
    expect(existsSync(join(place, 'other'))).toBe(false);
  });
});
