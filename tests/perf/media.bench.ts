import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeTicket } from '../../server/platform/media/ticket.ts';
import { ACCOUNT } from './media/shape.ts';

/** The process of the cameras: what a viewer costs against a plain copy of the bytes, what a recorded camera costs, how long a picture takes. */
const VIEWERS = 300;
const STALLED = 20;
const CAMERAS = 10;
const SETTLE_MS = 4_000;
const MEASURE_MS = 15_000;
const TICKS_PER_S = 100;

const children: ChildProcess[] = [];
function start(path: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(new URL(path, import.meta.url), [...args], { env: { ...process.env, ...env } });
  children.push(child);
  return child;
}
async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}
/** CPU seconds of a process so far (Linux). */
function cpuS({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}
function rssKiB({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
async function cpuPctOf(child: ChildProcess): Promise<number> {
  const [beforeS, beganMs] = [cpuS(child), performance.now()];
  await sleep(MEASURE_MS);
  return ((cpuS(child) - beforeS) / ((performance.now() - beganMs) / 1000)) * 100;
}
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

const secret = randomBytes(32);
async function media(ports: readonly number[], dir: string | null): Promise<{ child: ChildProcess; door: number }> {
  const child = start('../../streams/media/main.js', [], dir === null ? {} : { MEDIA_DIR: dir });
  const { door } = await told<{ door: number }>(child);
  const cameras = ports.map((one, i) => ({
    ...{ id: `camera-${i}`, url: `rtsp://${ACCOUNT.user}:${ACCOUNT.password}@127.0.0.1:${one}/live` },
    ...{ always: true, isRecorded: dir !== null, isStamped: false, reader: 'rtsp' as const },
  }));
  child.send({ kind: 'cameras', secret: secret.toString('base64'), cameras });
  child.on('message', () => undefined);
  return { child, door };
}
const pathOf = (i: number): string => {
  const untilMs = Date.now() + 60_000;
  return `/live/camera-0?ticket=${writeTicket(secret, { user: 'u', session: `${i}`, camera: 'camera-0', untilMs })}`;
};

/** CPU of `child` with its viewers, and how old pictures were. */
async function watched(
  child: ChildProcess,
  order: { port: number; paths: string[] | null },
  count: number,
  stalled = 0,
) {
  const viewers = start('./media/viewers.js');
  viewers.send({ ...order, count, stalled });
  await told(viewers);
  await sleep(SETTLE_MS);
  const readAll = async (): Promise<{ bytes: number; hops: number[] }> => {
    viewers.send('read');
    return told(viewers);
  };
  await readAll();
  const cpuPct = await cpuPctOf(child);
  const { bytes, hops } = await readAll();
  viewers.disconnect();
  return { cpuPct, mbitPerViewer: (bytes * 8) / 1e6 / (MEASURE_MS / 1000) / (count - stalled), hops };
}

const dir = mkdtempSync(join(tmpdir(), 'mihari-bench-'));
try {
  const cameras = start('./media/camera.js', [`${CAMERAS}`]);
  const { ports } = await told<{ ports: number[] }>(cameras);
  const raw = start('./media/raw-copy.js');
  const { port: rawPort } = await told<{ port: number }>(raw);
  const base = await watched(raw, { port: rawPort, paths: null }, VIEWERS);
  raw.disconnect();
  const live = await media(ports.slice(0, 1), null);
  const own = await watched(
    live.child,
    { port: live.door, paths: Array.from({ length: VIEWERS }, (_, i) => pathOf(i)) },
    VIEWERS,
  );
  const few = await watched(live.child, { port: live.door, paths: [pathOf(0)] }, 1);
  const beforeKiB = rssKiB(live.child);
  const paths = Array.from({ length: STALLED + 1 }, (_, i) => pathOf(i));
  await watched(live.child, { port: live.door, paths }, STALLED + 1, STALLED);
  const stalledKiB = Math.max(0, rssKiB(live.child) - beforeKiB) / STALLED;
  live.child.disconnect();
  const recorded = await media(ports, dir);
  await sleep(SETTLE_MS);
  const recordPct = (await cpuPctOf(recorded.child)) / CAMERAS;
  const figures = {
    ...{
      viewerCpuRatio: rounded(own.cpuPct / base.cpuPct),
      cameraCpuPct: rounded(recordPct),
      stalledKiB: rounded(stalledKiB),
    },
    ...{ hopP50Ms: rounded(quantile(few.hops, 0.5)), hopP95Ms: rounded(quantile(few.hops, 0.95)) },
    ...{ hop300P50Ms: rounded(quantile(own.hops, 0.5)), hop300P95Ms: rounded(quantile(own.hops, 0.95)) },
    ...{ cpuPct: rounded(own.cpuPct), baselineCpuPct: rounded(base.cpuPct), oneViewerCpuPct: rounded(few.cpuPct) },
    ...{ mbitPerViewer: rounded(own.mbitPerViewer), baselineMbitPerViewer: rounded(base.mbitPerViewer) },
  };
  console.log(JSON.stringify(figures));
} finally {
  for (const child of children) child.kill();
  rmSync(dir, { recursive: true, force: true });
}
