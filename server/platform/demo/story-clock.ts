import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Clock } from '../clock.ts';
import { writeWhole } from '../data-dir.ts';

/** 00:50 JST of 2026-11-24, when the night of the story begins. */
export const STORY_BEGIN_MS = Date.UTC(2026, 10, 23, 15, 50);
const SAVE_EVERY_MS = 2_000;

const savedSchema = z.object({ storyMs: z.number().min(STORY_BEGIN_MS).max(8.64e15) });

/** The clock of the simulated bay. It goes on where it stood in this directory and never back. */
export class StoryClock {
  readonly clock: Clock;
  private readonly path: string;
  private readonly timer: NodeJS.Timeout;

  constructor(dataDir: string, rate: number) {
    this.path = join(dataDir, 'story-clock.json');
    // the machine's own clock may be set back; this one is not
    const machineMs = () => performance.timeOrigin + performance.now();
    this.clock = new Clock({ storyMs: read(this.path), machineMs: machineMs(), rate }, machineMs);
    this.save(SAVE_EVERY_MS);
    this.timer = setInterval(() => this.trySave(SAVE_EVERY_MS), SAVE_EVERY_MS).unref();
  }

  /** Written ahead, so that a start after kill -9 is at most that much later and never earlier. Half more for a late timer. */
  private save(aheadMs: number): void {
    writeWhole(this.path, JSON.stringify({ storyMs: this.clock.nowMs() + aheadMs * 1.5 * this.clock.rate }));
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

function read(path: string): number {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).storyMs;
  } catch {
    return STORY_BEGIN_MS; // first start, or a file nobody can read
  }
}
