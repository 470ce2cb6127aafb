import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that the server and the process of the cameras share where they run apart: the given one (base64 of 32 bytes), or that in `dataDir/keys`, made by whoever comes first. */
export function openMediaKey(dataDir: string, given: string | null): Buffer {
  if (given !== null) return Buffer.from(given, 'base64');
  const folder = join(dataDir, 'keys');
  const path = join(folder, 'media.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(path, 0o600);
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
}

/** Where the process of the cameras waits for the server, and for viewers whom the server passes on, where it runs apart. */
export const mediaSockets = (dataDir: string) => ({
  folder: join(dataDir, 'run'),
  control: join(dataDir, 'run', 'media.sock'),
  live: join(dataDir, 'run', 'live.sock'),
});
