import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { HistoryExtent } from '../../server/contract/history.ts';
import { decodeBlock, tracksOf } from '../../server/domain/history/block.ts';
import type { TallyReport } from '../../streams/simulator/tally.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { StartedServer, until } from './started-server.ts';

const HOUR_MS = 3_600_000;
const BUCKET_MS = 600_000;
/** Real time for the last sentences to be decoded and the last second to be written. */
const SETTLED_WITHIN_MS = 60_000;

/** What the simulated bay says it told over AIS, and what the server has of it. */
export interface Kept {
  readonly told: TallyReport;
  /** Messages that the feed counts, and those among them it knew already. */
  readonly heard: number;
  readonly duplicates: number;
  /** Lines of the feed that were refused, by cause. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Positions of this feed in the history. */
  readonly stored: number;
}

/** Runs the demo for some story hours on an empty directory, until the bay falls silent, and counts. */
export async function keptOf(place: string, { hours, rate }: { hours: number; rate: number }): Promise<Kept> {
  const report = join(place, 'told.json');
  const env = { DATA_DIR: join(place, 'data'), AIS_FEEDS: '', DEMO: '1', DEMO_RATE: `${rate}` };
  const server = new StartedServer({ ...env, SIM_SPAN_MS: `${hours * HOUR_MS}`, SIM_REPORT: report });
  try {
    const client = await signIn({ url: await server.url() }, 'supervisor');
    await until(() => toldIn(report)?.done === true, (hours * HOUR_MS) / rate + SETTLED_WITHIN_MS);
    const told = toldIn(report) as TallyReport;
    await eventually(async () => {
      const feed = await demoFeed(client);
      return feed.messages + (feed.rejected['fragment'] ?? 0) >= told.messages;
    });
    const { messages, duplicates, rejected } = await demoFeed(client);
    const stored = await settled(() => storedOf(client));
    return { told, heard: messages, duplicates, rejected, stored };
  } finally {
    await server.stop();
  }
}

function toldIn(path: string): TallyReport | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as TallyReport) : null;
}

async function demoFeed(client: SignedIn): Promise<FeedStatus> {
  const ask = (): Promise<Response> => client.fetch('/api/v1/feeds');
  // the connection was idle for long: the server may close it at this moment
  const feeds = (await (await ask().catch(ask)).json()) as FeedStatus[];
  const feed = feeds.find(({ name }) => name === 'demo');
  if (feed === undefined) throw new Error('there is no feed of the demo');
  return feed;
}

/** Positions of the AIS feed, by the blocks of the history. */
async function storedOf(client: SignedIn): Promise<number> {
  const extent = (await (await client.fetch('/api/v1/history/extent')).json()) as HistoryExtent;
  const fromMs = Math.floor((extent.fromMs ?? 0) / BUCKET_MS) * BUCKET_MS;
  let count = 0;
  for (let bucketMs = fromMs; bucketMs <= (extent.toMs ?? -1); bucketMs += BUCKET_MS) {
    const answer = await client.fetch(`/api/v1/history/blocks/${bucketMs}`);
    if (answer.status !== 200) throw new Error(`block ${bucketMs}: ${answer.status} ${await answer.text()}`);
    const block = decodeBlock(new Uint8Array(await answer.arrayBuffer()));
    const ofDemo = new Set(block.sources.filter(({ feed }) => feed === 'demo').map(({ source }) => source));
    for (const { positions } of tracksOf(block)) {
      for (let i = 0; i < positions.size; i++) if (ofDemo.has(positions.source[i] ?? -1)) count++;
    }
  }
  return count;
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const endAt = performance.now() + SETTLED_WITHIN_MS; !(await isSo()); await sleep(250))
    if (performance.now() > endAt) return;
}

/** The value when it is the same for three seconds running: what is written once a second is written. */
async function settled(value: () => Promise<number>): Promise<number> {
  let last = await value();
  let same = 0;
  while (same < 3) {
    await sleep(1_000);
    const next = await value();
    same = next === last ? same + 1 : 0;
    last = next;
  }
  return last;
}
