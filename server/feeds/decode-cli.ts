import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { AisDecoder } from '../domain/ais/decoder.ts';
import { reportOf } from '../domain/ais/report.ts';

const USAGE = 'usage: npm run -s ais:decode -- [--stats] FILE   (- is standard input)';

/** Where the command reads and writes. */
export interface DecodeStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Decodes FILE to one JSON object a line; returns the exit code. */
export async function decodeCommand(args: readonly string[], streams: DecodeStreams): Promise<number> {
  const { stdin, stdout, stderr } = streams;
  const files = args.filter((arg) => arg !== '--stats');
  const [file] = files;
  if (file === undefined || files.length > 1 || (file.startsWith('-') && file !== '-')) {
    stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const decoder = await decodeStream(file === '-' ? stdin : createReadStream(file), stdout);
    if (args.includes('--stats')) stderr.write(`${JSON.stringify(decoder.stats)}\n`);
    return 0;
  } catch (error) {
    // the reader of our output has seen enough (`| head`)
    if (hasCode(error, 'EPIPE')) return 0;
    stderr.write(`${file}: ${reasonOf(error)}\n`);
    return 1;
  }
}

async function decodeStream(input: Readable, output: Writable): Promise<AisDecoder> {
  let text = '';
  const decoder = new AisDecoder((message) => {
    text += `${JSON.stringify(reportOf(message))}\n`;
  });
  const sink = new Sink(output);
  for await (const chunk of input) {
    decoder.feed(chunk);
    if (text !== '') await sink.write(text);
    text = '';
  }
  decoder.flush();
  await sink.write(text);
  return decoder;
}

/** Writes no faster than the reader reads; a broken pipe fails the next write. */
class Sink {
  private broken: Error | null = null;

  constructor(private readonly output: Writable) {
    output.on('error', (error) => {
      this.broken = error;
    });
  }

  async write(text: string): Promise<void> {
    if (this.broken) throw this.broken;
    await new Promise<void>((resolve, reject) => {
      this.output.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** By its shape: an error of a system call may come from another realm. */
const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

function reasonOf(error: unknown): string {
  if (hasCode(error, 'ENOENT')) return 'no such file';
  if (hasCode(error, 'EISDIR')) return 'is a directory';
  if (hasCode(error, 'EACCES')) return 'not allowed to read it';
  return String(error);
}
