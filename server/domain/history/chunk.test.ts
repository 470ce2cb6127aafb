import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeChunk, encodeChunk } from './chunk.ts';
import { NOT_SENT, type Position, Positions } from './positions.ts';

const BUCKET_MS = Date.UTC(2026, 10, 1, 15, 50);

const anyPosition: fc.Arbitrary<Position> = fc.record({
  atMs: fc.integer({ min: BUCKET_MS, max: BUCKET_MS + 599_999 }),
  lon: fc.integer({ min: -108_000_000, max: 108_000_000 }),
  lat: fc.integer({ min: -54_000_000, max: 54_000_000 }),
  sog: fc.integer({ min: -1, max: 10_220 }),
  cog: fc.integer({ min: -1, max: 3_599 }),
  heading: fc.integer({ min: -1, max: 359 }),
  rot: fc.integer({ min: -128, max: 127 }),
  navStatus: fc.integer({ min: 0, max: 15 }),
  source: fc.integer({ min: 0, max: 100_000 }),
  flags: fc.integer({ min: 0, max: 15 }),
});

const positionsOf = (list: readonly Position[]): Positions => {
  const positions = new Positions();
  for (const each of [...list].sort((a, b) => a.atMs - b.atMs)) positions.push(each);
  return positions;
};
const listOf = (positions: Positions): Position[] => Array.from({ length: positions.size }, (_, i) => positions.at(i));

/** A ship on a steady course: a report every 6 s. */
const steady = (n: number): Positions =>
  positionsOf(
    Array.from({ length: n }, (_, i) => ({
      atMs: BUCKET_MS + i * 6_000,
      lon: 83_800_000 + i * 211,
      lat: 21_200_000 + i * 340 + (i % 2),
      sog: 120 + (i % 3),
      cog: 452 + (i % 4),
      heading: 45,
      rot: 0,
      navStatus: 0,
      source: 1,
      flags: 1,
    })),
  );

describe('a chunk of history', () => {
  it('gives back every position as it was, to the millisecond', () => {
    fc.assert(
      fc.property(fc.array(anyPosition, { maxLength: 80 }), (list) => {
        const positions = positionsOf(list);
        expect(listOf(decodeChunk(encodeChunk(positions, BUCKET_MS), BUCKET_MS))).toEqual(listOf(positions));
      }),
    );
  });

  it('takes less than seven bytes a position of a ship on its way', () => {
    expect(encodeChunk(steady(100), BUCKET_MS).length).toBeLessThan(700);
  });

  it('keeps a ship that says nothing of its speed and course', () => {
    const mute = { ...steady(1).at(0), sog: NOT_SENT, cog: NOT_SENT, heading: NOT_SENT, rot: -128, navStatus: 15 };
    expect(decodeChunk(encodeChunk(positionsOf([mute]), BUCKET_MS), BUCKET_MS).at(0)).toEqual(mute);
  });

  it('refuses positions out of order and far from their bucket, naming the time', () => {
    const mixed = new Positions();
    mixed.push({ ...steady(1).at(0), atMs: BUCKET_MS + 2 });
    mixed.push({ ...steady(1).at(0), atMs: BUCKET_MS + 1 });
    expect(() => encodeChunk(mixed, BUCKET_MS)).toThrow(`atMs ${BUCKET_MS + 1} is not in order`);
    expect(() => encodeChunk(steady(1), 0)).toThrow('too far from the bucket 0');
  });

  it('never gives positions for bytes that were cut or changed in length', () => {
    const bytes = encodeChunk(steady(20), BUCKET_MS);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeChunk(bytes.subarray(0, length), BUCKET_MS)).toThrow(RangeError);
    }
    expect(() => decodeChunk(Uint8Array.from([...bytes, 0]), BUCKET_MS)).toThrow('1 bytes are left over');
  });

  it('throws nothing but RangeErrors and ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          decodeChunk(Uint8Array.from([0x6d, 1, ...noise]), BUCKET_MS);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it('puts what came late where it belongs, and what came twice once', () => {
    const positions = steady(3);
    positions.push({ ...steady(1).at(0), atMs: BUCKET_MS + 1_000 });
    positions.push(steady(3).at(1));
    const sorted = positions.inOrder();
    expect(listOf(sorted).map(({ atMs }) => atMs - BUCKET_MS)).toEqual([0, 1_000, 6_000, 12_000]);
  });
});
