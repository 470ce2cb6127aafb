import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFragments } from '../../../server/domain/video/fmp4.ts';
import type { RecordedFragment } from '../../../server/platform/media/orders.ts';

/** A box longer than this is not ours, bytes. */
const LONGEST_BOX = 64 * 1024 * 1024;
const FILE = /^([a-z0-9-]{1,40})\/\d{8}\/(\d+)\.mp4$/;

/** What we need of the disk, so that a test can make it refuse. */
export interface Disk {
  open(path: string, flags: string): Promise<Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'>>;
}
export const realDisk: Disk = { open: (path, flags) => open(path, flags, 0o600) };

/** Path of a file below the directory of recordings: a directory a camera and day (UTC). */
const fileName = (camera: string, fromMs: number): string =>
  `${camera}/${new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '')}/${fromMs}.mp4`;

/** Of which camera and from when on a file is; null: it is none of ours. */
export function readFileName(file: string): { camera: string; fromMs: number } | null {
  const [, camera, fromMs] = FILE.exec(file) ?? [];
  return camera === undefined ? null : { camera, fromMs: Number(fromMs) };
}

const indexOf = (path: string): string => path.replace(/mp4$/, 'idx');

/** One file of fragments, only ever added to; beside it, a line a fragment, what they are and their hashes as written. */
export class RecordingWriter {
  private at = 0;

  private constructor(
    readonly file: string,
    private readonly camera: string,
    private readonly handle: Awaited<ReturnType<Disk['open']>>,
    private readonly lines: Awaited<ReturnType<Disk['open']>>,
    private readonly initLength: number,
  ) {}

  /** Rejects where the disk refuses, and where the file exists. */
  static async create(
    { dir, camera, fromMs, disk }: { dir: string; camera: string; fromMs: number; disk: Disk },
    init: Uint8Array,
  ): Promise<RecordingWriter> {
    const file = fileName(camera, fromMs);
    const path = join(dir, file);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await disk.open(path, 'wx');
    const lines = await disk.open(indexOf(path), 'wx').catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    const writer = new RecordingWriter(file, camera, handle, lines, init.length);
    try {
      await writer.write(init);
      return writer;
    } catch (error) {
      await writer.close();
      throw error;
    }
  }

  /** Resolves once the fragment is on disk. Rejects where the disk refuses: then nothing of it is left. */
  async append(data: Uint8Array, span: { fromMs: number; toMs: number }): Promise<RecordedFragment> {
    const offset = this.at;
    await this.write(data);
    await this.handle.datasync();
    const sha256 = createHash('sha256').update(data).digest('hex');
    const { camera, file, initLength } = this;
    const row = { camera, file, initLength, offset, length: data.length, ...span, sha256 };
    await this.lines.write(Buffer.from(`${JSON.stringify(row)}\n`));
    return row;
  }

  async close(): Promise<void> {
    await this.handle.close();
    await this.lines.close();
  }

  private async write(data: Uint8Array): Promise<void> {
    const before = this.at;
    try {
      for (let done = 0; done < data.length; ) {
        const { bytesWritten } = await this.handle.write(data, done, data.length - done, before + done);
        done += bytesWritten;
      }
      this.at = before + data.length;
    } catch (error) {
      await this.handle.truncate(before).catch(() => undefined);
      throw error;
    }
  }
}

/** All fragments of a file as its lines have them; where a line is torn, up to there. */
export async function readRows(dir: string, file: string): Promise<RecordedFragment[]> {
  const text = await readFile(indexOf(join(dir, file)), 'utf8').catch(() => '');
  const rows: RecordedFragment[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      const row = JSON.parse(line) as RecordedFragment;
      if (row.file !== file || row.offset !== (rows.at(-1) ? endOf(rows.at(-1)) : row.initLength)) break;
      rows.push(row);
    } catch {
      break;
    }
  }
  return rows;
}

const endOf = (row: RecordedFragment | undefined): number => (row ? row.offset + row.length : 0);

/**
 * Makes a file whole after the power went: what is torn at its end is cut off, lines that are missing are made from its boxes.
 * Gives its fragments.
 */
export async function healFile(dir: string, file: string): Promise<RecordedFragment[]> {
  const path = join(dir, file);
  const rows = await readRows(dir, file);
  const handle = await open(path, 'r');
  let size: number;
  let wholeTo: number;
  try {
    ({ size } = await handle.stat());
    while (rows.length > 0 && endOf(rows.at(-1)) > size) rows.pop();
    const found = await foundFrom(handle, file, rows);
    wholeTo = found.wholeTo;
    rows.push(...found.rows);
  } finally {
    await handle.close();
  }
  if (wholeTo < size) await truncate(path, wholeTo);
  await writeFile(indexOf(path), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600, flush: true });
  return rows;
}

/** Fragments behind those that are known. */
async function foundFrom(handle: FileHandle, file: string, known: readonly RecordedFragment[]) {
  const camera = readFileName(file)?.camera ?? '';
  const rows: RecordedFragment[] = [];
  let [at, initLength, wholeTo] = [endOf(known.at(-1)), known[0]?.initLength ?? 0, endOf(known.at(-1))];
  let pending: Buffer[] = [];
  let beginsAt = at;
  for (;;) {
    const box = await readBox(handle, at);
    if (box === null) return { rows, wholeTo };
    const type = box.toString('latin1', 4, 8);
    at += box.length;
    if (type === 'moov') initLength = wholeTo = at;
    if (type === 'moof') [pending, beginsAt] = [[], at - box.length];
    pending.push(box);
    if (type !== 'mdat' || initLength === 0) continue;
    const data = Buffer.concat(pending);
    const [place] = readFragments(data).fragments;
    if (place === undefined) return { rows, wholeTo };
    const sha256 = createHash('sha256').update(data).digest('hex');
    const { fromMs, toMs } = place;
    rows.push({ camera, file, initLength, offset: beginsAt, length: data.length, fromMs, toMs, sha256 });
    wholeTo = at;
  }
}

/** null: there is none that is whole. */
async function readBox(handle: FileHandle, at: number): Promise<Buffer | null> {
  const head = Buffer.alloc(8);
  if ((await handle.read(head, 0, 8, at)).bytesRead < 8) return null;
  const length = head.readUInt32BE(0);
  if (length < 8 || length > LONGEST_BOX) return null;
  const box = Buffer.alloc(length);
  return (await handle.read(box, 0, length, at)).bytesRead < length ? null : box;
}
