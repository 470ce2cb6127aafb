import { readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../platform/data-dir.ts';
import { reasonOf } from '../../platform/start-error.ts';
import { entryLine, type HeadEntry } from './ledger-entry.ts';

const RETRY_MS = 3_600_000;
const POST_WITHIN_MS = 10_000;
/** Heads that wait at most: the newest one stands for all before it. */
const MOST_WAITING = 400;
const SENT = 'heads-sent.json';

const TARGETS = ['file', 'url'] as const;
type Target = (typeof TARGETS)[number];
const sentSchema = z.partialRecord(z.enum(TARGETS), z.number());

export interface HeadPostsOptions {
  /** Directory of raw sentences. */
  readonly root: string;
  readonly file: string | null;
  readonly url: string | null;
  readonly warn: (text: string) => void;
}

/** How sending to one place stands. */
export interface PostState {
  readonly target: Target;
  /** Signed heads that have not arrived there. */
  readonly waiting: number;
  /** `seq` of the last one that has; null: none. */
  readonly sentSeq: number | null;
  /** Why the last attempt failed; null: it did not. */
  readonly error: string | null;
}

/** A place that heads go to. */
class Post {
  waiting: HeadEntry[] = [];
  error: string | null = null;
  triedAt = Number.NEGATIVE_INFINITY;
  isSending = false;

  constructor(
    readonly target: Target,
    readonly send: (head: HeadEntry) => Promise<void>,
    public sentSeq: number | null,
  ) {}
}

/** Sends signed heads off the machine, each until it has arrived. */
export class HeadPosts {
  private readonly posts: readonly Post[];

  constructor(private readonly options: HeadPostsOptions) {
    const { root, file, url } = options;
    const sent = readSent(root);
    const sentTo = (target: Target): number | null => sent[target] ?? null;
    const posts: Post[] = [];
    if (file !== null) posts.push(new Post('file', (head) => addToFile(file, head), sentTo('file')));
    if (url !== null) posts.push(new Post('url', (head) => postTo(url, head), sentTo('url')));
    this.posts = posts;
  }

  /** A head is in the chain (an old one, at the start, or a new one). */
  add(head: HeadEntry): void {
    for (const post of this.posts) {
      if (head.seq <= (post.sentSeq ?? -1)) continue;
      // a place that has had none yet is not told of all the past
      post.waiting = [...(post.sentSeq === null ? [] : post.waiting), head].slice(-MOST_WAITING);
      if (post.error === null) post.triedAt = Number.NEGATIVE_INFINITY;
    }
  }

  /** To be called often. `elapsedMs`: a clock that only goes forward. */
  async tick(elapsedMs: number): Promise<void> {
    await Promise.all(this.posts.map((post) => this.sendAll(post, elapsedMs)));
  }

  states(): PostState[] {
    return this.posts.map(({ target, waiting, sentSeq, error }) => ({
      target,
      waiting: waiting.length,
      sentSeq,
      error,
    }));
  }

  private async sendAll(post: Post, elapsedMs: number): Promise<void> {
    if (post.isSending || post.waiting.length === 0 || elapsedMs - post.triedAt < RETRY_MS) return;
    post.isSending = true;
    post.triedAt = elapsedMs;
    try {
      for (let head = post.waiting[0]; head; head = post.waiting[0]) {
        await post.send(head);
        const { seq } = head;
        post.sentSeq = seq;
        post.waiting = post.waiting.filter((one) => one.seq > seq);
        this.save();
      }
      post.error = null;
    } catch (error) {
      post.error = reasonOf(error);
      const name = post.target === 'file' ? 'CHAIN_HEAD_FILE' : 'CHAIN_HEAD_URL';
      this.options.warn(`a signed head of the chain did not get to ${name} (again in an hour): ${post.error}`);
    } finally {
      post.isSending = false;
    }
  }

  private save(): void {
    const sent = this.posts.flatMap(({ target, sentSeq }) => (sentSeq === null ? [] : [[target, sentSeq]]));
    writeWhole(
      join(this.options.root, SENT),
      JSON.stringify({ ...readSent(this.options.root), ...Object.fromEntries(sent) }),
    );
  }
}

async function addToFile(file: string, head: HeadEntry): Promise<void> {
  await appendFile(file, `${entryLine(head)}\n`, { mode: 0o644, flush: true });
}

async function postTo(url: string, head: HeadEntry): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: entryLine(head),
    redirect: 'error',
    signal: AbortSignal.timeout(POST_WITHIN_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
}

function readSent(root: string): z.infer<typeof sentSchema> {
  try {
    return sentSchema.parse(JSON.parse(readFileSync(join(root, SENT), 'utf8')));
  } catch {
    return {}; // none was sent yet, or nobody knows: the newest goes again
  }
}
