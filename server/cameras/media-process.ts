import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import type { CameraPlan, MediaNews, MediaOrder } from '../platform/media/orders.ts';
import type { MediaPeer } from './media-peer.ts';

const STEADY_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** It says how the cameras are once a second; silent for this long it hangs, and is ended. */
const SILENT_MS = 3_500;
const WATCH_MS = 250;

interface MediaProcessOptions {
  /** Starts it, or goes to it where it runs apart; `hear` is told what it says. */
  readonly reach: (hear: (news: MediaNews) => void) => MediaPeer;
  readonly log: Logger;
}

/** The process of the cameras: reached, told what to pull, and reached again when it ends. */
export class MediaProcess {
  /** Key of the tickets: made anew at each start of the server, told to the process over the channel only. */
  readonly secret = randomBytes(32);
  private peer: MediaPeer | null = null;
  private openDoor: number | string | null = null;
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

  /** Where it lets viewers in: a port on loopback, or the path of a socket; null: it is down. */
  get door(): number | string | null {
    return this.openDoor;
  }

  /** null: it is not our child, or none runs. */
  get pid(): number | null {
    return this.peer?.pid ?? null;
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
    this.peer?.stop();
  }

  /** Says something to it; lost while it is down. */
  send(order: MediaOrder): void {
    this.peer?.send(order);
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
      this.openDoor = null;
      this.ups.next(false);
      if (signal.aborted) return;
      if (performance.now() - beganMs > STEADY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      this.options.log.error({ end, pauseMs }, 'the process of the cameras is gone; it is reached again');
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private async runOnce(): Promise<unknown> {
    let heardMs = performance.now();
    const peer = this.options.reach((news) => {
      heardMs = performance.now();
      if (news.kind !== 'hello') {
        this.told.next(news);
        return;
      }
      this.openDoor = news.door;
      this.tellCameras();
      this.ups.next(true);
    });
    this.peer = peer;
    const watch = setInterval(() => {
      if (this.openDoor !== null && performance.now() - heardMs > SILENT_MS) peer.kill();
    }, WATCH_MS);
    const why = await peer.gone;
    clearInterval(watch);
    return why;
  }
}
