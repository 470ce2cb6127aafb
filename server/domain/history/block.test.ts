import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Block, decodeBlock, encodeBlock, tracksOf } from './block.ts';
import { encodeChunk } from './chunk.ts';
import { Positions } from './positions.ts';
import { mmsiOfKey, trackIdOfKey, trackKeyOf } from './track-key.ts';

const BUCKET_MS = Date.UTC(2026, 10, 1, 15, 50);

const blank = { sog: 0, cog: 0, heading: 0, rot: 0, navStatus: 0, source: 3, flags: 0 };

describe('a block of history', () => {
  it('gives back bucket, revision, receivers and the positions of every track', () => {
    const positions = new Positions();
    positions.push({ ...blank, atMs: BUCKET_MS + 5, lon: 83_800_000, lat: 21_200_000 });
    const block: Block = {
      bucketMs: BUCKET_MS,
      open: true,
      revision: 300,
      sources: [{ source: 3, feed: 'honmoku', station: '見張り' }],
      tracks: [{ key: trackKeyOf('a-431000001-2'), chunk: encodeChunk(positions, BUCKET_MS) }],
    };
    const read = decodeBlock(encodeBlock(block));
    expect(read).toEqual(block);
    const [track] = [...tracksOf(read)];
    expect(track?.trackId).toBe('a-431000001-2');
    expect(track?.positions.at(0)).toEqual(positions.at(0));
  });

  it('names what is wrong with other bytes', () => {
    expect(() => decodeBlock(Uint8Array.from([1, 2, 3, 4, 5]))).toThrow('not a block of history');
    expect(() => decodeBlock(Uint8Array.from([0x4d, 0x48, 0x42, 0x4b, 9]))).toThrow(
      'version of the block must be 1, got 9',
    );
  });
});

describe('the key of a track', () => {
  it('stands for one track id and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 9 }), (mmsi, ordinal) => {
        const id = `a-${String(mmsi).padStart(9, '0')}${ordinal > 1 ? `-${ordinal}` : ''}`;
        expect(trackIdOfKey(trackKeyOf(id))).toBe(id);
        expect(mmsiOfKey(trackKeyOf(id))).toBe(mmsi);
      }),
    );
  });

  it('refuses what is no track id', () => {
    expect(() => trackKeyOf('x-1')).toThrow('got "x-1"');
  });
});
