import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HistoryStatus } from '../contract/history.ts';
import type { HistoryConfig } from '../platform/config.ts';
import type { HeldSpan } from './hold.store.ts';
import { Keeper, type KeeperOptions } from './keeper.ts';
import type { Partition, RetentionStore } from './retention.store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1_048_576;
const NOW_MS = 100 * DAY_MS;
const EACH = 10 * MIB;

/** A volume with twenty days of sentences and positions, and six hours of plain rows, ten MiB each. */
class Volume {
  total = 10_000 * MIB;
  free = 5_000 * MIB;
  hours: Partition[] = span('position', 6, HOUR_MS);
  days: Partition[] = span('position_chunk', 20, DAY_MS);
  raw: Partition[] = span('raw', 20, DAY_MS);
  readonly gone: string[] = [];
  forgottenMs = 0;

  readonly store = {
    partitions: async (table: string) => (table === 'position' ? this.hours : this.days),
    drop: async ({ name }: Partition) => {
      this.hours = this.hours.filter((each) => each.name !== name);
      this.days = this.days.filter((each) => each.name !== name);
      this.freed(name);
    },
    forget: async (beforeMs: number) => {
      this.forgottenMs = beforeMs;
    },
    compactedBeforeMs: async () => NOW_MS - HOUR_MS,
    size: async () => 0,
  } as unknown as RetentionStore;

  readonly rawSpace: KeeperOptions['raw'] = {
    usage: () => ({ bytes: this.raw.length * EACH, oldestMs: this.raw[0]?.fromMs ?? null }),
    dropBefore: async ({ beforeMs, held }) => {
      const old = this.raw.filter(({ fromMs, toMs }) => toMs <= beforeMs && !held(fromMs, toMs));
      this.raw = this.raw.filter((each) => !old.includes(each));
      for (const { name } of old) this.freed(name);
    },
  };

  private freed(name: string): void {
    this.gone.push(name);
    this.free += EACH;
  }
}

/** The last `count` hours or days before now, oldest first; named by how many ago they began. */
function span(name: string, count: number, lengthMs: number): Partition[] {
  return Array.from({ length: count }, (_, i) => {
    const ago = count - i;
    const fromMs = NOW_MS - ago * lengthMs;
    return { name: `${name} ${ago}`, fromMs, toMs: fromMs + lengthMs, bytes: EACH };
  });
}

describe('the keeper', () => {
  let volume: Volume;
  let holds: { positions: HeldSpan[]; raw: HeldSpan[] };
  const told: NonNullable<HistoryStatus['disk']>[] = [];
  const stops: boolean[] = [];
  const keeper = (history: Partial<HistoryConfig> = {}): Keeper =>
    new Keeper({
      history: { hotHours: 3, days: 15, rawDays: 10, reserveMib: 1_000, ...history } as HistoryConfig,
      store: volume.store,
      raw: volume.rawSpace,
      holds: async (thing) => (thing === 'raw' || thing === 'positions' ? holds[thing] : []),
      space: async () => ({ total: volume.total, free: volume.free }),
      isDatabaseHere: true,
      stopWriting: (stop) => void stops.push(stop),
      tell: (disk) => void told.push(disk),
      log: { error: () => undefined, warn: () => undefined, info: () => undefined },
    });
  beforeEach(() => {
    volume = new Volume();
    holds = { positions: [], raw: [] };
    told.length = 0;
    stops.length = 0;
  });

  it('lets go of what is older than it must be kept, each kind at its own age', async () => {
    await keeper().expire(NOW_MS);
    expect(volume.hours.map(({ name }) => name)).toEqual(['position 3', 'position 2', 'position 1']);
    expect(volume.days.at(0)?.name).toBe('position_chunk 15');
    expect(volume.raw.at(0)?.name).toBe('raw 10');
    expect(volume.forgottenMs).toBe(NOW_MS - 15 * DAY_MS);
  });

  it('keeps plain rows that are not in chunks yet, however old', async () => {
    volume.store.compactedBeforeMs = async () => NOW_MS - 5 * HOUR_MS;
    await keeper().expire(NOW_MS);
    expect(volume.hours).toHaveLength(5);
  });

  it('never lets go of a held span, nor of the names in it', async () => {
    const held = { fromMs: NOW_MS - 18 * DAY_MS + 1, toMs: NOW_MS - 17 * DAY_MS };
    holds = { positions: [held], raw: [held] };
    await keeper().expire(NOW_MS);
    expect(volume.days.map(({ name }) => name)).toContain('position_chunk 18');
    expect(volume.days.map(({ name }) => name)).not.toContain('position_chunk 17');
    expect(volume.raw.map(({ name }) => name)).toContain('raw 18');
    expect(volume.forgottenMs).toBe(held.fromMs);
  });

  it('warns from four fifths of the volume on', async () => {
    volume.free = 2_100 * MIB;
    await keeper({ reserveMib: 100 }).watch(NOW_MS);
    volume.free = 1_900 * MIB;
    await keeper({ reserveMib: 100 }).watch(NOW_MS);
    expect(told.map(({ state, usedPct }) => [state, usedPct])).toEqual([
      ['ok', 79],
      ['warning', 81],
    ]);
  });

  it('gives up plain rows first, then the oldest sentences and positions in turn, and no more than it must', async () => {
    volume.free = 2_000 * MIB - 8 * EACH;
    await keeper().watch(NOW_MS);
    expect(volume.gone).toEqual([
      ...[6, 5, 4, 3, 2].map((ago) => `position ${ago}`),
      ...['raw 20', 'position_chunk 20', 'raw 19', 'position_chunk 19'],
    ]);
    expect(told.at(-1)?.state).toBe('full');
    expect(stops.at(-1)).toBe(false);
  });

  it('gives up what is held not even then, and stops writing at the reserve', async () => {
    volume.free = 100 * MIB;
    const held = [{ fromMs: NOW_MS - 20 * DAY_MS, toMs: NOW_MS - 3 * DAY_MS }];
    holds = { positions: held, raw: held };
    await keeper().watch(NOW_MS);
    expect(volume.days.map(({ name }) => name).at(0)).toBe('position_chunk 20');
    expect(volume.gone).toContain('position_chunk 3');
    expect(volume.gone).not.toContain('position_chunk 4');
    expect(volume.raw.map(({ name }) => name)).toEqual(
      [...span('raw', 20, DAY_MS).slice(0, 17), { name: 'raw 1' }].map(({ name }) => name),
    );
    expect(stops.at(-1)).toBe(true);
  });

  it('says how many days the space will do, once it has seen an hour', async () => {
    const one = keeper({ reserveMib: 1_000 });
    await one.watch(NOW_MS);
    volume.raw.push(...span('more', 10, HOUR_MS));
    await one.watch(NOW_MS + HOUR_MS);
    // ten times ten MiB an hour, of 5,000 less twice the reserve
    expect(told.map(({ daysLeft }) => daysLeft)).toEqual([null, 1.3]);
  });
});
