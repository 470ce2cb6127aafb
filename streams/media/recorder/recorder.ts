import { fragment, initSegment } from '../../../server/domain/video/fmp4.ts';
import type { VideoConfig } from '../../../server/domain/video/video-config.ts';
import type { RecordedFragment } from '../../../server/platform/media/orders.ts';
import { type Gop, GopGatherer } from './gop.ts';
import { type Disk, RecordingWriter } from './recording-file.ts';

/** A new file begins at each full so much, ms of the wall clock. */
export const FILE_MS = 600_000;
/** A step of the wall clock larger than this begins a new file, ms. */
const JUMP_MS = 10_000;
/** Fragments that wait for a slow disk take at most so much; what comes then is lost, and told, bytes. */
const MOST_WAITING = 32 * 1024 * 1024;
/** After the disk refused it is left alone for so long, ms. */
const PAUSE_MS = 10_000;

export interface RecorderOptions {
  readonly camera: string;
  readonly dir: string;
  readonly disk: Disk;
  /** Of a clock that only goes forward, ms. */
  readonly nowMs: () => number;
  /** Told of each fragment once it is on disk. */
  readonly recorded: (row: RecordedFragment) => void;
}

/** Records one camera: a fragment from key frame to key frame, hashed, on disk before it is told. Never throws; says its trouble. */
export class Recorder {
  private readonly gops = new GopGatherer((gop) => this.put(gop));
  private init: Uint8Array | null = null;
  private isOtherConfig = false;
  private writer: RecordingWriter | null = null;
  private lastToMs = 0;
  private fileFromMs = 0;
  private sequence = 0;
  private waiting = 0;
  private work: Promise<void> = Promise.resolve();
  private failure: string | null = null;
  private failedMs = 0;

  constructor(private readonly options: RecorderOptions) {}

  /** Why pictures are lost now; null: they are not. */
  get trouble(): string | null {
    return this.failure;
  }

  configure(config: VideoConfig): void {
    const init = initSegment(config);
    if (this.init !== null && Buffer.compare(this.init, init) === 0) return;
    this.gops.end();
    this.init = init;
    this.isOtherConfig = true;
  }

  /** `atMs`: epoch ms it was taken at. */
  picture(picture: { isKey: boolean; atMs: number; ctsMs: number; data: Uint8Array }): void {
    if (this.init !== null) this.gops.take(picture);
  }

  /** The stream is over; what was gathered is written. */
  end(): void {
    this.gops.end();
  }

  /** Resolves when all is written and the file is closed. */
  async stop(): Promise<void> {
    this.end();
    this.work = this.work.then(() => this.close());
    await this.work;
  }

  private put({ fromMs, toMs, samples }: Gop): void {
    const { init, options } = this;
    if (init === null) return;
    const isNew = this.isOtherConfig;
    const data = fragment(++this.sequence, fromMs, samples);
    if (this.waiting + data.length > MOST_WAITING) {
      this.fail(new Error('the disk is too slow'));
      return;
    }
    this.isOtherConfig = false;
    this.waiting += data.length;
    this.work = this.work.then(async () => {
      try {
        if (this.failure !== null && options.nowMs() - this.failedMs < PAUSE_MS) return;
        const row = await this.write({ init, isNew, data, fromMs, toMs });
        this.failure = null;
        options.recorded(row);
      } catch (error) {
        this.fail(error);
        await this.close();
      } finally {
        this.waiting -= data.length;
      }
    });
  }

  private async write(gop: { init: Uint8Array; isNew: boolean; data: Uint8Array; fromMs: number; toMs: number }) {
    const { fromMs, toMs, init, data } = gop;
    const isNextFile = Math.floor(fromMs / FILE_MS) !== Math.floor(this.fileFromMs / FILE_MS);
    const isJump = fromMs < this.lastToMs - 1 || fromMs > this.lastToMs + JUMP_MS;
    if (gop.isNew || isNextFile || isJump) await this.close();
    const { camera, dir, disk } = this.options;
    if (this.writer === null) {
      this.writer = await RecordingWriter.create({ dir, camera, fromMs, disk }, init);
      this.fileFromMs = fromMs;
    }
    const row = await this.writer.append(data, { fromMs, toMs });
    this.lastToMs = toMs;
    return row;
  }

  private async close(): Promise<void> {
    const { writer } = this;
    this.writer = null;
    await writer?.close().catch(() => undefined);
  }

  private fail(error: unknown): void {
    const { code } = error as NodeJS.ErrnoException;
    this.failure = code === 'ENOSPC' ? 'the disk is full' : error instanceof Error ? error.message : String(error);
    this.failedMs = this.options.nowMs();
  }
}
