import { createReadStream } from 'node:fs';
import { setImmediate as breath, setTimeout as wait } from 'node:timers/promises';
import { causeOf, type Source, type SourceContext } from './source.ts';

/** Pace of a log whose lines have no times. */
const UNTIMED_LINES_PER_S = 20;
const RETRY_MS = 5_000;
/** Ends a line in latin1 text. */
const NEWLINE = 10;
const LONGEST_LINE = 4_096;

export interface FileOptions {
  readonly path: string;
  /** Times as fast as recorded; 0: as fast as it goes. */
  readonly speed: number;
  /** Waits; a test puts its own here. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Plays a recorded log once, paced by its TAG times, else 20 lines a second. */
export class FileSource implements Source {
  readonly bound = Promise.resolve();
  /** Settles when the log was played or the source closed. */
  readonly played: Promise<void>;
  private readonly abort = new AbortController();

  constructor(
    private readonly context: SourceContext,
    private readonly options: FileOptions,
  ) {
    this.played = this.run();
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.played;
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      try {
        await this.play();
        if (!this.abort.signal.aborted) this.context.feed.ended();
        return;
      } catch (error) {
        if (this.abort.signal.aborted) return;
        this.context.feed.down(causeOf(error as NodeJS.ErrnoException));
        await this.pause(RETRY_MS);
      }
    }
  }

  private async play(): Promise<void> {
    const { path, speed } = this.options;
    const { feed } = this.context;
    const intake = this.context.intake();
    const pace = new Pace(speed);
    const file = createReadStream(path, { signal: this.abort.signal });
    try {
      file.once('open', () => feed.connected());
      for await (const line of speed === 0 ? file : linesOf(file)) {
        const waitMs = speed === 0 ? 0 : pace.waitMs(line, performance.now());
        if (waitMs > 0) await this.pause(waitMs);
        intake.take(line);
        if (speed === 0) await breath(); // other feeds get their turn between chunks
      }
    } finally {
      intake.end();
      file.destroy();
    }
  }

  private async pause(ms: number): Promise<void> {
    const pause = this.options.pause ?? ((length, signal) => wait(length, undefined, { signal }));
    await pause(ms, this.abort.signal).catch(() => {}); // closed meanwhile: the loop sees it
  }
}

/** When the next line is due. */
export class Pace {
  private firstTagMs = Number.NaN;
  private startedAt = Number.NaN;
  private dueAt = Number.NaN;

  constructor(private readonly speed: number) {}

  /** Milliseconds to wait before `line`, at `at` (ms, any origin, only forward). */
  waitMs(line: Uint8Array, at: number): number {
    const tagMs = tagTimeMs(line);
    if (Number.isNaN(tagMs)) {
      if (!Number.isNaN(this.firstTagMs)) return 0; // a line between timed ones goes with the one before
      this.dueAt = Number.isNaN(this.dueAt) ? at : this.dueAt + 1000 / UNTIMED_LINES_PER_S / this.speed;
      return this.dueAt - at;
    }
    if (Number.isNaN(this.firstTagMs)) {
      this.firstTagMs = tagMs;
      this.startedAt = at;
    }
    return this.startedAt + (tagMs - this.firstTagMs) / this.speed - at;
  }
}

/** Time of the TAG block (`c:` in seconds or milliseconds) at the head of a line, epoch ms; NaN: none. */
function tagTimeMs(line: Uint8Array): number {
  if (line[0] !== 0x5c) return Number.NaN;
  const head = String.fromCharCode(...line.subarray(0, 120));
  const found = /[\\,]c:(\d{9,13})[,*]/.exec(head)?.[1];
  if (found === undefined) return Number.NaN;
  return found.length > 11 ? Number(found) : Number(found) * 1000;
}

/** Lines with their newline; one without an end is handed on in pieces. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let buffer: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE)) {
      yield buffer.subarray(0, end + 1);
      buffer = buffer.subarray(end + 1);
    }
    if (buffer.length > LONGEST_LINE) {
      yield buffer;
      buffer = Buffer.alloc(0);
    }
    rest = buffer;
  }
  if (rest.length > 0) yield rest;
}
