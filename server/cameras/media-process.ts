import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';

const STEADY_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** It says how the cameras are once a second; silent for this long it hangs, and is ended. */
const SILENT_MS = 3_500;
const WATCH_MS = 250;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), port: z.number().int().min(1).max(65_535) }),
  z.object({
    kind: z.literal('statuses'),
    statuses: z.array(
      z.object({
        id: z.string(),
        state: z.enum(['live', 'suspect', 'stale', 'offline', 'idle']),
        reason: z.string().nullable(),
        viewers: z.number(),
      }),
    ),
  }),
]);
export type MediaStatus = Extract<z.infer<typeof messageSchema>, { kind: 'statuses' }>['statuses'][number];

interface CameraSource {
  readonly id: string;
  /** With user and password. */
  readonly url: string;
  readonly always: boolean;
}

interface MediaProcessOptions {
  /** The built program. */
  readonly entry: string;
  readonly log: Logger;
  readonly cameras: readonly CameraSource[];
  /** Told at each change. */
  readonly statuses: (statuses: readonly MediaStatus[]) => void;
  /** Told when it has gone and when it is there again. */
  readonly isUp: (isUp: boolean) => void;
}

/** The process of the cameras: started, told what to pull, and started again when it ends. */
export class MediaProcess {
  /** Key of the tickets: made anew at each start of the server, told to the process over the channel only. */
  readonly secret = randomBytes(32);
  private child: ChildProcess | null = null;
  private boundPort: number | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly options: MediaProcessOptions) {}

  /** Port of its door on loopback; null: it is down. */
  get port(): number | null {
    return this.boundPort;
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  start(): void {
    void this.keepRunning();
  }

  stop(): void {
    this.stopping.abort();
    this.child?.kill('SIGTERM');
  }

  /** Ends what a session watches. */
  revoke(session: string): void {
    this.child?.send({ kind: 'revoke', session }, () => undefined);
  }

  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const beganMs = performance.now();
      const end = await this.runOnce();
      this.boundPort = null;
      this.options.isUp(false);
      if (signal.aborted) return;
      if (performance.now() - beganMs > STEADY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      this.options.log.error({ end, pauseMs }, 'the process of the cameras ended; it is started again');
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private runOnce(): Promise<unknown> {
    const { entry, log, cameras, statuses, isUp } = this.options;
    const child = fork(entry, [], { execArgv: ['--enable-source-maps'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.child = child;
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trim() }, 'cameras'));
    let heardMs = performance.now();
    const watch = setInterval(() => {
      if (this.boundPort !== null && performance.now() - heardMs > SILENT_MS) child.kill('SIGKILL');
    }, WATCH_MS);
    child.on('message', (message) => {
      heardMs = performance.now();
      const told = messageSchema.safeParse(message).data;
      if (told?.kind === 'statuses') statuses(told.statuses);
      if (told?.kind !== 'hello') return;
      this.boundPort = told.port;
      child.send({ kind: 'cameras', secret: this.secret.toString('base64'), cameras }, () => undefined);
      isUp(true);
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
