import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { STORY_BEGIN_MS, StoryClock } from './story-clock.ts';

describe('the clock of the story', () => {
  let dataDir: string;
  const open: StoryClock[] = [];
  const begin = (rate = 1): StoryClock => {
    const story = new StoryClock(dataDir, rate);
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

  it('begins anew where its file is torn', () => {
    writeFileSync(join(dataDir, 'story-clock.json'), '{"storyMs":17');
    expect(begin().clock.nowMs() - STORY_BEGIN_MS).toBeLessThan(5_000);
  });
});
