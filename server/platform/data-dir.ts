import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, StartError } from './start-error.ts';

/** A restore is made here, inside the data directory, and moved into place when it is whole. */
export const RESTORING = '.restoring';

/** Makes the directory where it is missing and proves that it can be written. Its real path: links may be swapped later. */
export function openDataDir(dataDir: string): string {
  try {
    makeDirectory(dataDir);
    const real = realpathSync(dataDir);
    const probe = join(real, `.writable-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return real;
  } catch (error) {
    throw new StartError(`cannot write to the data directory ${dataDir} (DATA_DIR): ${reasonOf(error)}`);
  }
}

/** Half of a restored directory must not be taken for all of it. */
export function refuseHalfRestored(dataDir: string): void {
  if (!existsSync(join(dataDir, RESTORING))) return;
  throw new StartError(`a restore was cut off in ${dataDir}, or still runs: empty the directory and restore again`);
}

/** Not by `recursive`: under /proc and the like that never ends. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** After a power cut the file holds either the old text or the new one. */
export function writeWhole(path: string, text: string): void {
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, text, { flush: true });
  renameSync(next, path);
}
