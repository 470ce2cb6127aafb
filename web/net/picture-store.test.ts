import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeFrame, type Frame } from '../../server/domain/frame/decode-frame.ts';
import { encodeGone, encodeIdentity, encodeRows, joinFrame } from '../../server/domain/frame/encode-frame.ts';
import type { FrameKind } from '../../server/domain/frame/frame-layout.ts';
import { NO_POSITION, TrackTable } from '../../server/domain/track/track-table.ts';
import { PictureStore } from './picture-store.ts';

const TICK_MS = 1_767_000_000_000;

/** A frame with one row per key; a track's longitude is what the frame says of it. */
function frameOf(kind: FrameKind, lons: Readonly<Record<number, number>>, gone: readonly number[] = []): Frame {
  const table = new TrackTable();
  const rows = Object.entries(lons).map(([key, lon]) => {
    const row = table.add();
    table.key[row] = Number(key);
    table.lon[row] = lon;
    return row;
  });
  const keys = Object.keys(lons).map(Number);
  return decodeFrame(
    joinFrame(
      { kind, tickMs: TICK_MS, sequence: 0, inView: keys.length, total: keys.length + 1 },
      {
        rows: [encodeRows(table, rows, TICK_MS)],
        gone: [encodeGone(gone)],
        identities: keys.map((key) => ({
          bytes: encodeIdentity({ key, mmsi: 431_000_000 + key, trackId: `t${key}`, name: `SHIP ${key}` }),
          count: 1,
        })),
      },
    ),
  );
}

describe('PictureStore', () => {
  it('holds what the frames say, at a row that stays as long as the track', () => {
    const store = new PictureStore(1);
    store.apply(frameOf('snapshot', { 1: 10, 2: 20, 3: 30 }));
    const row = store.rowOfKey(2);
    expect(store.apply(frameOf('delta', { 2: 21 }, [1]))).toEqual({ from: 0, to: 2 });
    expect(store.rowOfTrack('t2')).toBe(row);
    expect(store.lon[row]).toBe(21);
    expect(store.names[row]).toBe('SHIP 2');
    expect(store.mmsi[row]).toBe(431_000_002);
    expect(store.count).toBe(2);
    expect(store.total).toBe(2);
  });

  it('frees the row of a gone track and shows nothing of it', () => {
    const store = new PictureStore();
    store.apply(frameOf('snapshot', { 1: 10, 2: 20 }));
    const row = store.rowOfKey(1);
    store.apply(frameOf('delta', {}, [1, 99]));
    expect(store.key[row]).toBe(0);
    expect(store.lon[row]).toBe(NO_POSITION);
    expect(store.rowOfTrack('t1')).toBe(-1);
    store.apply(frameOf('delta', { 5: 50 }));
    expect(store.rowOfKey(5)).toBe(row);
  });

  it('keeps a track that left one cell and entered another in the same frame', () => {
    const store = new PictureStore();
    store.apply(frameOf('snapshot', { 1: 10, 2: 20 }));
    const row = store.rowOfKey(1);
    store.apply(frameOf('delta', { 1: 11 }, [1]));
    expect(store.rowOfKey(1)).toBe(row);
    expect(store.lon[row]).toBe(11);
  });

  it('tells its listeners of every frame, also of an empty one, until they leave', () => {
    const store = new PictureStore();
    const told: unknown[] = [];
    const leave = store.onChange((change) => told.push(change));
    store.apply(frameOf('snapshot', { 1: 1 }));
    store.apply(frameOf('delta', {}));
    leave();
    store.apply(frameOf('delta', { 1: 2 }));
    expect(told).toEqual([
      { from: 0, to: 1 },
      { from: 0, to: 0 },
    ]);
  });

  it('holds exactly what a plain map of the same frames holds', () => {
    const lons = fc.dictionary(
      fc.nat(12).map((key) => String(key + 1)),
      fc.nat(1000),
    );
    const step = fc.record({
      kind: fc.constantFrom<FrameKind>('snapshot', 'delta', 'delta', 'delta'),
      lons,
      gone: fc.array(fc.integer({ min: 1, max: 13 })),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const store = new PictureStore(1);
        const model = new Map<number, number>();
        for (const { kind, lons, gone } of steps) {
          store.apply(frameOf(kind, lons, gone));
          if (kind === 'snapshot') model.clear();
          else for (const key of gone) model.delete(key);
          for (const [key, lon] of Object.entries(lons)) model.set(Number(key), lon);
        }
        const held = [...store.key.subarray(0, store.size)].flatMap((key, row) => (key ? [[key, store.lon[row]]] : []));
        expect(new Map(held as [number, number][])).toEqual(model);
        expect(store.count).toBe(model.size);
        expect(store.size).toBeLessThanOrEqual(13);
      }),
    );
  });
});
