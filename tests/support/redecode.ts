import type { RawRecord } from '../../server/domain/history/raw-block.ts';
import type { RadarPlot } from '../../server/domain/radar/plot.ts';
import type { TrackChange } from '../../server/domain/track/change.ts';
import { Fusion } from '../../server/domain/track/fusion.ts';
import { Feed } from '../../server/feeds/feed.ts';
import { type FeedPlan, parseFeeds } from '../../server/feeds/feed-url.ts';
import { Intake } from '../../server/feeds/intake.ts';
import { readBlock } from '../../server/history/raw/block-file.ts';
import { blockFilesOf } from '../../server/history/raw/raw-files.ts';

/** One accepted position as text: track, times, place, motion, where from. */
export function fixText(trackId: string, { what, fix }: TrackChange): string {
  return JSON.stringify({ trackId, what, ...fix });
}

/** One plot as text. */
export const plotText = (plot: RadarPlot): string => JSON.stringify({ ...plot, receivedMs: undefined });

/** What is made of blocks: fixes of the picture and plots of radars, each in order, as text. */
export interface Redecoded {
  readonly fixes: readonly string[];
  readonly plots: readonly string[];
}

/** What fresh decoders and a fresh fusion make of the blocks of one run of the feeds, given as `AIS_FEEDS` gives them. */
export async function redecode(root: string, feedsText: string): Promise<Redecoded> {
  const plans = parseFeeds(feedsText);
  const records: (RawRecord & { feed: string })[] = [];
  for (const { name: feed } of plans) {
    for await (const file of blockFilesOf(root, feed)) {
      await readBlock(root, file, (one) => records.push({ ...one, content: Uint8Array.from(one.content), feed }));
    }
  }
  // the sort is stable: the name of a connection stays before its bytes
  records.sort((a, b) => a.order - b.order);
  const fixes: string[] = [];
  const plots: string[] = [];
  const fusion: Fusion = new Fusion({
    changed: (change) => {
      if (change.fix) fixes.push(fixText(fusion.roster.trackIdOf(change.row), change));
    },
  });
  const intakes = new Intakes(fusion, plans, (plot) => plots.push(plotText(plot)));
  for (const record of records) intakes.take(record);
  return { fixes, plots };
}

class Intakes {
  private nowMs = 0;
  private readonly feeds = new Map<string, Feed>();
  private readonly open = new Map<number, Intake>();

  constructor(
    private readonly fusion: Fusion,
    private readonly plans: readonly FeedPlan[],
    private readonly plot: (plot: RadarPlot) => void,
  ) {}

  take({ kind, receivedMs, connection, content, feed }: RawRecord & { readonly feed: string }): void {
    this.nowMs = receivedMs;
    const intake = this.open.get(connection);
    if (kind === 'connection' && !intake) this.begin(connection, feed, Buffer.from(content).toString());
    else if (kind === 'bytes') intake?.take(content);
    else if (kind === 'whole') intake?.flush();
    else if (kind === 'end') intake?.end();
    if (kind === 'end') this.open.delete(connection);
  }

  private begin(connection: number, name: string, address: string): void {
    const clock = { nowMs: () => this.nowMs, elapsedMs: () => this.nowMs };
    const plan = this.plans.find((one) => one.name === name);
    if (!plan) throw new Error(`no feed ${name}`);
    const feed = this.feeds.get(name) ?? new Feed(plan, clock, () => undefined);
    this.feeds.set(name, feed);
    const emit = (observation: Parameters<Fusion['hear']>[0]): void => void this.fusion.hear(observation);
    this.open.set(connection, new Intake(feed, { nowMs: clock.nowMs, emit, plot: this.plot }, address));
  }
}
