import { createReadStream } from 'node:fs';
import { appendFile, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChainKeys } from './chain-keys.ts';
import { hasCode } from './error-code.ts';
import { type Draft, type Entry, entryLine, FIRST_PREV, parseEntry, shaOf } from './ledger-entry.ts';

const NAME = 'ledger.ndjson';
/** What a crash has left at the end is moved here. */
const TORN = 'ledger.torn';

export const ledgerPath = (root: string): string => join(root, NAME);

export interface LedgerLine {
  readonly text: string;
  /** Behind its newline, or behind the last byte where that is missing. */
  readonly endByte: number;
  /** It has its newline. */
  readonly isWhole: boolean;
}

/** Lines of the ledger from a byte on; none where there is no file. */
export async function* ledgerLines(root: string, fromByte = 0): AsyncGenerator<LedgerLine> {
  let rest: Buffer = Buffer.alloc(0);
  let at = fromByte;
  try {
    for await (const piece of createReadStream(ledgerPath(root), { start: fromByte, highWaterMark: 1 << 18 })) {
      let bytes: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        at += end + 1;
        yield { text: bytes.toString('utf8', 0, end), endByte: at, isWhole: true };
        bytes = bytes.subarray(end + 1);
      }
      rest = bytes;
    }
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  if (rest.length > 0) yield { text: rest.toString(), endByte: at + rest.length, isWhole: false };
}

export interface LedgerOptions {
  readonly root: string;
  readonly keys: ChainKeys;
  readonly nowMs: () => number;
  /** Told of every entry: those that are there at the opening, and each new one. */
  readonly entered: (entry: Entry) => void;
  readonly warn: (text: string) => void;
}

/** The chain: one entry a line, each with the hash of the one before. Only ever added to. */
export class Ledger {
  private seq = 0;
  private prev = FIRST_PREV;
  private bytes = 0;
  private adding: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: LedgerOptions,
    private readonly file: FileHandle,
  ) {}

  /** Opens it at its end; what a crash has left there is moved aside. */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const file = await open(ledgerPath(options.root), 'a+', 0o600);
    await file.close();
    const ledger = new Ledger(options, await open(ledgerPath(options.root), 'r+'));
    await ledger.readAll();
    await ledger.mend();
    return ledger;
  }

  /** Adds an entry and has it on the disk. Where that fails nothing was added. */
  add(draft: Draft): Promise<Entry> {
    const next = this.adding.catch(() => {}).then(() => this.write(draft));
    this.adding = next;
    return next;
  }

  async close(): Promise<void> {
    await this.adding.catch(() => {});
    await this.file.close();
  }

  private async readAll(): Promise<void> {
    let damaged = 0;
    for await (const { text, endByte, isWhole } of ledgerLines(this.options.root)) {
      const entry = isWhole ? parseEntry(text) : null;
      if (entry) this.took(entry, endByte);
      else damaged++;
    }
    const { size } = await this.file.stat();
    const atEnd = size > this.bytes ? 1 : 0;
    if (damaged > atEnd) {
      this.options.warn(`the chain of raw sentences is damaged: npm run -s history:verify names the place`);
    }
  }

  /** Removes what is no entry from the end, and keeps it beside. */
  private async mend(): Promise<void> {
    const { size } = await this.file.stat();
    if (size === this.bytes) return;
    const torn = Buffer.alloc(size - this.bytes);
    await this.file.read(torn, 0, torn.length, this.bytes);
    await appendFile(join(this.options.root, TORN), torn, { mode: 0o600, flush: true });
    await this.file.truncate(this.bytes);
    this.options.warn(`${torn.length} bytes at the end of ${NAME} were no whole entry: moved to ${TORN}`);
  }

  private async write(draft: Draft): Promise<Entry> {
    const entry = this.placed(draft);
    const line = Buffer.from(`${entryLine(entry)}\n`);
    try {
      let written = 0;
      while (written < line.length) {
        written += (await this.file.write(line, written, line.length - written, this.bytes + written)).bytesWritten;
      }
      await this.file.datasync();
    } catch (error) {
      await this.file.truncate(this.bytes).catch(() => {}); // half an entry goes at the next start at the latest
      throw error;
    }
    this.took(entry, this.bytes + line.length);
    return entry;
  }

  private placed(draft: Draft): Entry {
    const { keys, nowMs } = this.options;
    const place = { seq: this.seq, prev: this.prev, atMs: nowMs() };
    const isSigned = draft.type === 'head' || draft.type === 'checkpoint';
    const plain = { ...draft, ...place, ...(isSigned ? { key: keys.publicText } : {}) };
    const entry = { ...plain, ...(isSigned ? { sig: keys.sign(plain) } : {}) };
    return { ...entry, sha: shaOf(entry as unknown as Omit<Entry, 'sha'>) } as Entry;
  }

  private took(entry: Entry, endByte: number): void {
    this.seq = entry.seq + 1;
    this.prev = entry.sha;
    this.bytes = endByte;
    this.options.entered(entry);
  }
}
