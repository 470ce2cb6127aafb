import { describe, expect, it } from '@jest/globals';
import { Feed } from './feed.ts';
import { parseFeeds } from './feed-url.ts';

function aFeed(url = 'tcp://127.0.0.1:1') {
  const [plan] = parseFeeds(`pier=${url}`);
  if (!plan) throw new Error('no plan');
  const time = { at: 1000, storyMs: 1_764_000_000_000 };
  let changes = 0;
  const feed = new Feed(plan, { nowMs: () => time.storyMs + time.at, elapsedMs: () => time.at }, () => {
    changes++;
  });
  return {
    feed,
    changes: () => changes,
    pass(ms: number) {
      time.at += ms;
      feed.tick();
    },
  };
}

describe('a feed', () => {
  it('is connecting until a sentence is heard, then up', () => {
    const { feed, changes } = aFeed();
    feed.connected();
    expect(feed.status().state).toBe('connecting');
    feed.heard(Number.NaN);
    expect(feed.status()).toMatchObject({ state: 'up', error: null });
    expect(changes()).toBe(1);
  });

  it('is silent after three of its usual gaps, and up at the next sentence', () => {
    const { feed, pass } = aFeed();
    feed.connected();
    for (let i = 0; i < 300; i++) {
      feed.heard(Number.NaN);
      pass(2000);
    }
    expect(feed.status().state).toBe('up');
    pass(2000);
    expect(feed.status().state).toBe('up');
    pass(3000);
    expect(feed.status().state).toBe('silent');
    feed.heard(Number.NaN);
    expect(feed.status().state).toBe('up');
  });

  it('of a radar is not silent between two turns of its antenna, but when it misses several', () => {
    const { feed, pass } = aFeed('tcp://127.0.0.1:1?at=35.4,139.7&north=2');
    feed.connected();
    for (let turn = 0; turn < 50; turn++) {
      for (let target = 0; target < 40; target++) feed.heard(Number.NaN);
      pass(4900);
      expect(feed.status().state).toBe('up');
    }
    pass(10_200);
    expect(feed.status().state).toBe('silent');
    expect(feed.status().radar).toEqual({ lon: 139.7, lat: 35.4, northErrorDeg: 2, lastRefused: null });
  });

  it('is silent, not live, when a link was made and nothing ever comes', () => {
    const { feed, pass } = aFeed();
    feed.connected();
    pass(29_000);
    expect(feed.status().state).toBe('connecting');
    pass(2000);
    expect(feed.status().state).toBe('silent');
  });

  it('says at once that its link is lost, and since when', () => {
    const { feed, pass } = aFeed();
    feed.connected();
    feed.heard(Number.NaN);
    pass(500);
    feed.down('reset');
    expect(feed.status()).toMatchObject({ state: 'down', error: 'reset', sinceMs: 1_764_000_001_500 });
    pass(100_000);
    expect(feed.status().state).toBe('down');
  });

  it("tells the receiver's clock error as the median of what its times say", () => {
    const { feed } = aFeed();
    const nowMs = 1_764_000_001_000;
    for (const errorMs of [-86_400_000, -86_400_200, 5, -86_399_900, -86_400_100]) feed.heard(nowMs + errorMs);
    expect(feed.status().clockErrorMs).toBe(-86_400_000);
  });

  it('keeps the counts of a connection that has ended', () => {
    const { feed } = aFeed();
    const end = feed.count(() => ({ lines: 5, messages: 3, rejected: { checksum: 2 } }));
    end();
    end();
    feed.count(() => ({ lines: 1, messages: 0, rejected: { checksum: 1 } }));
    expect(feed.status()).toMatchObject({ lines: 6, messages: 3, rejected: { checksum: 3 } });
  });
});
