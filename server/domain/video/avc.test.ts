import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { annexBNals, configOf, lengthPrefixed, nalsOf, readAvcC, readSps, stampNal, stampOf } from './avc.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
/** x264, 640x360 high profile; 1920x1080 with cropping (1088 lines coded), from a camera. */
const SPS_360 = bytes('67640016acb405017fcb080000030008000003005078b1750000'.slice(0, 48));
const SPS_1080 = bytes('674d4028da01e0089f961000000300100000030320f183196000'.slice(0, 50));
const PPS = bytes('68ee06e2c0');

describe('parameter sets', () => {
  it('tell the size of the picture, cropping taken off', () => {
    expect(readSps(SPS_360)).toEqual({ widthPx: 640, heightPx: 360 });
    expect(readSps(SPS_1080)).toEqual({ widthPx: 1920, heightPx: 1080 });
  });
  it('make the configuration a decoder wants, and are read from it again', () => {
    const config = configOf(SPS_360, PPS);
    expect(config).toMatchObject({ codec: 'avc1.640016', widthPx: 640, heightPx: 360 });
    expect(readAvcC(config.record)).toEqual(config);
  });
  it('are refused where they are none, whatever they are', () => {
    expect(() => readSps(PPS)).toThrow('SPS of type 8');
    expect(() => readSps(SPS_360.subarray(0, 5))).toThrow(RangeError);
    expect(() => configOf(SPS_360, SPS_360)).toThrow('PPS of type 7');
    expect(() => readAvcC(Uint8Array.of(1, 2, 3))).toThrow('avcC of 3 bytes');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (data) => {
        try {
          const { widthPx, heightPx } = readSps(Uint8Array.of(0x67, ...data));
          expect(widthPx * heightPx).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe('NAL units', () => {
  const nal = fc.uint8Array({ minLength: 1, maxLength: 40 }).filter((data) => data.at(-1) !== 0);
  it('come out of a buffer as they went in', () => {
    fc.assert(
      fc.property(fc.array(nal, { maxLength: 6 }), (nals) => expect(nalsOf(lengthPrefixed(nals))).toEqual(nals)),
    );
  });
  it('are refused where a length is longer than what is left', () => {
    expect(() => nalsOf(Uint8Array.of(0, 0, 0, 9, 1))).toThrow('NAL of 9 bytes at 0: 1 are left');
    expect(() => nalsOf(Uint8Array.of(0, 0, 0, 0))).toThrow('NAL of 0 bytes');
    expect(() => nalsOf(Uint8Array.of(0, 0))).toThrow('NAL length at 0');
  });
  it('are found between start codes of three and four bytes', () => {
    const stream = Uint8Array.of(0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 4);
    expect(annexBNals(stream).map((one) => [...one])).toEqual([
      [0x67, 1, 2],
      [0x68, 3],
      [0x65, 4],
    ]);
    expect(annexBNals(Uint8Array.of(1, 2, 3))).toEqual([]);
  });
});

describe('the stamp', () => {
  it('carries any time through an SEI unit without a start code in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8.64e15 }), (atMs) => {
        const stamp = stampNal(atMs);
        expect(annexBNals(stamp)).toEqual([]);
        expect(stampOf([PPS, stamp])).toBe(atMs);
      }),
    );
  });
  it('is not found in other units', () => {
    expect(stampOf([PPS, SPS_360, Uint8Array.of(6, 5, 24, ...new Uint8Array(25))])).toBeNull();
  });
});
