import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { checksum, tagBlock } from '../../server/domain/ais/nmea.ts';
import { Fleet } from './fleet.ts';
import { LOG_USAGE, type LogArguments, readLogArguments } from './log-arguments.ts';
import { radarsOf } from './radar/radar.ts';
import { ttmLine } from './radar/ttm-line.ts';
import { truthOf } from './story/truth.ts';
import { LineWriter, Traffic } from './traffic.ts';

const CHUNK_CHARS = 1 << 16;
/** Lines are put in order within pieces of time that long. */
const STEP_MS = 1000;
const HOUR_MS = 3_600_000;

/** What tells a log of the simulated bay from a real one: its first sentence, a TXT that readers of AIS pass over. */
function markOf({ seed, variant }: Fleet, fromMs: number): string {
  const text = `AITXT,01,01,00,SIMULATION seed ${seed} ${variant}`;
  return `${tagBlock({ station: 'simulation', timeMs: fromMs })}$${text}*${checksum(text)}\r\n`;
}

/** The lines of some hours in order of time, in pieces of some 64 kB. */
function* logChunks(fleet: Fleet, { hours, fromMs, radar }: LogArguments): Generator<string> {
  const traffic = new Traffic(fleet, fromMs);
  const radars = radar ? radarsOf(fleet, { fromMs }) : [];
  const writer = new LineWriter();
  const endMs = fromMs + hours * HOUR_MS;
  let chunk = markOf(fleet, fromMs);
  for (let tMs = fromMs; tMs < endMs; ) {
    tMs = Math.min(endMs, tMs + STEP_MS);
    const lines: { tMs: number; text: string }[] = [];
    for (const heard of traffic.until(tMs)) lines.push({ tMs: heard.tMs, text: writer.write(heard) });
    for (const each of radars)
      for (const echo of each.until(tMs)) lines.push({ tMs: echo.tMs, text: ttmLine(echo, true) });
    lines.sort((a, b) => a.tMs - b.tMs);
    for (const { text } of lines) chunk += text;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Writes the log the arguments ask for; the exit code. */
export async function writeLog(args: readonly string[]): Promise<number> {
  let asked: LogArguments;
  try {
    asked = readLogArguments(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${LOG_USAGE}`);
    return 2;
  }
  const fleet = new Fleet(asked.seed, asked.variant);
  if (asked.truth !== null && !(await isTold(fleet, asked.truth, asked))) return 1;
  const out = asked.out === null ? process.stdout : createWriteStream(asked.out);
  try {
    // an error while we wait for 'drain' ends the wait too; before that, `once` reports a file that cannot be opened
    if (asked.out !== null) await once(out, 'open');
    for (const chunk of logChunks(fleet, asked)) if (!out.write(chunk)) await once(out, 'drain');
    if (asked.out !== null) await finished(out.end());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
    console.error(`cannot write ${asked.out ?? 'standard output'}: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  return 0;
}

/** Writes the truth; false: it cannot be written, and is said. */
async function isTold(fleet: Fleet, path: string, { fromMs, hours }: LogArguments): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(truthOf(fleet, { fromMs, toMs: fromMs + hours * HOUR_MS }))}\n`);
    return true;
  } catch (error) {
    console.error(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
