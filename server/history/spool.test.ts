import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Positions } from '../domain/history/positions.ts';
import { type Batch, decodeBatch, encodeBatch } from './batch.ts';
import { Spool, type SpoolOptions } from './spool.ts';

const blank = { lon: 1, lat: 2, sog: -1, cog: 3, heading: 4, rot: -128, navStatus: 15, source: 0, flags: 8 };

function batch(first: number, rows: number): Batch {
  const positions = new Positions();
  for (let i = 0; i < rows; i++) positions.push({ ...blank, atMs: first + i });
  return {
    atMs: first,
    keys: Float64Array.from({ length: rows }, (_, i) => 2 ** 33 + i),
    positions,
    sources: [{ feed: 'honmoku', station: '見張り' }],
    identities: [{ key: 7, atMs: first, kind: 1, identity: null }],
    states: [{ key: 7, atMs: first, state: 3, flags: 4 }],
    feeds: [{ feed: 'honmoku', atMs: first, up: true }],
  };
}
const timesOf = ({ positions }: Batch): number[] => [...positions.atMs.subarray(0, positions.size)];

describe('the spool', () => {
  let dir: string;
  const said: string[] = [];
  const note = (_: unknown, text: string): void => void said.push(text);
  const log = { error: note, warn: note, info: note } as unknown as SpoolOptions['log'];
  const open = async (machineMs = 1, maxBytes = 1e6): Promise<Spool> => {
    const spool = new Spool({ dir, maxBytes, log, machineMs });
    await spool.open();
    return spool;
  };
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mihari-spool-'));
    said.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('keeps a batch as it is', () => {
    const one = batch(1_700_000_000_000, 5);
    const read = decodeBatch(encodeBatch(one));
    expect(timesOf(read)).toEqual(timesOf(one));
    expect([...read.keys]).toEqual([...one.keys]);
    expect(read.positions.at(3)).toEqual(one.positions.at(3));
    expect({ ...read, keys: 0, positions: 0 }).toEqual({ ...one, keys: 0, positions: 0 });
  });

  it('gives batches in order, many at once up to the limit', async () => {
    const spool = await open();
    for (const first of [10, 20, 30]) expect(await spool.add(batch(first, 4))).toBe(true);
    expect(spool.rows).toBe(12);
    const taken = await spool.take(8);
    expect(taken?.firstSeq).toBe(1);
    expect(taken?.batches.map((each) => each.atMs)).toEqual([10, 20]);
    if (taken) await spool.done(taken);
    expect((await spool.take(8))?.firstSeq).toBe(3);
  });

  it('finds after a restart what an earlier run left, before its own, under the number of that run', async () => {
    const first = await open(1);
    await first.add(batch(10, 4));
    await first.add(batch(20, 4));
    const second = await open(2);
    await second.add(batch(30, 1));
    const left = await second.take(100);
    expect(left?.batches.map((each) => each.atMs)).toEqual([10, 20]);
    if (left) await second.done(left);
    const own = await second.take(100);
    expect(own?.runId).not.toBe(left?.runId);
    expect(own?.batches.map(timesOf)).toEqual([[30]]);
    expect(readdirSync(dir)).toHaveLength(1);
  });

  it('refuses what it has no room for, and counts only what it keeps', async () => {
    const spool = await open(1, encodeBatch(batch(10, 100)).length + 10);
    expect(await spool.add(batch(10, 100))).toBe(true);
    expect(await spool.add(batch(20, 100))).toBe(false);
    expect(spool.rows).toBe(100);
  });

  it('sets a batch aside that a power cut has damaged, and goes on with the next', async () => {
    const first = await open(1);
    await first.add(batch(10, 4));
    await first.add(batch(20, 4));
    const [run = ''] = readdirSync(dir);
    const [oldest = ''] = readdirSync(join(dir, run)).sort();
    truncateSync(join(dir, run, oldest), 50);
    const second = await open(2);
    const taken = await second.take(100);
    expect(taken?.batches.map((each) => each.atMs)).toEqual([20]);
    expect(taken?.firstSeq).toBe(2);
    expect(said).toEqual(['a batch of history is damaged; it is set aside']);
    expect(readdirSync(join(dir, run))).toContain('bad-1');
  });
});
