import { describe, expect, it } from '@jest/globals';
import { FlvDemuxer } from '../../server/domain/video/flv.ts';
import { Hub } from './hub.ts';

const KIB = 1024;

/** A viewer that takes its bytes only when told to. */
class Viewer {
  writableLength = 0;
  written = 0;
  readonly keys: boolean[] = [];
  readonly times: number[] = [];
  private readonly demuxer = new FlvDemuxer({
    config: () => undefined,
    frame: ({ isKey, dtsMs }) => {
      this.keys.push(isKey);
      this.times.push(dtsMs);
    },
  });

  write(frame: Buffer): void {
    this.writableLength += frame.length;
    this.written++;
    const head = (frame[1] as number) < 126 ? 2 : (frame[1] as number) === 126 ? 4 : 10;
    this.demuxer.feed(frame.subarray(head));
  }

  take(): void {
    this.writableLength = 0;
  }
}

const picture = (i: number, bytes = 10 * KIB) => ({
  isKey: i % 10 === 0,
  dtsMs: i * 100,
  ctsMs: 0,
  data: Buffer.alloc(bytes, i),
});

describe('the hub', () => {
  it('holds back a viewer that does not take its bytes, at 512 KiB, and goes on at a key frame once it has', () => {
    const hub = new Hub();
    const [slow, fast] = [new Viewer(), new Viewer()];
    hub.add(slow);
    hub.add(fast);
    for (let i = 0; i < 200; i++) {
      hub.picture(picture(i));
      fast.take();
    }
    expect(slow.writableLength).toBeLessThan((512 + 12) * KIB);
    expect(fast.keys).toHaveLength(200);
    const got = slow.keys.length;
    slow.take();
    for (let i = 203; i < 220; i++) hub.picture(picture(i));
    expect(slow.keys.slice(got)).toEqual([true, ...new Array(9).fill(false)]);
    expect(slow.times[got]).toBe(21_000);
  });

  it('gives who comes later the pictures from the last key frame on, and no group without end', () => {
    const hub = new Hub();
    for (let i = 0; i < 15; i++) hub.picture(picture(i, 100));
    const late = new Viewer();
    hub.add(late);
    expect(late.times).toEqual([1000, 1100, 1200, 1300, 1400]);
    for (let i = 1; i < 2000; i++) hub.picture({ isKey: false, dtsMs: i, ctsMs: 0, data: Buffer.alloc(KIB) });
    const later = new Viewer();
    hub.add(later);
    expect(later.times).toEqual([]);
    hub.picture(picture(0));
    expect(later.keys).toEqual([true]);
  });

  it('writes each frame once for all viewers', () => {
    const hub = new Hub();
    const frames: Buffer[][] = [[], []];
    for (const list of frames) hub.add({ writableLength: 0, write: (frame) => list.push(frame) });
    hub.picture(picture(0));
    expect(frames[0]?.at(-1)).toBe(frames[1]?.at(-1));
  });
});
