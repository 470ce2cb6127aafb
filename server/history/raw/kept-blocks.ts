import type { BlockEntry, CheckpointEntry } from './ledger-entry.ts';

export interface KeptBlock {
  readonly seq: number;
  readonly file: string;
  /** First and last time of receipt, epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Bytes of the file. */
  readonly stored: number;
}

/** Blocks of the chain that no checkpoint has given up, in the order of the chain. */
export class KeptBlocks {
  /** Bytes of their files. */
  bytes = 0;
  private readonly blocks = new Map<string, KeptBlock>();

  add({ seq, file, fromMs, toMs, stored }: BlockEntry): void {
    this.remove(file); // the same block entered twice counts once
    this.blocks.set(file, { seq, file, fromMs, toMs, stored });
    this.bytes += stored;
  }

  cover({ blocks }: CheckpointEntry): void {
    const last = blocks.at(-1)?.[1] ?? -1;
    let at = 0;
    for (const { seq, file } of this.blocks.values()) {
      if (seq > last) break;
      while ((blocks[at]?.[1] ?? seq) < seq) at++;
      if (seq >= (blocks[at]?.[0] ?? seq + 1)) this.remove(file);
    }
  }

  has(file: string): boolean {
    return this.blocks.has(file);
  }

  all(): IterableIterator<KeptBlock> {
    return this.blocks.values();
  }

  /** First time of receipt, epoch ms; null: there is none. */
  get oldestMs(): number | null {
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const { fromMs } of this.blocks.values()) oldestMs = Math.min(oldestMs, fromMs);
    return this.blocks.size === 0 ? null : oldestMs;
  }

  private remove(file: string): void {
    this.bytes -= this.blocks.get(file)?.stored ?? 0;
    this.blocks.delete(file);
  }
}

/** Sorted numbers as runs: first and last of each. */
export function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
