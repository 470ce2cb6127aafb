// What every command on the data directory begins with: settings as the server reads them, a built program, Ctrl-C that ends it cleanly.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

export async function prepare() {
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`); // what the environment says already wins
  if (isStale()) await build();
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return {
    env: process.env,
    version: JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopping.signal,
  };
}
