import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Positions } from '../domain/history/positions.ts';
import type { Batch } from './batch.ts';
import { HistoryWriter } from './history-writer.ts';
import { Spool, type Taken } from './spool.ts';

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined };

function batch(atMs: number): Batch {
  const positions = new Positions();
  const rest = { lon: 0, lat: 0, sog: 0, cog: 0, heading: 0, rot: 0, navStatus: 0, source: 0, flags: 0 };
  positions.push({ ...rest, atMs });
  const nothing = { identities: [], states: [], feeds: [] };
  return { atMs, keys: Float64Array.of(1), positions, sources: [{ feed: 'bay', station: '' }], ...nothing };
}

describe('the writer of history', () => {
  let dir: string;
  let spool: Spool;
  /** Lets go on what the database is at. */
  let release: () => void = () => undefined;
  const written: number[] = [];
  const slow = {
    write: async ({ batches }: Taken) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      written.push(...batches.map(({ atMs }) => atMs));
    },
  };
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mihari-writer-'));
    spool = new Spool({ dir, maxBytes: 1e6, log: quiet, machineMs: 1 });
    await spool.open();
    written.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is abreast with the batch of this second under way, and says that it waits when more pile up', async () => {
    const writer = new HistoryWriter({ spool, store: slow, log: quiet });
    await writer.add(batch(1));
    expect([writer.isAbreast, writer.state]).toEqual([true, 'ok']);
    for (let atMs = 2; atMs <= 7; atMs++) await writer.add(batch(atMs));
    expect([writer.isAbreast, writer.state, writer.waiting]).toEqual([false, 'waiting', 7]);
    const done = writer.drain();
    for (let turn = 0; written.length < 7; turn++) {
      release();
      await new Promise((resolve) => setImmediate(resolve));
      if (turn > 100_000) throw new Error('the batches were not written');
    }
    await done;
    expect(written).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([writer.isAbreast, writer.state, writer.waiting]).toEqual([true, 'ok', 0]);
  });

  it('loses and counts what comes while nothing may be written, and goes on after', async () => {
    const writer = new HistoryWriter({ spool, store: { write: async () => undefined }, log: quiet });
    writer.halt(true);
    await writer.add(batch(1));
    expect([writer.state, writer.lost]).toEqual(['losing', 1]);
    writer.halt(false);
    await writer.add(batch(2));
    await writer.drain();
    expect([writer.state, writer.lost, writer.written]).toEqual(['ok', 1, 1]);
  });
});
