// What 200 consoles cost that watch 20,000 moving vessels, from the sentence on the socket to the frame at the console.
// npm run bench -- fanout [SECONDS]; the server is a process of its own, and so are feeder and consoles.
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const VESSELS = 20_000;
const MESSAGES_PER_S = 5_000;
const CLIENTS = 200;
const STALLED = 20;
const JSON_TICKS = 3;
const WARM_UP_S = 8;
const SECONDS = Number(process.argv[2] ?? 30);
/** Shorter than engine.io takes to give a silent console up. */
const STALL_S = Math.min(30, SECONDS);

interface Message {
  readonly type: string;
}
type Usage = { cpuMs: number; heapBytes: number; tracks: number; messages: number };

const children: ChildProcess[] = [];

function start(name: string, args: readonly number[] = []): ChildProcess {
  const file = fileURLToPath(new URL(`./fanout/${name}.js`, import.meta.url));
  const child = fork(file, args.map(String), {
    execArgv: ['--expose-gc', '--enable-source-maps'],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) throw new Error(`${name} ended with ${code}`);
  });
  children.push(child);
  return child;
}

function said<T>(child: ChildProcess, type: string): Promise<T> {
  return new Promise((resolve) => {
    const hear = (message: unknown): void => {
      if ((message as Message).type !== type) return;
      child.off('message', hear);
      resolve(message as T);
    };
    child.on('message', hear);
  });
}

function ask<T>(child: ChildProcess, type: string, more: object = {}, answer = type): Promise<T> {
  const answered = said<T>(child, answer);
  child.send({ type, ...more });
  return answered;
}

/** Milliseconds from each probe's sentence to its frame, sorted. */
function latenciesOf(sentAt: ReadonlyMap<string, number>, seen: readonly number[]): number[] {
  const latencies: number[] = [];
  for (let i = 0; i < seen.length; i += 4) {
    const sentMs = sentAt.get(`${seen[i + 1]}/${seen[i + 2]}`);
    if (sentMs !== undefined) latencies.push((seen[i + 3] as number) - sentMs);
  }
  return latencies.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const rounded = (value: number, places = 1): number => Number(value.toFixed(places));

async function measureLive(server: ChildProcess, clients: ChildProcess, feeder: ChildProcess) {
  const sentAt = new Map<string, number>();
  feeder.on('message', (message: { type: string; atMs: number; probes: number[] }) => {
    if (message.type !== 'probes') return;
    for (let i = 0; i < message.probes.length; i += 2) {
      sentAt.set(`${message.probes[i]}/${message.probes[i + 1]}`, message.atMs);
    }
  });
  clients.send({ type: 'reset' });
  const before = await ask<Usage>(server, 'usage');
  const beganMs = performance.now();
  await sleep(SECONDS * 1000);
  const after = await ask<Usage>(server, 'usage');
  const seconds = (performance.now() - beganMs) / 1000;
  const report = await ask<{ bytes: number; frames: number; seen: number[] }>(clients, 'report');
  return { before, after, seconds, report, latencies: latenciesOf(sentAt, report.seen) };
}

/** Growth of the heap from the first to the last third of the time in which consoles do not read. */
async function measureStall(server: ChildProcess, clients: ChildProcess): Promise<number> {
  await ask(clients, 'stall', { clients: STALLED }, 'stalled');
  await sleep(5_000); // what is on its way settles
  const samples: number[] = [];
  for (let i = 0; i < 9; i++) {
    await sleep((STALL_S * 1000) / 9);
    samples.push((await ask<Usage>(server, 'usage')).heapBytes / 2 ** 20);
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  return mean(samples.slice(6)) - mean(samples.slice(0, 3));
}

/** CPU of plain JSON emits at 1 Hz in percent of a core, above 100 when it could not even keep up. */
async function measureJson(server: ChildProcess, type: 'jsonAll' | 'jsonChanged'): Promise<number> {
  let cpuMs = 0;
  for (let tick = 0; tick < JSON_TICKS; tick++) {
    await sleep(1000);
    cpuMs += (await ask<{ cpuMs: number }>(server, type, { clients: CLIENTS })).cpuMs;
  }
  return cpuMs / JSON_TICKS / 10;
}

const server = start('server');
const { port, feedPort } = await said<{ port: number; feedPort: number }>(server, 'listening');
const feeder = start('feeder', [feedPort, VESSELS, MESSAGES_PER_S]);
await said(feeder, 'introduced');
const clients = start('clients', [port, CLIENTS]);
await said(clients, 'joined');
await sleep(WARM_UP_S * 1000);
const run = await measureLive(server, clients, feeder);
console.error(`measured ${SECONDS} s of frames, now ${STALLED} consoles stop reading for ${STALL_S} s`);
const stalledMiB = await measureStall(server, clients);
const fresh = start('clients', [port, CLIENTS]);
clients.disconnect();
await said(fresh, 'joined');
await ask(server, 'rest');
console.error(`now one JSON emit to each of ${CLIENTS} consoles, ${JSON_TICKS} times, twice`);
const baselineCpuPct = await measureJson(server, 'jsonAll');
const baselineChangedCpuPct = await measureJson(server, 'jsonChanged');
for (const child of children) if (child.connected) child.disconnect();

const { before, after, seconds, report, latencies } = run;
console.log(
  JSON.stringify({
    cpuPct: rounded((after.cpuMs - before.cpuMs) / seconds / 10),
    baselineCpuPct: rounded(baselineCpuPct),
    baselineChangedCpuPct: rounded(baselineChangedCpuPct),
    p50Ms: rounded(at(latencies, 0.5)),
    p99Ms: rounded(at(latencies, 0.99)),
    bytesPerClientPerS: Math.round(report.bytes / CLIENTS / seconds),
    stalledMiB: rounded(stalledMiB, 2),
    framesPerClientPerS: rounded(report.frames / CLIENTS / seconds, 2),
    messagesPerS: Math.round((after.messages - before.messages) / seconds),
    tracks: after.tracks,
    samples: latencies.length,
  }),
);
