import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { StartError } from '../start-error.ts';

const FIRST_PORT_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;
/** Ran that long: the next failure begins with a short pause again. */
const STEADY_AFTER_MS = 60_000;

const helloSchema = z.object({ port: z.number().int().min(1).max(65_535) });

export interface SimulatorOptions {
  /** The built program. */
  readonly entry: string;
  readonly clock: Clock;
  readonly seed: number;
  readonly log: Logger;
}

/**
 * The simulated bay in a process of its own, which speaks AIS over TCP on loopback. It tells its port by a message `{ port }`,
 * ends itself when the channel to us breaks, and is started again, on the same port, when it ends.
 */
export class SimulatorProcess {
  private child: ChildProcess | null = null;
  private port = 0;
  private readonly stopping = new AbortController();

  constructor(private readonly options: SimulatorOptions) {}

  /** Resolves with the port when the bay is up. */
  async start(): Promise<number> {
    const { promise: listens, resolve } = withResolver<number>();
    void this.keepRunning(resolve);
    const late = new AbortController();
    const port = await Promise.race([
      listens,
      sleep(FIRST_PORT_WITHIN_MS, null, { signal: late.signal }).catch(() => null),
    ]);
    late.abort();
    if (port === null)
      throw new StartError(`the simulated bay (${this.options.entry}) did not begin: its reason is in the log`);
    return port;
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  private async keepRunning(listens: (port: number) => void): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = 250;
    while (!signal.aborted) {
      const beganMs = performance.now();
      const end = await this.runOnce(listens);
      if (signal.aborted) return;
      if (performance.now() - beganMs > STEADY_AFTER_MS) pauseMs = 250;
      this.options.log.error({ end, pauseMs }, 'the simulated bay ended; it is started again');
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private async runOnce(listens: (port: number) => void): Promise<unknown> {
    const { entry, clock, seed, log } = this.options;
    const { nowMs, rate } = clock.state();
    const anchor = { SIM_STORY_MS: `${nowMs}`, SIM_REAL_MS: `${Date.now()}`, SIM_RATE: `${rate}` };
    const child = fork(entry, [], {
      env: { ...process.env, ...anchor, SIM_PORT: `${this.port}`, SIM_SEED: `${seed}` },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => log.debug({ text: text.trim() }, 'simulated bay'));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trim() }, 'simulated bay'));
    child.on('message', (message) => {
      const hello = helloSchema.safeParse(message);
      if (!hello.success) return;
      this.port = hello.data.port;
      listens(this.port);
    });
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
      child.once('error', resolve);
    });
  }
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
