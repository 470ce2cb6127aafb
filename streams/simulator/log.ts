import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Fleet } from './fleet.ts';
import { LOG_USAGE, type LogArguments, readLogArguments } from './log-arguments.ts';
import { radarsOf } from './radar/radar.ts';
import { ttmLine } from './radar/ttm-line.ts';
import { LineWriter, Traffic } from './traffic.ts';

const CHUNK_CHARS = 1 << 16;
/** Lines are put in order within pieces of time that long. */
const STEP_MS = 1000;
const HOUR_MS = 3_600_000;

/** The lines of some hours in order of time, in pieces of some 64 kB. */
function* logChunks({ seed, hours, fromMs, radar }: Omit<LogArguments, 'out'>): Generator<string> {
  const fleet = new Fleet(seed);
  const traffic = new Traffic(fleet, fromMs);
  const radars = radar ? radarsOf(fleet, { fromMs }) : [];
  const writer = new LineWriter();
  const endMs = fromMs + hours * HOUR_MS;
  let chunk = '';
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
  const out = asked.out === null ? process.stdout : createWriteStream(asked.out);
  try {
    // an error while we wait for 'drain' ends the wait too; before that, `once` reports a file that cannot be opened
    if (asked.out !== null) await once(out, 'open');
    for (const chunk of logChunks(asked)) if (!out.write(chunk)) await once(out, 'drain');
    if (asked.out !== null) await finished(out.end());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
    console.error(`cannot write ${asked.out ?? 'standard output'}: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  return 0;
}
