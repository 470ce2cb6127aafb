import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { STORY_BEGIN_MS, StoryClock } from './story-clock.ts';

describe('the clock of the story', () => {
  let dataDir: string;
  const open: StoryClock[] = [];
  const begin = (rate = 1, beginMs?: number): StoryClock => {
    const story = new StoryClock(dataDir, beginMs === undefined ? { rate } : { rate, beginMs });
    open.push(story);
    return story;
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'mihari-clock-'));
  });
  afterEach(() => {
    for (const story of open.splice(0)) story.close();
    rmSync(dataDir, { recursive: true });
  });

  it('begins at 00:50 in Japan', () => {
    const nowMs = begin().clock.nowMs();
    expect(new Date(STORY_BEGIN_MS).toISOString()).toBe('2026-11-23T15:50:00.000Z');
    expect(nowMs - STORY_BEGIN_MS).toBeGreaterThanOrEqual(0);
    expect(nowMs - STORY_BEGIN_MS).toBeLessThan(5_000);
  });

  it('goes on in the same directory', () => {
    const first = begin(60);
    first.close();
    const storyMs = first.clock.nowMs();
    const later = begin().clock.nowMs();
    expect(Math.abs(later - storyMs)).toBeLessThan(60_000);
  });

  it('never goes back, also when its server was killed', () => {
    const killed = begin(60); // no close
    const saved = readFileSync(join(dataDir, 'story-clock.json'), 'utf8');
    const { storyMs } = JSON.parse(saved) as { storyMs: number };
    expect(storyMs).toBeGreaterThanOrEqual(killed.clock.nowMs());
    expect(begin().clock.nowMs()).toBeGreaterThanOrEqual(storyMs);
  });

  it('goes on where the disk takes nothing', () => {
    const story = begin(60);
    rmSync(dataDir, { recursive: true });
    expect(() => story.close()).not.toThrow();
    mkdirSync(dataDir);
  });

  it('has kept what it was set to before anybody hears of it', () => {
    const { clock } = begin();
    const path = join(dataDir, 'story-clock.json');
    const savedMs = () => (JSON.parse(readFileSync(path, 'utf8')) as { storyMs: number }).storyMs;
    const heard: [number, number][] = [];
    clock.changed$.subscribe(({ nowMs }) => heard.push([savedMs(), nowMs]));
    clock.jumpTo(STORY_BEGIN_MS + 41 * 60_000);
    clock.setRate(60);
    expect(heard).toHaveLength(2);
    for (const [saved, nowMs] of heard) expect(saved).toBeGreaterThan(nowMs);
    expect(heard[1]?.[0]).toBeGreaterThanOrEqual(STORY_BEGIN_MS + 41 * 60_000 + 2_000 * 60);
    expect(begin().clock.nowMs()).toBeGreaterThanOrEqual(heard[1]?.[1] ?? Number.NaN);
  });

  it('stays as it is where that cannot be kept', () => {
    const { clock } = begin();
    rmSync(dataDir, { recursive: true });
    const heard: unknown[] = [];
    clock.changed$.subscribe((change) => heard.push(change));
    expect(() => clock.setRate(60)).toThrow('ENOENT');
    expect(() => clock.jumpTo(clock.nowMs() + 3_600_000)).toThrow('ENOENT');
    mkdirSync(dataDir);
    expect([clock.rate, heard]).toEqual([1, []]);
    expect(clock.nowMs() - STORY_BEGIN_MS).toBeLessThan(60_000);
  });

  it('begins earlier in a new directory that is told so, and in no other', () => {
    const evening = Date.UTC(2026, 10, 23, 12, 40);
    const story = begin(1, evening);
    expect([story.isNew, story.clock.nowMs() - evening < 5_000]).toEqual([true, true]);
    const later = begin(1, evening - 3_600_000);
    expect([later.isNew, later.clock.nowMs() >= evening]).toEqual([false, true]);
  });

  it('begins anew where its file is torn', () => {
    writeFileSync(join(dataDir, 'story-clock.json'), '{"storyMs":17');
    expect(begin().clock.nowMs() - STORY_BEGIN_MS).toBeLessThan(5_000);
  });
});
