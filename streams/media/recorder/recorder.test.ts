import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { samplesOf } from '../../../server/domain/video/fmp4.ts';
import type { RecordedFragment } from '../../../server/platform/media/orders.ts';
import { fixtureFilm } from '../../simulator/camera/fixture.ts';
import { Recorder } from './recorder.ts';
import { type Disk, healFile, readRows, realDisk } from './recording-file.ts';
import { Recordings } from './recordings.ts';

const BEGIN = Date.UTC(2026, 10, 23, 16, 0, 1);
const { config } = fixtureFilm();
const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('the recorder', () => {
  let dir: string;
  let rows: RecordedFragment[];
  let nowMs: number;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mihari-video-'));
    rows = [];
    nowMs = 0;
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const begin = (disk: Disk = realDisk, camera = 'daikoku'): Recorder => {
    const recorded = (row: RecordedFragment): void => void rows.push(row);
    const recorder = new Recorder({ camera, dir, disk, nowMs: () => nowMs, recorded });
    recorder.configure(config);
    return recorder;
  };
  /** Seconds of ten pictures each, the first of which is a key frame. */
  const film = (recorder: Recorder, seconds: number, fromMs = BEGIN): void => {
    for (let i = 0; i < seconds * 10; i++)
      recorder.picture({
        isKey: i % 10 === 0,
        atMs: fromMs + i * 100,
        ctsMs: 0,
        data: new Uint8Array(40 + i).fill(i % 251),
      });
  };
  const part = async ({ file, offset, length }: RecordedFragment): Promise<Buffer> =>
    (await readFile(join(dir, file))).subarray(offset, offset + length);

  it('writes a fragment from key frame to key frame, hashed, each picture in it at its time', async () => {
    const recorder = begin();
    film(recorder, 3);
    await recorder.stop();
    expect(rows.map(({ fromMs, toMs }) => [fromMs - BEGIN, toMs - BEGIN])).toEqual([
      [0, 1000],
      [1000, 2000],
      [2000, 3000],
    ]);
    for (const row of rows) {
      const data = await part(row);
      expect(sha256(data)).toBe(row.sha256);
      expect(samplesOf(data).map(({ isKey, durationMs }) => [isKey, durationMs])).toEqual(
        Array.from({ length: 10 }, (_, i) => [i === 0, 100]),
      );
    }
    expect(await readRows(dir, (rows[0] as RecordedFragment).file)).toEqual(rows);
  });

  it('loses no picture to times that are equal or go back a little', async () => {
    const recorder = begin();
    film(recorder, 1);
    for (const ms of [0, 100, 100, 90, 400, 500])
      recorder.picture({ isKey: ms === 0, atMs: BEGIN + 1000 + ms, ctsMs: 0, data: new Uint8Array(9) });
    film(recorder, 1, BEGIN + 2000);
    await recorder.stop();
    expect(rows.map(({ fromMs, toMs }) => [fromMs - BEGIN, toMs - BEGIN])).toEqual([
      [0, 1000],
      [1000, 2000],
      [2000, 3000],
    ]);
    expect(samplesOf(await part(rows[1] as RecordedFragment)).map(({ durationMs }) => durationMs)).toEqual([
      ...[100, 1, 1, 298, 100, 500],
    ]);
  });

  it('begins a new file every ten minutes, with other parameter sets, and where the clock jumps', async () => {
    const recorder = begin();
    film(recorder, 1, BEGIN);
    film(recorder, 2, BEGIN + 597_000);
    film(recorder, 1, BEGIN + 599_500);
    film(recorder, 1, BEGIN - 3_600_000);
    recorder.configure({ ...config, record: config.record.map((byte, i) => (i === 3 ? byte + 1 : byte)) });
    film(recorder, 1, BEGIN - 3_599_000);
    await recorder.stop();
    expect([...new Set(rows.map(({ file }) => file))]).toHaveLength(5);
    expect(rows).toHaveLength(6);
  });

  it('loses at most the last fragment when the power goes, wherever it is torn; with its lines gone too, they are made anew', async () => {
    const recorder = begin();
    film(recorder, 3);
    await recorder.stop();
    const { file, offset, length } = rows[2] as RecordedFragment;
    const path = join(dir, file);
    const whole = await readFile(path);
    const lines = await readFile(path.replace('mp4', 'idx'));
    for (let cut = offset; cut < offset + length; cut += 97) {
      await writeFile(path, whole.subarray(0, cut));
      await writeFile(path.replace('mp4', 'idx'), cut % 2 === 0 ? lines : lines.subarray(0, lines.length / 2));
      expect(await healFile(dir, file)).toEqual(rows.slice(0, 2));
      expect((await stat(path)).size).toBe(offset);
    }
    await writeFile(path, whole);
    await rm(path.replace('mp4', 'idx'));
    expect(await healFile(dir, file)).toEqual(rows);
    expect(await readRows(dir, file)).toEqual(rows);
  });

  it('goes on after the disk was full: what it could not write is missing, nothing is half there', async () => {
    let isFull = false;
    const disk: Disk = {
      open: async (path, flags) => {
        const handle = await realDisk.open(path, flags);
        const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
        return {
          write: (async (data: Uint8Array, from: number, length: number, at: number) => {
            if (!isFull) return handle.write(data, from, length, at);
            await handle.write(Buffer.from('half of it'), 0, 10, at);
            throw full;
          }) as typeof handle.write,
          datasync: () => handle.datasync(),
          truncate: (to) => handle.truncate(to),
          close: () => handle.close(),
        };
      },
    };
    const recorder = begin(disk);
    film(recorder, 2);
    await until(() => rows.length === 1);
    isFull = true;
    film(recorder, 2, BEGIN + 2000);
    await until(() => recorder.trouble !== null);
    expect(recorder.trouble).toBe('the disk is full');
    isFull = false;
    film(recorder, 2, BEGIN + 4000);
    nowMs = 60_000;
    film(recorder, 2, BEGIN + 6000);
    await recorder.stop();
    expect(recorder.trouble).toBeNull();
    const [first] = rows;
    expect((await stat(join(dir, first?.file ?? ''))).size).toBe((first?.offset ?? 0) + (first?.length ?? 0));
    for (const row of rows) expect(sha256(await part(row))).toBe(row.sha256);
    expect(rows.at(-1)?.toMs).toBe(BEGIN + 8000);
    expect(rows.length).toBeLessThan(8);
  });

  it('is found again at the start, and let go of: by age, by size, by room on the disk, never what is held or being written', async () => {
    const HOUR = 3_600_000;
    for (const camera of ['daikoku', 'honmoku']) {
      const recorder = begin(realDisk, camera);
      for (const hour of [0, 1, 2]) film(recorder, 2, BEGIN + hour * HOUR);
      await recorder.stop();
    }
    const last = rows.at(-1) as RecordedFragment;
    await truncate(join(dir, last.file), last.offset + 5);
    let free = 50;
    const recordings = new Recordings(dir, async () => ({ total: 100, free }));
    await recordings.open();
    expect(recordings.files().find(({ file }) => file === last.file)?.bytes).toBe(last.offset);
    const keep = {
      kind: 'keep' as const,
      nowMs: BEGIN + 2 * HOUR,
      maxBytes: null,
      days: { daikoku: 30 },
      otherDays: 400,
      held: [],
    };
    expect(await recordings.keep(keep)).toEqual([]);
    const held = [{ fromMs: BEGIN, toMs: BEGIN + 60_000 }];
    const old = await recordings.keep({ ...keep, nowMs: BEGIN + 31 * 24 * HOUR, held });
    expect(old.map((file) => file.split('/')[0])).toEqual(['daikoku']);
    free = 4;
    const squeezed = await recordings.keep({ ...keep, held });
    expect(squeezed).toHaveLength(1);
    expect(squeezed[0]).toMatch(/^honmoku/);
    expect(await recordings.keep({ ...keep, maxBytes: 1 })).toHaveLength(2);
    expect(recordings.files()).toHaveLength(2);
    await expect(stat(join(dir, old[0] ?? ''))).rejects.toThrow('ENOENT');
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
