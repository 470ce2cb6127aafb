import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RESTORING } from '../data-dir.ts';
import { RECORD } from '../running-record.ts';
import { type FileEntry, Meter, SETTINGS } from './backup-format.ts';

const RELISTINGS = 5;

/** What belongs to the running server or to the cluster, which is copied as rows; and recordings of cameras, far more than all else. */
function staysBehind(name: string): boolean {
  return (
    ['video', 'postgres', 'socket', 'postgres.log', 'lost+found', RECORD, 'mihari.log', RESTORING, SETTINGS].includes(
      name,
    ) || /^(postgres\.new-|\.writable-|\.doctor)/.test(name)
  );
}

export interface FilesFrom {
  readonly dataDir: string;
  /** The backup that is being made. */
  readonly out: string;
  readonly heard: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Copies a folder of the data directory, or with '' all but `spool`, while the server writes there. */
export async function backUpFiles(from: FilesFrom, folder: 'spool' | ''): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  if (existsSync(join(from.dataDir, folder))) await copyFolder(from, folder, entries);
  return entries;
}

/**
 * Files before folders: an index stands above what it lists, and names only what was written before. What vanishes meanwhile may have
 * got another name (a closed block does), so the folder is then listed again.
 */
async function copyFolder(from: FilesFrom, folder: string, entries: FileEntry[]): Promise<void> {
  const done = new Set<string>();
  for (let listing = 0, isWhole = false; !isWhole && listing < RELISTINGS; listing++) {
    isWhole = true;
    const found = await readdir(join(from.dataDir, folder), { withFileTypes: true }).catch(nullIfGone);
    for (const child of (found ?? []).sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()))) {
      from.signal.throwIfAborted();
      if (done.has(child.name) || (folder === '' && (staysBehind(child.name) || child.name === 'spool'))) continue;
      const path = folder === '' ? child.name : `${folder}/${child.name}`;
      done.add(child.name);
      const kind = child.isSymbolicLink() ? await stat(join(from.dataDir, path)).catch(nullIfGone) : child;
      if (kind?.isDirectory()) await copyFolder(from, path, entries);
      else if (kind === null || kind.isFile()) {
        const entry = await copyFile(from, path);
        if (entry === null) isWhole = false;
        else entries.push(entry);
      }
    }
  }
}

function nullIfGone(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** As long as it is now: one that grows is copied up to here. null: it is gone. */
async function copyFile({ dataDir, out, heard, signal }: FilesFrom, path: string): Promise<FileEntry | null> {
  const handle = await open(join(dataDir, path)).catch(nullIfGone);
  if (handle === null) return null;
  const file = `files/${path}`;
  const meter = new Meter(heard);
  const { size, mode } = await handle.stat();
  makeFolder(dirname(join(out, file)));
  const target = createWriteStream(join(out, file), { flags: 'wx', mode: 0o600, flush: true });
  if (size === 0) await pipeline([], meter, target, { signal }).finally(() => handle.close());
  else await pipeline(handle.createReadStream({ end: size - 1 }), meter, target, { signal });
  return { path, mode: mode & 0o777, file, bytes: meter.bytes, sha256: meter.sha256() };
}

/** Puts the files of a backup under `dataDir`. */
export async function restoreFiles(
  entries: readonly FileEntry[],
  {
    from,
    dataDir,
    heard,
    signal,
  }: { from: string; dataDir: string; heard: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  for (const { path, file, mode } of entries) {
    const target = join(dataDir, path);
    makeFolder(dirname(target));
    const write = createWriteStream(target, { flags: 'wx', mode, flush: true });
    await pipeline(createReadStream(join(from, file)), new Meter(heard), write, { signal });
  }
}

export const makeFolder = (path: string): void => void mkdirSync(path, { recursive: true, mode: 0o700 });
