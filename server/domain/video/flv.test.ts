import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FlvDemuxer, flvConfig, flvFrame, flvHeader, type VideoFrame } from './flv.ts';

const heard = () => {
  const configs: Uint8Array[] = [];
  const frames: VideoFrame[] = [];
  const demuxer = new FlvDemuxer({
    config: ({ record }) => configs.push(record),
    frame: (frame) => frames.push(frame),
  });
  return { configs, frames, demuxer };
};
const frames = fc.array(
  fc.record({
    isKey: fc.boolean(),
    dtsMs: fc.integer({ min: 0, max: 0xffffffff }),
    ctsMs: fc.integer({ min: -40, max: 400 }),
    data: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  }),
  { maxLength: 8 },
);

describe('FLV', () => {
  it('comes out as it went in, cut anywhere', () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 90 }), (sent, step) => {
        const avcC = Uint8Array.of(1, 2, 3, 4);
        const parts = [
          flvHeader(),
          flvConfig({ kind: 'avc', record: avcC }, 7),
          ...sent.map((frame) => flvFrame(frame)),
        ];
        const stream = Uint8Array.from(parts.flatMap((part) => [...part]));
        const { configs, frames: got, demuxer } = heard();
        for (let at = 0; at < stream.length; at += step) demuxer.feed(stream.subarray(at, at + step));
        expect(configs).toEqual([avcC]);
        expect(got).toEqual(sent);
      }),
    );
  });
  it('passes over sound and script, and refuses what it is not', () => {
    const { frames: got, demuxer } = heard();
    demuxer.feed(flvHeader());
    demuxer.feed(Uint8Array.of(18, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 12));
    demuxer.feed(flvFrame({ isKey: true, dtsMs: 1, ctsMs: 0, data: Uint8Array.of(1) }));
    expect(got).toHaveLength(1);
    expect(() => heard().demuxer.feed(new Uint8Array(20))).toThrow('FLV: the stream begins with 0, 0, 0');
    const hevc = flvFrame({ isKey: true, dtsMs: 1, ctsMs: 0, data: Uint8Array.of(1) });
    hevc[11] = 0x1c;
    expect(() => demuxer.feed(hevc)).toThrow('FLV: codec 12');
    const huge = Uint8Array.of(9, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0);
    const other = heard().demuxer;
    other.feed(flvHeader());
    expect(() => other.feed(huge)).toThrow('FLV: a tag of 16777215 bytes');
  });
});
