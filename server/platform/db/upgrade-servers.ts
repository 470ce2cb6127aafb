import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { request as askHttp } from 'node:http';
import { request as askHttps } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../config.ts';
import { findRunning, isStill, type RunningRecord } from '../running-record.ts';
import { StartError } from '../start-error.ts';

/** A server promises to be gone within 6 s; a supervisor's command may take its time on top. */
const STOPPED_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 100;

/** Ends the server: by the supervisor's command, else by a signal to the process that is proven to be it. */
export async function stopServer(running: RunningRecord, command: string | null): Promise<void> {
  if (command === null) process.kill(running.pid, 'SIGTERM');
  else await runCommand(command);
  const giveUpAtMs = performance.now() + STOPPED_WITHIN_MS;
  while (isStill(running)) {
    if (performance.now() > giveUpAtMs)
      throw new StartError(`the server (process ${running.pid}) did not stop within ${STOPPED_WITHIN_MS / 1000} s`);
    await sleep(ASK_EVERY_MS);
  }
}

export interface StartOptions {
  readonly dataDir: string;
  /** Folder of the program; it is started by `scripts/start.mjs` there. */
  readonly root: string;
  /** Of a supervisor; null: we start a process of its own that outlives us. */
  readonly command: string | null;
  /** Of the same supervisor: ends what does not get ready. */
  readonly stopCommand: string | null;
  readonly env: Environment;
  readonly readyWithinMs: number;
}

/** Resolves when a server on the data directory is ready; a StartError says why none is, after it was stopped. */
export async function startServer(options: StartOptions): Promise<RunningRecord> {
  const { dataDir, command, readyWithinMs } = options;
  const log = join(dataDir, 'mihari.log');
  const logFrom = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const child = command === null ? launch(options, log) : null;
  if (command !== null) await runCommand(command);
  const giveUpAtMs = performance.now() + readyWithinMs;
  let last = 'it did not begin to listen';
  while (performance.now() < giveUpAtMs) {
    const running = findRunning(dataDir);
    const missing = running ? await whatIsMissing(running) : last;
    if (running && missing === null) return running;
    last = missing ?? last;
    if (child && (child.exitCode !== null || child.signalCode !== null))
      throw new StartError(`it ended at once: ${lastWords(log, logFrom)}`);
    await sleep(ASK_EVERY_MS);
  }
  await stopAll(options, child);
  throw new StartError(`it was not ready within ${readyWithinMs / 1000} s: ${last}`);
}

/** Detached, so that it stays when we end, as it would from a terminal. */
function launch({ root, env, dataDir }: StartOptions, log: string): ChildProcess {
  const out = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: { ...env, DATA_DIR: dataDir },
    detached: true,
    stdio: ['ignore', out, out],
  });
  child.once('error', () => {}); // 'exit' does not follow, the time limit does
  child.unref();
  closeSync(out);
  return child;
}

async function stopAll({ dataDir, stopCommand }: StartOptions, child: ChildProcess | null): Promise<void> {
  const running = findRunning(dataDir);
  if (running) await stopServer(running, stopCommand);
  else if (stopCommand !== null) await runCommand(stopCommand);
  const giveUpAtMs = performance.now() + STOPPED_WITHIN_MS;
  child?.kill('SIGTERM');
  while (child && child.exitCode === null && child.signalCode === null && performance.now() < giveUpAtMs)
    await sleep(ASK_EVERY_MS);
}

async function runCommand(command: string): Promise<void> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StartError(`the command "${command}" ended with ${code}`);
}

/** null: nothing. Our certificate names the console's host and not this address, so it is not judged. */
function whatIsMissing({ url }: RunningRecord): Promise<string | null> {
  const ask = url.startsWith('https:') ? askHttps : askHttp;
  return new Promise((resolve) => {
    const options = { timeout: 2_000, rejectUnauthorized: false };
    ask(`${url}/readyz`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () => resolve(answer.statusCode === 200 ? null : text.trim()));
    })
      .once('timeout', function (this: { destroy(): void }) {
        this.destroy();
        resolve('it does not answer');
      })
      .once('error', (error: Error) => resolve(error.message))
      .end();
  });
}

function lastWords(log: string, from: number): string {
  const lines = readFileSync(log).subarray(from).toString('utf8').trim().split('\n');
  const said = lines.findLast((line) => line.startsWith('Mihari does not start: ')) ?? lines.at(-1) ?? '';
  return said.replace('Mihari does not start: ', '') || 'it said nothing';
}
