import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type KeptBlock, type KeptBlocks, runsOf } from './kept-blocks.ts';
import type { Draft } from './ledger-entry.ts';

export interface DropOrder {
  /** Blocks whose last sentence was received before this may go, epoch ms. */
  readonly beforeMs: number;
  /** Whether something in the span (epoch ms, from inclusive to exclusive) is held. */
  readonly held: (fromMs: number, toMs: number) => boolean;
  /** Why, as the chain keeps it: such as `older than 400 days`. */
  readonly reason: string;
}

export interface Dropped {
  readonly blocks: number;
  readonly bytes: number;
}

export interface RetentionOptions {
  readonly root: string;
  readonly kept: KeptBlocks;
  readonly enter: (draft: Draft) => Promise<unknown>;
}

/** Gives blocks up: first the signed checkpoint that says so, then the files. */
export class RawRetention {
  constructor(private readonly options: RetentionOptions) {}

  async drop({ beforeMs, held, reason }: DropOrder): Promise<Dropped> {
    const { root, kept, enter } = this.options;
    const going: KeptBlock[] = [];
    for (const block of kept.all()) {
      if (block.toMs < beforeMs && !held(block.fromMs, block.toMs + 1)) going.push(block);
    }
    if (going.length === 0) return { blocks: 0, bytes: 0 };
    const stored = going.reduce((sum, block) => sum + block.stored, 0);
    const blocks = runsOf(going.map(({ seq }) => seq));
    await enter({ type: 'checkpoint', reason, beforeMs, blocks, count: going.length, stored });
    for (const { file } of going) await rm(join(root, file), { force: true });
    for (const folder of new Set(going.map(({ file }) => dirname(file)))) {
      await rmdir(join(root, folder)).catch(() => {}); // something is left in it
    }
    return { blocks: going.length, bytes: stored };
  }
}
