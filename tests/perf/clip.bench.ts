import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipFiles } from '../../server/cameras/recording/clip.ts';
import type { FragmentRow } from '../../server/cameras/recording/recording.store.ts';
import { unit } from '../../server/domain/random.ts';
import type { RecordedFragment } from '../../server/platform/media/orders.ts';
import { Recorder } from '../../streams/media/recorder/recorder.ts';
import { realDisk } from '../../streams/media/recorder/recording-file.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';

/** A clip of thirty seconds of a camera of 2 Mbit/s, made as it is handed over; against reading and hashing the same bytes once. */
const SECONDS = 30;
const PICTURES_PER_S = 25;
const BYTES_PER_PICTURE = 2_000_000 / 8 / PICTURES_PER_S;
const RUNS = 15;
const FROM_MS = Date.UTC(2026, 10, 23, 16, 33);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const dir = mkdtempSync(join(tmpdir(), 'mihari-clip-'));
try {
  const told: RecordedFragment[] = [];
  const recorder = new Recorder({
    ...{ camera: 'gate', dir, disk: realDisk, nowMs: () => performance.now() },
    recorded: (row) => told.push(row),
  });
  recorder.configure(fixtureFilm().config);
  for (let i = 0; i < SECONDS * PICTURES_PER_S; i++) {
    const data = Uint8Array.from({ length: BYTES_PER_PICTURE }, (_, at) => Math.floor(unit(7, i, at) * 256));
    recorder.picture({ isKey: i % PICTURES_PER_S === 0, atMs: FROM_MS + (i * 1000) / PICTURES_PER_S, ctsMs: 0, data });
  }
  await recorder.stop();
  const rows: FragmentRow[] = told.map(({ file, ...row }) => ({ ...row, fileId: 1, path: file }));
  const meta = {
    ...{ cameraId: 'gate', name: { ja: '門', en: 'Gate' }, fromMs: FROM_MS, toMs: FROM_MS + SECONDS * 1000 },
    ...{ recipient: 'x', purpose: 'y', exporter: 'z', exportedMs: FROM_MS, serverOffsetMs: 0, cameraOffsetMs: 0 },
    ...{ isCameraTime: false, isSimulation: true },
  };
  const clips: number[] = [];
  const hashes: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    let beganMs = performance.now();
    await clipFiles(dir, rows, meta);
    clips.push(performance.now() - beganMs);
    beganMs = performance.now();
    createHash('sha256')
      .update(readFileSync(join(dir, rows[0]?.path ?? '')))
      .digest();
    hashes.push(performance.now() - beganMs);
  }
  const [clipMs, hashMs] = [median(clips), median(hashes)];
  const mib = rows.reduce((sum, { length }) => sum + length, 0) / 2 ** 20;
  const round = (value: number): number => Math.round(value * 100) / 100;
  console.log(JSON.stringify({ clip30sMs: round(clipMs), ratioHash: round(clipMs / hashMs), mib: round(mib) }));
} finally {
  rmSync(dir, { recursive: true });
}
