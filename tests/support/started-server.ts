import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const UP_WITHIN_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `npm start` in a process of its own, with nothing but the given environment. */
export class StartedServer {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(env: Readonly<Record<string, string>>) {
    const bare = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] };
    const feed = { AIS_FEEDS: 'test=udp://127.0.0.1:0' };
    this.child = spawn(process.execPath, ['scripts/start.mjs'], {
      env: { ...bare, PORT: '0', LOG_LEVEL: 'info', ...feed, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The address that it prints when it runs. */
  async url(): Promise<string> {
    let isGone = false;
    void this.ended.then(() => {
      isGone = true;
    });
    const find = () => /https?:\/\/\S+/.exec(this.stdout.includes('stops it') ? this.stdout : '')?.[0];
    await until(() => isGone || find() !== undefined, UP_WITHIN_MS);
    const url = find();
    if (url === undefined) throw new Error(`it did not start:\n${this.stderr}`);
    return url.replace('localhost', '127.0.0.1');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended & { tookMs: number }> {
    const beganMs = performance.now();
    this.child.kill(signal);
    return { ...(await this.ended), tookMs: performance.now() - beganMs };
  }
}

/** Asks until it is so; fails after the limit. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number, everyMs = 20): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`not so within ${withinMs} ms: ${isSo}`);
    await sleep(everyMs);
  }
}

/** Processes whose command line holds the text: their ids. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false; // ended meanwhile
      }
    })
    .map(Number);
}

/** The simulated bays that a server has started. */
export function baysOf(parent: number): number[] {
  return processesWith('simulator/main.js').filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]) === parent;
    } catch {
      return false; // ended meanwhile
    }
  });
}
