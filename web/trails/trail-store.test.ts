import { describe, expect, it } from '@jest/globals';
import { FLAG } from '../../server/domain/track/kind.ts';
import { PictureStore } from '../net/picture-store.ts';
import { Trail } from './trail.ts';
import { TrailStore } from './trail-store.ts';
import type { TrailsOutcome, TrailsQuery } from './trails-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STORY_MS = 1_764_000_000_000;
const [A, B] = ['a-431000001', 'a-431000002'] as const;

const trailOf = (trackId: string, ...agoMin: number[]): Trail => {
  const trail = new Trail(trackId);
  for (const ago of agoMin) trail.push({ atMs: STORY_MS - ago * MINUTE, lon: -ago, lat: 0, sog: 1, cog: 1 }, false);
  return trail;
};

/** A picture that holds tracks in the order in which they are heard. */
class HeardPicture extends PictureStore {
  heard(trackId: string, atMs: number, flags = 0): void {
    const known = this.trackIds.indexOf(trackId);
    const row = known === -1 ? this.size++ : known;
    this.trackIds[row] = trackId;
    this.key[row] = row + 1;
    this.lon[row] = atMs % 1_000_003;
    this.heardMs[row] = atMs;
    this.intervalMs[row] = 10_000;
    this.flags[row] = flags;
    this.told({ from: row, to: row + 1 });
  }
  private told: (range: { from: number; to: number }) => void = () => {};
  override onChange(listener: (range: { from: number; to: number }) => void): () => void {
    this.told = listener;
    return () => {};
  }
  override rowOfTrack(trackId: string): number {
    return this.trackIds.indexOf(trackId);
  }
}

class Desk {
  readonly picture = new HeardPicture();
  readonly asked: TrailsQuery[] = [];
  private readonly answers: ((outcome: TrailsOutcome) => void)[] = [];
  nowMs = 1000;
  storyMs: number | null = STORY_MS;
  rate = 1;
  lost = 0;
  changes = 0;
  look: () => void = () => {};
  readonly store = new TrailStore({
    picture: this.picture,
    storyMs: () => this.storyMs,
    rate: () => this.rate,
    nowMs: () => this.nowMs,
    ask: (query) => {
      this.asked.push(query);
      return new Promise((done) => this.answers.push(done));
    },
    onUnauthenticated: () => {
      this.lost++;
    },
    repeat: (look) => {
      this.look = look;
      return () => {};
    },
  });

  constructor() {
    this.store.open();
    this.store.onChange(() => {
      this.changes++;
    });
  }

  async answer(...trails: Trail[]): Promise<void> {
    await this.settle({ kind: 'found', trails: new Map(trails.map((trail) => [trail.trackId, trail])) });
  }
  async settle(outcome: TrailsOutcome): Promise<void> {
    this.answers.at(-1)?.(outcome);
    await new Promise((done) => setImmediate(done));
  }
  get sizes(): number[] {
    return this.store.shown.map(({ row }) => row.size);
  }
}

const shown = async (...trails: Trail[]): Promise<Desk> => {
  const desk = new Desk();
  desk.store.want({ focus: [A], group: [], spanMs: HOUR });
  await desk.answer(...trails);
  return desk;
};

describe('the trails that are wished for', () => {
  it('are asked for once, for the whole span, and drawn', async () => {
    const desk = await shown(trailOf(A, 30, 20, 10));
    expect(desk.asked.map(({ trackIds, fromMs }) => [trackIds, fromMs])).toEqual([[[A], STORY_MS - HOUR]]);
    expect(desk.sizes).toEqual([3]);
    expect(desk.store.state.read().focus.get(A)).toBe('kept');
    expect(desk.store.lastMs(A)).toBe(STORY_MS - 10 * MINUTE);
    desk.look();
    expect(desk.asked).toHaveLength(1);
  });

  it('say that they load, and that nothing is kept', async () => {
    const desk = new Desk();
    desk.store.want({ focus: [A], group: [], spanMs: HOUR });
    expect(desk.store.state.read().focus.get(A)).toBe('loading');
    await desk.answer();
    expect(desk.store.state.read().focus.get(A)).toBe('empty');
    expect(desk.sizes).toEqual([]);
  });

  it('wait until the time of the server is known', () => {
    const desk = new Desk();
    desk.storyMs = null;
    desk.store.want({ focus: [A], group: [], spanMs: HOUR });
    expect(desk.asked).toEqual([]);
    desk.storyMs = STORY_MS;
    desk.look();
    expect(desk.asked).toHaveLength(1);
  });

  it('are those of the selected one first, then of a box, in parts that are read in a blink', async () => {
    const desk = new Desk();
    const group = Array.from({ length: 20 }, (_, i) => `a-4310001${String(i).padStart(2, '0')}`);
    desk.store.want({ focus: [A], group, spanMs: 24 * HOUR });
    expect(desk.asked[0]?.trackIds).toEqual([A, ...group.slice(0, 5)]);
    await desk.answer(trailOf(A, 1));
    expect(desk.asked[1]?.trackIds).toEqual(group.slice(5, 11));
    expect(desk.store.state.read().group).toMatchObject({ loading: 15, empty: 5 });
  });

  it('of no length are none, and nothing is asked', () => {
    const desk = new Desk();
    desk.store.want({ focus: [A], group: [B], spanMs: 0 });
    expect([desk.asked, desk.sizes]).toEqual([[], []]);
  });

  it('of what is no track are not asked for', () => {
    const desk = new Desk();
    desk.store.want({ focus: ['x-12'], group: [], spanMs: HOUR });
    expect(desk.asked).toEqual([]);
    expect(desk.store.state.read().focus.get('x-12')).toBe('empty');
  });

  it('are dropped, and what is under way given up, when others are wished for', async () => {
    const desk = await shown(trailOf(A, 10));
    desk.store.want({ focus: [B], group: [], spanMs: HOUR });
    expect(desk.sizes).toEqual([]);
    desk.store.want({ focus: [A], group: [], spanMs: HOUR });
    expect(desk.asked.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
  });

  it('that get shorter forget the rest; that get longer are fetched anew while the old ones stay', async () => {
    const desk = await shown(trailOf(A, 50, 20, 10));
    desk.store.want({ focus: [A], group: [], spanMs: HOUR / 2 });
    expect(desk.sizes).toEqual([2]);
    desk.store.want({ focus: [A], group: [], spanMs: 3 * HOUR });
    expect(desk.asked.at(-1)?.fromMs).toBe(STORY_MS - 3 * HOUR);
    expect(desk.sizes).toEqual([2]);
    await desk.answer(trailOf(A, 170, 50, 20, 10));
    expect(desk.sizes).toEqual([4]);
  });
});

describe('a shown trail', () => {
  it('is lengthened by what is heard, without a new list', async () => {
    const desk = await shown(trailOf(A, 10));
    const { shown: list } = desk.store;
    const { changes } = desk;
    desk.picture.heard(A, STORY_MS);
    desk.picture.heard(B, STORY_MS);
    expect([desk.sizes, desk.changes - changes, desk.store.shown === list]).toEqual([[2], 1, true]);
  });

  it('has no gap where positions come a minute apart only since the story runs fast, and one where it leapt', async () => {
    const desk = await shown(trailOf(A, 10));
    desk.rate = 60;
    for (const atMs of [60_000, 120_000, 180_000, 41 * 60_000]) desk.picture.heard(A, STORY_MS + atMs);
    const { row } = desk.store.shown[0] as (typeof desk.store.shown)[number];
    expect([...row.gapBefore.subarray(2, row.size)]).toEqual([0, 0, 1]);
  });

  it('is not lengthened by a doubted position, nor by one that only memory holds', async () => {
    const desk = await shown(trailOf(A, 10));
    desk.picture.heard(A, STORY_MS, FLAG.suspect);
    desk.picture.heard(A, STORY_MS, FLAG.restored);
    expect(desk.sizes).toEqual([1]);
  });

  it('begins with the first position heard where none was kept', async () => {
    const desk = await shown();
    desk.picture.heard(A, STORY_MS);
    expect([desk.sizes, desk.store.state.read().focus.get(A)]).toEqual([[1], 'kept']);
  });

  it('has its tail fetched every minute, and at once after the link came back', async () => {
    const desk = await shown(trailOf(A, 30, 10));
    desk.nowMs += MINUTE;
    desk.storyMs = STORY_MS + MINUTE;
    desk.look();
    expect(desk.asked.at(-1)?.fromMs).toBe(STORY_MS - 2 * MINUTE);
    await desk.answer(trailOf(A, 1, 0));
    expect(desk.sizes).toEqual([4]);
    desk.store.refresh();
    expect(desk.asked).toHaveLength(3);
  });
});

describe('records that do not answer', () => {
  it('are asked again by themselves; what was drawn stays and grows', async () => {
    const desk = await shown(trailOf(A, 10));
    desk.nowMs += MINUTE;
    desk.look();
    await desk.settle({ kind: 'away' });
    expect(desk.store.state.read().focus.get(A)).toBe('away');
    desk.picture.heard(A, STORY_MS);
    expect(desk.sizes).toEqual([2]);
    desk.nowMs += 10_000;
    desk.look();
    await desk.answer(trailOf(A, 1));
    expect(desk.store.state.read().focus.get(A)).toBe('kept');
  });

  it('are asked again at once when told to', async () => {
    const desk = new Desk();
    desk.store.want({ focus: [A], group: [B], spanMs: HOUR });
    await desk.settle({ kind: 'failed' });
    expect(desk.store.state.read().group.failed).toBe(1);
    desk.look();
    expect(desk.asked).toHaveLength(1);
    desk.store.refresh();
    expect(desk.asked).toHaveLength(2);
  });

  it('a session that is over is told', async () => {
    const desk = new Desk();
    desk.store.want({ focus: [A], group: [], spanMs: HOUR });
    await desk.settle({ kind: 'unauthenticated' });
    expect(desk.lost).toBe(1);
  });
});
