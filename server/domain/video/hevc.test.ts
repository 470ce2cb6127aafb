import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FlvDemuxer, flvConfig, flvFrame, flvHeader, type VideoFrame } from './flv.ts';
import { configOfInit, fragment, initSegment, remux, samplesOf } from './fmp4.ts';
import { hevcType, isHevcKey, isHevcPicture, readHvcC } from './hevc.ts';
import { readConfig } from './read-config.ts';
import type { StreamConfig } from './video-config.ts';

/** Twenty pictures of H.265, 320 x 180, the first and the eleventh key frames. */
const FILM = readFileSync(new URL('../../../tests/fixtures/hevc.flv', import.meta.url));
const configs: StreamConfig[] = [];
const frames: VideoFrame[] = [];
const demuxer = new FlvDemuxer({ config: (config) => configs.push(config), frame: (frame) => frames.push(frame) });
for (let at = 0; at < FILM.length; at += 700) demuxer.feed(FILM.subarray(at, at + 700));
const [given = { kind: 'hevc', record: new Uint8Array() } as StreamConfig] = configs;

describe('H.265', () => {
  it('is taken out of FLV, and put into it as it was', () => {
    expect(configs).toHaveLength(1);
    expect(frames.map(({ isKey }) => isKey)).toEqual(Array.from({ length: 20 }, (_, i) => i % 10 === 0));
    const again = [flvHeader(), flvConfig(given, 0), ...frames.map((frame) => flvFrame(frame, 'hevc'))];
    expect(Buffer.compare(Buffer.concat(again), FILM)).toBe(0);
  });
  it('says its size and its codec', () => {
    expect(readConfig(given)).toMatchObject({ kind: 'hevc', codec: 'hvc1.1.6.L93.90', widthPx: 320, heightPx: 180 });
  });
  it('has units of pictures and of key frames', () => {
    const types = frames.map(({ data }) => hevcType(data.subarray(4)));
    expect(types.every(isHevcPicture)).toBe(true);
    expect(types.map(isHevcKey)).toEqual(frames.map(({ isKey }) => isKey));
    expect([15, 16, 21, 23, 24, 32].map((type) => [isHevcKey(type), isHevcPicture(type)])).toEqual([
      ...[[false, true], ...Array.from({ length: 3 }, () => [true, true])],
      ...[
        [false, true],
        [false, false],
      ],
    ]);
  });
  it('is recorded, and handed over, as hvc1', () => {
    const config = readConfig(given);
    const samples = frames.map(({ isKey, ctsMs, data }) => ({ isKey, ctsMs, durationMs: 100, data }));
    const init = initSegment(config);
    expect(configOfInit(init)).toEqual(config);
    expect(samplesOf(fragment(1, 0, samples))).toEqual(samples);
    expect(Buffer.from(remux(config, samples)).indexOf('hvc1')).toBeGreaterThan(0);
  });
  it('is refused where it is none, whatever it is', () => {
    expect(() => readHvcC(Uint8Array.of(1, 2, 3))).toThrow('hvcC of 3 bytes');
    const { record } = given;
    fc.assert(
      fc.property(fc.nat(record.length), fc.nat(record.length - 1), fc.nat(255), (cut, at, value) => {
        const wrong = record.slice(0, cut).map((byte, i) => (i === at ? value : byte));
        try {
          const { widthPx, heightPx } = readHvcC(wrong);
          expect(widthPx * heightPx).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
