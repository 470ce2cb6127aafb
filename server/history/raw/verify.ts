import type { KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSignedBy } from './chain-keys.ts';
import { hasCode } from './error-code.ts';
import { ledgerLines } from './ledger.ts';
import {
  type BlockEntry,
  type CheckpointEntry,
  type Entry,
  entryLine,
  FIRST_PREV,
  type HeadEntry,
  parseEntry,
  shaOf,
} from './ledger-entry.ts';
import { blockFilesOf, feedsIn, fileOf } from './raw-files.ts';
import { sha256Of } from './recovery.ts';

export interface VerifyOptions {
  /** Directory of raw sentences. */
  readonly root: string;
  /** Public keys whose signatures count, by their text in entries. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** Signed heads that were kept elsewhere. */
  readonly heads?: readonly HeadEntry[];
  /** Told of every block that was looked at. */
  readonly progress?: (done: number, of: number) => void;
}

/** The first place where the chain is not what it was. */
interface Break {
  readonly seq: number;
  /** Below the directory of raw sentences; null: it is in the ledger. */
  readonly file: string | null;
  readonly what: string;
}

interface FeedSpan {
  readonly feed: string;
  readonly blocks: number;
  /** Bytes received. */
  readonly bytes: number;
  /** Epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Verified {
  readonly broken: Break | null;
  readonly entries: number;
  /** Of the blocks that are still there. */
  readonly feeds: readonly FeedSpan[];
  /** Blocks given up by signed checkpoints. */
  readonly givenUp: number;
  /** Signed heads in the chain. */
  readonly heads: number;
  readonly lastHeadMs: number | null;
  /** Files of blocks that are not in the chain: being closed at this moment, or put there. */
  readonly strangers: readonly string[];
}

/** Walks the whole chain: every entry, every signature, every file. Works beside a server that runs. */
export async function verifyChain(options: VerifyOptions): Promise<Verified> {
  const walk = new Walk(options);
  await walk.readOn();
  const byHeads = walk.broken ?? walk.headBreak();
  const byFiles = await walk.checkFiles(byHeads?.seq ?? Number.POSITIVE_INFINITY);
  return walk.result(byFiles ?? byHeads, await strangersIn(options.root, walk));
}

class Walk {
  broken: Break | null = null;
  readonly files = new Set<string>();
  private readonly blocks: BlockEntry[] = [];
  private readonly givenUp = new Set<number>();
  private readonly shaOfHead = new Map<number, string>();
  private seq = 0;
  private prev = FIRST_PREV;
  private endByte = 0;
  private heads = 0;
  private lastHeadMs: number | null = null;

  constructor(private readonly options: VerifyOptions) {
    for (const { seq } of options.heads ?? []) this.shaOfHead.set(seq, '');
  }

  /** Reads the ledger from where it stopped to its end; stops at a break. */
  async readOn(): Promise<void> {
    for await (const { text, endByte, isWhole } of ledgerLines(this.options.root, this.endByte)) {
      if (!isWhole) return; // being written at this moment, or torn by a crash: the next start moves it aside
      const entry = parseEntry(text);
      const what = entry === null ? 'this line of the ledger is no entry' : this.wrongWith(entry, text);
      if (what !== null) {
        this.broken = { seq: this.seq, file: null, what };
        return;
      }
      if (entry) this.take(entry, endByte);
    }
  }

  private wrongWith(entry: Entry, text: string): string | null {
    const { seq } = this;
    if (entry.seq > seq) return `entry ${seq} is missing: entry ${entry.seq} stands in its place`;
    if (entry.seq < seq) return `entry ${entry.seq} stands where entry ${seq} belongs: repeated, inserted or moved`;
    if (entryLine(entry) !== text || shaOf(entry) !== entry.sha)
      return 'the entry was changed: its hash is another one';
    if (entry.prev !== this.prev)
      return 'the entry does not follow the one before: that was changed or put in its place';
    if (entry.type !== 'head' && entry.type !== 'checkpoint') return null;
    if (!this.options.keys.has(entry.key)) return `the ${entry.type} is signed by a key that is not trusted`;
    if (!isSignedBy(entry, this.options.keys)) return `the signature of the ${entry.type} is wrong`;
    if (entry.type === 'checkpoint' && entry.blocks.some(([, last]) => last >= seq)) return 'it gives up later blocks';
    return null;
  }

  private take(entry: Entry, endByte: number): void {
    if (this.shaOfHead.has(entry.seq)) this.shaOfHead.set(entry.seq, entry.sha);
    if (entry.type === 'block') {
      this.blocks.push(entry);
      this.files.add(entry.file);
    } else if (entry.type === 'checkpoint') this.giveUp(entry);
    else if (entry.type === 'head') {
      this.heads++;
      this.lastHeadMs = entry.atMs;
    }
    this.seq = entry.seq + 1;
    this.prev = entry.sha;
    this.endByte = endByte;
  }

  /** The first of the heads kept elsewhere that does not stand in this chain. */
  headBreak(): Break | null {
    const { keys, heads = [] } = this.options;
    for (const head of [...heads].sort((a, b) => a.seq - b.seq)) {
      const { seq } = head;
      const at = (what: string): Break => ({ seq, file: null, what });
      if (shaOf(head) !== head.sha || !isSignedBy(head, keys)) {
        return at('the head kept elsewhere is not signed by a key that is trusted');
      }
      if (seq >= this.seq) {
        return at(
          `the chain ends with entry ${this.seq - 1}, but a head kept elsewhere is entry ${seq}: its end is cut off`,
        );
      }
      if (this.shaOfHead.get(seq) !== head.sha) {
        return at('the entry is not the head that was kept elsewhere: the chain was written anew up to here');
      }
    }
    return null;
  }

  /** Looks at the files of all blocks before `endSeq`. */
  async checkFiles(endSeq: number): Promise<Break | null> {
    const { progress } = this.options;
    let done = 0;
    for (const block of this.blocks) {
      if (block.seq >= endSeq) break;
      const what = this.givenUp.has(block.seq) ? null : await this.wrongWithFile(block);
      if (what !== null) return { seq: block.seq, file: block.file, what };
      progress?.(++done, this.blocks.length);
    }
    return null;
  }

  private async wrongWithFile({ seq, file, stored, sha256 }: BlockEntry): Promise<string | null> {
    const path = join(this.options.root, file);
    try {
      const { size } = await stat(path);
      if (size !== stored) return `the file was changed: it has ${size} bytes, not ${stored}`;
      const sha = await sha256Of(path);
      return sha === sha256 ? null : `the file was changed: its SHA-256 is ${sha}, not ${sha256}`;
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    // a server that runs may have given it up since we read the ledger
    if (this.broken === null) await this.readOn();
    return this.givenUp.has(seq) ? null : 'the file is missing, and no checkpoint gives it up';
  }

  private giveUp({ blocks }: CheckpointEntry): void {
    for (const [first, last] of blocks) for (let seq = first; seq <= last; seq++) this.givenUp.add(seq);
  }

  result(broken: Break | null, strangers: readonly string[]): Verified {
    const there = this.blocks.filter(({ seq }) => !this.givenUp.has(seq));
    return {
      broken,
      entries: this.seq,
      feeds: spansOf(there),
      givenUp: this.blocks.length - there.length,
      heads: this.heads,
      lastHeadMs: this.lastHeadMs,
      strangers,
    };
  }
}

function spansOf(blocks: readonly BlockEntry[]): FeedSpan[] {
  const spans = new Map<string, FeedSpan>();
  for (const { feed, bytes, fromMs, toMs } of blocks) {
    const span = spans.get(feed) ?? { feed, blocks: 0, bytes: 0, fromMs, toMs };
    spans.set(feed, {
      feed,
      blocks: span.blocks + 1,
      bytes: span.bytes + bytes,
      fromMs: Math.min(span.fromMs, fromMs),
      toMs: Math.max(span.toMs, toMs),
    });
  }
  return [...spans.values()].sort((a, b) => (a.feed < b.feed ? -1 : 1));
}

async function strangersIn(root: string, { files }: Walk): Promise<string[]> {
  const strangers: string[] = [];
  for (const feed of await feedsIn(root)) {
    for await (const file of blockFilesOf(root, feed)) {
      if (file.form === 'closed' && !files.has(fileOf(file))) strangers.push(fileOf(file));
    }
  }
  return strangers;
}
