import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeedState, FeedStatus } from '../contract/feeds.ts';
import type { HistoryStatus } from '../contract/history.ts';
import { healthOf } from './health.ts';

const feed = (state: FeedState): FeedStatus => ({
  name: 'bay',
  url: 'tcp://127.0.0.1:1',
  state,
  sinceMs: 0,
  error: null,
  connections: 1,
  lines: 0,
  messages: 0,
  duplicates: 0,
  rejected: {},
  lastHeardMs: null,
  clockErrorMs: null,
  radar: null,
});
const NONE = { state: 'absent', up: null, total: null } as const;
const ok = { feeds: [feed('up')], isDatabaseUp: true, history: null, cameras: NONE, boats: NONE, nowMs: 1000 };

describe('healthOf', () => {
  it.each<[string, FeedState[], string]>([
    ['no feed is absent, never ok', [], 'absent'],
    ['all up is ok', ['up', 'up'], 'ok'],
    ['one silent of two is degraded', ['up', 'silent'], 'degraded'],
    ['one that connects is not down yet', ['connecting', 'down'], 'degraded'],
    ['a log played to its end gives nothing', ['ended'], 'down'],
  ])('%s', (_, states, expected) => {
    expect(healthOf({ ...ok, feeds: states.map(feed) }, null).feeds.state).toBe(expected);
  });

  it('says since when a lost database is lost, and that what is not installed is absent', () => {
    const before = healthOf(ok, null);
    const lost = healthOf({ ...ok, isDatabaseUp: false, nowMs: 5000 }, before);
    expect(lost.database).toEqual({ state: 'down', up: null, total: null, sinceMs: 5000 });
    expect(healthOf({ ...ok, isDatabaseUp: false, nowMs: 9000 }, lost)).toBe(lost);
    expect(lost.cameras.state).toBe('absent');
    expect(lost.boats.state).toBe('absent');
  });

  it('has a database in part while history waits, or the disk is full', () => {
    const kept: HistoryStatus = { state: 'ok', waiting: 0, lost: 0, raw: { lostBytes: 0, error: null }, disk: null };
    const stateWith = (history: HistoryStatus) => healthOf({ ...ok, history }, null).database.state;
    expect(stateWith(kept)).toBe('ok');
    expect(stateWith({ ...kept, state: 'waiting' })).toBe('degraded');
    expect(stateWith({ ...kept, raw: { lostBytes: 9, error: 'ENOSPC' } })).toBe('degraded');
    expect(stateWith({ ...kept, disk: { usedPct: 99, freeBytes: 1, daysLeft: null, state: 'full' } })).toBe('degraded');
  });

  it('is the same object exactly when nothing of it changed', () => {
    const states = fc.array(fc.constantFrom<FeedState>('connecting', 'up', 'silent', 'down', 'ended'), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(states, states, fc.boolean(), fc.boolean(), (a, b, dbA, dbB) => {
        const first = healthOf(
          { feeds: a.map(feed), isDatabaseUp: dbA, history: null, cameras: NONE, boats: NONE, nowMs: 1 },
          null,
        );
        const second = healthOf(
          { feeds: b.map(feed), isDatabaseUp: dbB, history: null, cameras: NONE, boats: NONE, nowMs: 2 },
          first,
        );
        const bare = (health: typeof first) => JSON.stringify(health).replaceAll(/"sinceMs":\d/g, '');
        expect(second === first).toBe(bare(second) === bare(first));
      }),
    );
  });
});
