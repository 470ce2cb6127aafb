import { mkdir, readdir, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaOrder, RecordedFragment, RecordingFile } from '../../../server/platform/media/orders.ts';
import { FILE_MS } from './recorder.ts';
import { healFile, readFileName, readRows } from './recording-file.ts';

/** Part of the volume that recordings leave free. */
const FREE_SHARE = 0.05;
/** A file may reach beyond its ten minutes by its last fragment, ms. */
const OVERHANG_MS = 30_000;
const DAY_MS = 86_400_000;

export type Keep = Extract<MediaOrder, { kind: 'keep' }>;

interface Volume {
  readonly total: number;
  readonly free: number;
}

const volumeOf = async (dir: string): Promise<Volume> => {
  const { blocks, bavail, bsize } = await statfs(dir);
  return { total: blocks * bsize, free: bavail * bsize };
};

/** All files of recordings on disk: found and healed at the start, counted, and let go of, the oldest first. */
export class Recordings {
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly dir: string,
    private readonly volume: (dir: string) => Promise<Volume> = volumeOf,
  ) {}

  /** Finds what earlier runs left; the last file of each camera, which the end may have torn, is made whole. */
  async open(): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    for (const camera of await namesIn(this.dir)) {
      let last: string | null = null;
      for (const day of await namesIn(join(this.dir, camera))) {
        for (const name of await namesIn(join(this.dir, camera, day))) {
          const file = `${camera}/${day}/${name}`;
          if (readFileName(file) === null) continue;
          this.sizes.set(file, (await stat(join(this.dir, file))).size);
          if (last === null || fromOf(file) > fromOf(last)) last = file;
        }
      }
      if (last !== null) await this.heal(last);
    }
  }

  get bytes(): number {
    let sum = 0;
    for (const size of this.sizes.values()) sum += size;
    return sum;
  }

  files(): RecordingFile[] {
    return [...this.sizes].map(([file, bytes]) => ({ file, bytes }));
  }

  grew(row: RecordedFragment): void {
    this.sizes.set(row.file, row.offset + row.length);
  }

  rows(file: string): Promise<RecordedFragment[]> {
    return this.sizes.has(file) ? readRows(this.dir, file) : Promise.resolve([]);
  }

  /** Lets go of what is too old, and of the oldest where there is too much or the disk runs full; never of what is held. */
  async keep({ nowMs, maxBytes, days, otherDays, held }: Keep): Promise<string[]> {
    const dropped: string[] = [];
    const newest = new Map<string, string>();
    for (const file of [...this.sizes.keys()].sort((a, b) => fromOf(a) - fromOf(b))) newest.set(cameraOf(file), file);
    // the newest of a camera is being written
    const isFree = (file: string): boolean =>
      newest.get(cameraOf(file)) !== file &&
      !held.some((span) => span.fromMs < fromOf(file) + FILE_MS + OVERHANG_MS && span.toMs > fromOf(file));
    const free = [...this.sizes.keys()].filter(isFree).sort((a, b) => fromOf(a) - fromOf(b));
    let isTooMuch = await this.isTooMuch(maxBytes);
    for (const file of free) {
      const keptMs = (days[cameraOf(file)] ?? otherDays) * DAY_MS;
      const isOld = fromOf(file) + FILE_MS + OVERHANG_MS < nowMs - keptMs;
      if (!isOld && !isTooMuch) continue;
      await this.drop(file);
      dropped.push(file);
      isTooMuch = await this.isTooMuch(maxBytes);
    }
    return dropped;
  }

  private async isTooMuch(maxBytes: number | null): Promise<boolean> {
    if (maxBytes !== null && this.bytes > maxBytes) return true;
    const { total, free } = await this.volume(this.dir);
    return free < total * FREE_SHARE;
  }

  private async drop(file: string): Promise<void> {
    const path = join(this.dir, file);
    await rm(path, { force: true });
    await rm(path.replace(/mp4$/, 'idx'), { force: true });
    this.sizes.delete(file);
    await rmdir(dirname(path)).catch(() => undefined); // not empty
  }

  private async heal(file: string): Promise<void> {
    const last = (await healFile(this.dir, file)).at(-1);
    if (last === undefined) await this.drop(file);
    else this.grew(last);
  }
}

const fromOf = (file: string): number => readFileName(file)?.fromMs ?? 0;
const cameraOf = (file: string): string => readFileName(file)?.camera ?? '';
const namesIn = (dir: string): Promise<string[]> => readdir(dir).catch(() => []);
