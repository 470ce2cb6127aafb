import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BUCKET_MS } from '../../contract/history.ts';
import { hasCode } from './error-code.ts';

/** closed: compressed and in the chain (or about to be). part: still written, or left by a run that was killed. */
type BlockForm = 'closed' | 'part';

const ENDING: Readonly<Record<BlockForm, string>> = { closed: '.raw.gz', part: '.part' };
const NAME = /^(\d{1,15})-(\d{1,6})(\.raw\.gz|\.part)$/;
const DAY = /^\d{8}$/;

/** Which block of which feed. */
export interface BlockName {
  readonly feed: string;
  /** Begin of its bucket, epoch ms. */
  readonly bucketMs: number;
  /** Counts the blocks of a bucket from 0. */
  readonly number: number;
}

export interface BlockFile extends BlockName {
  readonly form: BlockForm;
}

/** Path of a block below the directory of raw sentences, with `/`. */
export function fileOf({ feed, bucketMs, number, form }: BlockFile): string {
  return `${folderOf(feed)}/${dayOf(bucketMs)}/${bucketMs}-${number}${ENDING[form]}`;
}

/** Feeds are named by letters, digits and `._-`, and `..` is no folder of ours. */
const folderOf = (feed: string): string => (feed.startsWith('.') ? `%2E${feed.slice(1)}` : feed);
const feedOf = (folder: string): string => (folder.startsWith('%2E') ? `.${folder.slice(3)}` : folder);

/** UTC. */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '');

export const bucketOf = (atMs: number): number => Math.floor(atMs / BUCKET_MS) * BUCKET_MS;

/** Span of buckets, epoch ms: those that begin from `fromMs` on and before `toMs`. */
export interface BucketSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

const EVER: BucketSpan = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/** Feeds of which something is kept, by name. */
export async function feedsIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(noneIfMissing);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => feedOf(entry.name))
    .sort();
}

/** Block files of one feed in the order of time. */
export async function* blockFilesOf(root: string, feed: string, span: BucketSpan = EVER): AsyncGenerator<BlockFile> {
  const home = join(root, folderOf(feed));
  const days = (await readdir(home).catch(noneIfMissing)).filter((name) => DAY.test(name)).sort();
  for (const day of days) {
    const dayMs = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
    if (dayMs + 86_400_000 <= span.fromMs || dayMs >= span.toMs) continue;
    const files = (await readdir(join(home, day)).catch(noneIfMissing)).flatMap((name) => parseName(feed, name));
    files.sort((a, b) => a.bucketMs - b.bucketMs || a.number - b.number);
    yield* files.filter(({ bucketMs }) => bucketMs >= span.fromMs && bucketMs < span.toMs);
  }
}

/** The least number that no block of the bucket has. */
export async function freeNumber(root: string, feed: string, bucketMs: number): Promise<number> {
  let free = 0;
  for await (const { number } of blockFilesOf(root, feed, { fromMs: bucketMs, toMs: bucketMs + 1 })) {
    free = Math.max(free, number + 1);
  }
  return free;
}

function parseName(feed: string, name: string): BlockFile[] {
  const [, bucket, number, ending] = NAME.exec(name) ?? [];
  if (bucket === undefined || number === undefined) return [];
  const form = ending === ENDING.part ? 'part' : 'closed';
  return [{ feed, bucketMs: Number(bucket), number: Number(number), form }];
}

function noneIfMissing(error: unknown): [] {
  if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
  throw error;
}
