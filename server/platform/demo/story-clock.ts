import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ClockState } from '../../contract/events.ts';
import { Clock } from '../clock.ts';
import { writeWhole } from '../data-dir.ts';

/** 00:50 JST of 2026-11-24, when the night of the story begins unless told otherwise. */
export const STORY_BEGIN_MS = Date.UTC(2026, 10, 23, 15, 50);
const SAVE_EVERY_MS = 2_000;

const savedSchema = z.object({
  storyMs: z
    .number()
    .min(Date.UTC(2026, 10, 1))
    .max(8.64e15),
});

export interface StoryClockOptions {
  /** Story ms in a real ms at the start, 1-60: a rate set later is not kept over a restart. */
  readonly rate: number;
  /** Epoch ms at which the story of a new directory begins. */
  readonly beginMs?: number;
}

/** The clock of the simulated bay. It goes on where it stood in this directory and never back, also when it is set forward. */
export class StoryClock {
  readonly clock: Clock;
  /** True: the directory has no story yet (or one that nobody can read). */
  readonly isNew: boolean;
  private readonly path: string;
  private readonly timer: NodeJS.Timeout;

  constructor(dataDir: string, { rate, beginMs = STORY_BEGIN_MS }: StoryClockOptions) {
    this.path = join(dataDir, 'story-clock.json');
    // the machine's own clock may be set back; this one is not
    const machineMs = () => performance.timeOrigin + performance.now();
    const saved = read(this.path);
    this.isNew = saved === null;
    const anchor = { storyMs: saved ?? beginMs, machineMs: machineMs(), rate };
    this.clock = new Clock(anchor, machineMs, (next) => this.save(SAVE_EVERY_MS, next));
    this.save(SAVE_EVERY_MS);
    this.timer = setInterval(() => this.trySave(SAVE_EVERY_MS), SAVE_EVERY_MS).unref();
  }

  /** Written ahead, so that a start after kill -9 is at most that much later and never earlier. Half more for a late timer. */
  private save(aheadMs: number, { nowMs, rate }: ClockState = this.clock.state()): void {
    writeWhole(this.path, JSON.stringify({ storyMs: nowMs + aheadMs * 1.5 * rate }));
  }

  /** A disk that is full must not end the demo: it goes on, and tries again. */
  private trySave(aheadMs: number): void {
    try {
      this.save(aheadMs);
    } catch {
      // the next one
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.trySave(0);
  }
}

/** null: a first start, or a file nobody can read. */
function read(path: string): number | null {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).storyMs;
  } catch {
    return null;
  }
}
