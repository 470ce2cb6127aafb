import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import { type CameraPlan, type MediaNews, type MediaOrder, mediaNewsSchema } from '../platform/media/orders.ts';

const STEADY_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** It says how the cameras are once a second; silent for this long it hangs, and is ended. */
const SILENT_MS = 3_500;
const WATCH_MS = 250;

interface MediaProcessOptions {
  /** The built program. */
  readonly entry: string;
  readonly log: Logger;
  /** Where recordings go. */
  readonly videoDir: string;
}

/** The process of the cameras: started, told what to pull, and started again when it ends. */
export class MediaProcess {
  /** Key of the tickets: made anew at each start of the server, told to the process over the channel only. */
  readonly secret = randomBytes(32);
  private child: ChildProcess | null = null;
  private boundPort: number | null = null;
  private cameras: readonly CameraPlan[] = [];
  private isStarted = false;
  private readonly stopping = new AbortController();
  private readonly told = new Subject<Exclude<MediaNews, { kind: 'hello' }>>();
  private readonly ups = new BehaviorSubject(false);
  /** What it says. */
  readonly news$: Observable<Exclude<MediaNews, { kind: 'hello' }>> = this.told.asObservable();
  /** Whether it runs, at each change. */
  readonly isUp$: Observable<boolean> = this.ups.asObservable();

  constructor(private readonly options: MediaProcessOptions) {}

  /** Port of its door on loopback; null: it is down. */
  get port(): number | null {
    return this.boundPort;
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  get isUp(): boolean {
    return this.ups.value;
  }

  /** All cameras, as they are from now on; it is started with the first ones. */
  take(cameras: readonly CameraPlan[]): void {
    this.cameras = cameras;
    if (this.ups.value) this.tellCameras();
    if (this.isStarted || cameras.length === 0) return;
    this.isStarted = true;
    void this.keepRunning();
  }

  stop(): void {
    this.stopping.abort();
    this.child?.kill('SIGTERM');
  }

  /** Says something to it; lost while it is down. */
  send(order: MediaOrder): void {
    this.child?.send(order, () => undefined);
  }

  private tellCameras(): void {
    this.send({ kind: 'cameras', secret: this.secret.toString('base64'), cameras: [...this.cameras] });
  }

  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const beganMs = performance.now();
      const end = await this.runOnce();
      this.boundPort = null;
      this.ups.next(false);
      if (signal.aborted) return;
      if (performance.now() - beganMs > STEADY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      this.options.log.error({ end, pauseMs }, 'the process of the cameras ended; it is started again');
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private runOnce(): Promise<unknown> {
    const { entry, log, videoDir } = this.options;
    const child = fork(entry, [], {
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, MEDIA_DIR: videoDir },
    });
    this.child = child;
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trim() }, 'cameras'));
    let heardMs = performance.now();
    const watch = setInterval(() => {
      if (this.boundPort !== null && performance.now() - heardMs > SILENT_MS) child.kill('SIGKILL');
    }, WATCH_MS);
    child.on('message', (message) => {
      heardMs = performance.now();
      const news = mediaNewsSchema.safeParse(message).data;
      if (news === undefined) return;
      if (news.kind !== 'hello') {
        this.told.next(news);
        return;
      }
      this.boundPort = news.port;
      this.tellCameras();
      this.ups.next(true);
    });
    return new Promise((resolve) => {
      const end = (why: unknown): void => {
        clearInterval(watch);
        resolve(why);
      };
      child.once('exit', (code, signal) => end(signal ?? code));
      child.once('error', end);
    });
  }
}
