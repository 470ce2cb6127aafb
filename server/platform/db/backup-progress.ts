import type { Writable } from 'node:stream';

const MIB = 2 ** 20;
const TERMINAL_EVERY_MS = 200;
const LOG_EVERY_MS = 10_000;

export const mibOf = (bytes: number): string => `${(bytes / MIB).toFixed(bytes < 10 * MIB ? 1 : 0)} MiB`;

/** What a long command is doing: one line that is written over on a terminal, a line every ten seconds elsewhere. */
export class Progress {
  private what = '';
  private bytes = 0;
  private toldAtMs = performance.now();

  constructor(private readonly out: Writable & { readonly isTTY?: boolean }) {}

  about(what: string): void {
    this.what = what;
    this.bytes = 0;
    this.tell();
  }

  readonly add = (bytes: number): void => {
    this.bytes += bytes;
    this.tell();
  };

  /** For good. */
  say(text: string): void {
    this.out.write(this.out.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }

  private tell(): void {
    const nowMs = performance.now();
    if (nowMs - this.toldAtMs < (this.out.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
    this.toldAtMs = nowMs;
    const text = `${this.what}: ${mibOf(this.bytes)}`;
    this.out.write(this.out.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }
}
