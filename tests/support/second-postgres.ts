import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findBinaries, launchAs } from '../../server/platform/db/postgres-binaries.ts';
import { withClient } from './backup-place.ts';
import { until } from './started-server.ts';

const PASSWORD = 'pass-of-the-test';

/** A PostgreSQL server as an administrator would set it up: over TCP, with a password, for an account that is no superuser. */
export class SecondPostgres {
  /** Of the database `mihari`, whose owner is the account `mihari`. */
  readonly url: string;
  private child: ChildProcess | null = null;

  private constructor(
    private readonly place: string,
    private readonly port: number,
  ) {
    this.url = this.urlOf('mihari', 'mihari');
  }

  /** `TEST_POSTGRES_BIN`: folder with `initdb` and `postgres` of another version than the embedded one. */
  static async start(place: string): Promise<SecondPostgres> {
    const server = new SecondPostgres(place, await freePort());
    mkdirSync(place);
    const cluster = join(place, 'cluster');
    const { prefix, ...identity } = launchAs(cluster);
    const [file = '', ...args] = [...prefix, binary('initdb'), '-D', cluster, '-U', 'admin', '--no-sync'];
    writeFileSync(join(place, 'password'), PASSWORD);
    const auth = ['-A', 'scram-sha-256', `--pwfile=${join(place, 'password')}`, '-E', 'UTF8', '--locale=C'];
    execFileSync(file, [...args, ...auth], { ...identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    appendFileSync(join(cluster, 'postgresql.conf'), `fsync = off\nlisten_addresses = '127.0.0.1'\n`);
    await server.run();
    await withClient(server.urlOf('admin', 'postgres'), async (client) => {
      await client.query(`create role mihari login password '${PASSWORD}'`);
      for (const name of ['mihari', 'restored']) await client.query(`create database ${name} owner mihari`);
    });
    return server;
  }

  urlOf(user: string, database: string): string {
    return `postgres://${user}:${PASSWORD}@127.0.0.1:${this.port}/${database}`;
  }

  async stop(): Promise<void> {
    if (this.child === null) return;
    this.child.kill('SIGINT');
    await once(this.child, 'close');
  }

  private async run(): Promise<void> {
    const cluster = join(this.place, 'cluster');
    const { prefix, ...identity } = launchAs(cluster);
    const options = ['-D', cluster, '-p', `${this.port}`, '-c', 'unix_socket_directories='];
    const [file = '', ...args] = [...prefix, binary('postgres'), ...options];
    const child = spawn(file, args, { ...identity, cwd: '/', stdio: 'ignore' });
    this.child = child;
    const answers = () =>
      withClient(this.urlOf('admin', 'postgres'), async () => true).catch(() => {
        if (child.exitCode !== null) throw new Error(`the second PostgreSQL ended with ${child.exitCode}`);
        return false;
      });
    await until(answers, 30_000);
  }

  /** Whether its password stands in a text. */
  static isIn(text: string): boolean {
    return text.includes(PASSWORD);
  }

  get version(): string {
    return readFileSync(join(this.place, 'cluster/PG_VERSION'), 'utf8').trim();
  }
}

function binary(name: 'initdb' | 'postgres'): string {
  const folder = process.env['TEST_POSTGRES_BIN'];
  return folder ? join(folder, name) : findBinaries()[name];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
