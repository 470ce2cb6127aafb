import { join } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Subscription } from 'rxjs';
import type { Recording } from '../../contract/recording.ts';
import { gapsOf } from '../../domain/video/playlist.ts';
import { HoldStore } from '../../history/hold.store.ts';
import { Clock } from '../../platform/clock.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { LOG } from '../../platform/log/log.ts';
import type { MediaNews, RecordedFragment, RecordingFile } from '../../platform/media/orders.ts';
import { CamerasService } from '../cameras.service.ts';
import { MediaProcess } from '../media-process.ts';
import { type FragmentRow, RecordingStore } from './recording.store.ts';

const WRITE_EVERY_MS = 1_000;
const KEEP_EVERY_MS = 60_000;
/** While the database is away rows wait here; what is beyond is found again in the files. */
const MOST_WAITING = 20_000;
const FILES_OF_ONE_ORDER = 1_000;
const MIB = 1_048_576;

/** Keeps the index of recordings as the files have it, and says what may go. */
@Injectable()
export class RecordingService implements OnModuleInit, OnModuleDestroy {
  /** Where the files are. */
  readonly dir: string;
  private waiting: RecordedFragment[] = [];
  /** Rows were lost on the way to the database: the files are asked. */
  private isTorn = false;
  private keptMs = Number.NEGATIVE_INFINITY;
  private work: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isBusy = false;
  private hasFailed = false;
  private readonly ends = new Subscription();

  constructor(
    private readonly store: RecordingStore,
    private readonly holds: HoldStore,
    private readonly cameras: CamerasService,
    private readonly media: MediaProcess,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.dir = join(config.dataDir, 'video');
  }

  onModuleInit(): void {
    this.ends.add(this.media.news$.subscribe((news) => this.take(news)));
    this.ends.add(
      this.media.isUp$.subscribe((isUp) => {
        if (isUp) this.isTorn = true;
        this.keptMs = Number.NEGATIVE_INFINITY;
      }),
    );
    this.timer = setInterval(() => this.begin(), WRITE_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.ends.unsubscribe();
    await this.work;
  }

  /** What there is of [fromMs, toMs), epoch ms. */
  async recording(cameraId: string, fromMs: number, toMs: number): Promise<Recording> {
    this.cameras.site(cameraId);
    const rows = await this.fragments(cameraId, fromMs, toMs);
    return {
      ...{ cameraId, fromMs, toMs },
      gaps: gapsOf(rows.map(indexRow), fromMs, Math.min(toMs, Math.max(fromMs, this.clock.nowMs()))),
      fragments: rows.length,
      bytes: rows.reduce((sum, { length }) => sum + length, 0),
      kept: await this.store.kept(cameraId),
      trouble: this.cameras.recordingTrouble(cameraId),
    };
  }

  /** Fragments that touch a span, in order; what was told but not written yet is written first. */
  async fragments(cameraId: string, fromMs: number, toMs: number): Promise<FragmentRow[]> {
    this.cameras.site(cameraId);
    await this.flush();
    return this.store.between(cameraId, fromMs, toMs);
  }

  /** Path of a file on this machine; null: there is none. */
  async pathOf(cameraId: string, fileId: number): Promise<string | null> {
    return this.store.pathOf(cameraId, fileId);
  }

  private take(news: Exclude<MediaNews, { kind: 'hello' }>): void {
    if (news.kind === 'fragments') {
      if (this.waiting.length + news.fragments.length > MOST_WAITING) this.isTorn = true;
      else this.waiting.push(...news.fragments);
    } else if (news.kind === 'files') this.queue(() => this.compare(news.files));
    else if (news.kind === 'dropped') this.queue(() => this.drop(news.files));
  }

  private begin(): void {
    if (this.isBusy) return;
    this.isBusy = true;
    this.queue(async () => {
      await this.write();
      if (!this.media.isUp) return;
      if (this.isTorn) {
        this.isTorn = false;
        this.media.send({ kind: 'list' });
      }
      await this.tellKeep();
    });
    void this.work.finally(() => {
      this.isBusy = false;
    });
  }

  private async flush(): Promise<void> {
    this.queue(() => this.write());
    await this.work;
  }

  /** One thing after the other. The database may be away, which is said elsewhere: then the files are asked later. */
  private queue(task: () => Promise<void>): void {
    this.work = this.work.then(task).then(
      () => {
        this.hasFailed = false;
      },
      (error: unknown) => {
        if (!this.hasFailed) this.log.warn({ err: error }, 'the index of recordings cannot be written');
        this.hasFailed = true;
        this.isTorn = true;
      },
    );
  }

  private async write(): Promise<void> {
    const rows = this.waiting;
    if (rows.length === 0) return;
    this.waiting = [];
    await this.store.add(rows);
  }

  /** What the index lacks is asked for; what the files lack goes from the index. */
  private async compare(files: readonly RecordingFile[]): Promise<void> {
    await this.write();
    const known = new Map((await this.store.files()).map(({ file, bytes }) => [file, bytes]));
    const lacking = files.filter(({ file, bytes }) => (known.get(file) ?? 0) < bytes).map(({ file }) => file);
    for (const { file } of files) known.delete(file);
    if (known.size > 0) await this.store.drop([...known.keys()]);
    for (let at = 0; at < lacking.length; at += FILES_OF_ONE_ORDER)
      this.media.send({ kind: 'rows', files: lacking.slice(at, at + FILES_OF_ONE_ORDER) });
    if (lacking.length > 0 || known.size > 0)
      this.log.info({ lacking: lacking.length, gone: known.size }, 'the index of recordings follows the files');
  }

  private async drop(files: readonly string[]): Promise<void> {
    await this.write();
    await this.store.drop(files);
    this.log.info({ files: files.length }, 'let go of old recordings');
  }

  /** Nothing goes before the holds are known. */
  private async tellKeep(): Promise<void> {
    if (performance.now() - this.keptMs < KEEP_EVERY_MS) return;
    const nowMs = this.clock.nowMs();
    const held = await this.holds.inForce('video', nowMs);
    const { days, mib } = this.config.video;
    const maxBytes = mib === null ? null : mib * MIB;
    this.media.send({
      kind: 'keep',
      nowMs,
      maxBytes,
      days: this.cameras.keptDays(days),
      otherDays: days,
      held: [...held],
    });
    this.keptMs = performance.now();
  }
}

/** A fragment as a playlist has it. */
export const indexRow = ({ fileId, ...row }: FragmentRow) => ({ ...row, file: `recording/files/${fileId}.mp4` });
