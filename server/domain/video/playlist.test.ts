import { describe, expect, it } from '@jest/globals';
import { gapsOf, type IndexRow, playlistOf } from './playlist.ts';

const AT_MS = Date.UTC(2026, 10, 23, 16, 0);
const row = (i: number, more: Partial<IndexRow> = {}): IndexRow => ({
  ...{ file: 'a.mp4', initLength: 600, offset: 600 + i * 1000, length: 1000 },
  ...{ fromMs: AT_MS + i * 1000, toMs: AT_MS + (i + 1) * 1000 },
  ...more,
});
const ROWS = [row(0), row(1), row(5), row(6, { file: 'b.mp4', offset: 600 })];

describe('playlistOf', () => {
  it('names each fragment with its bytes and wall-clock time, and breaks at gaps and other files', () => {
    expect(playlistOf(ROWS, AT_MS, AT_MS + 10_000).split('\n')).toEqual([
      ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-TARGETDURATION:1'],
      ...['#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-MAP:URI="a.mp4",BYTERANGE="600@0"'],
      ...['#EXT-X-PROGRAM-DATE-TIME:2026-11-23T16:00:00.000Z', '#EXTINF:1.000,', '#EXT-X-BYTERANGE:1000@600', 'a.mp4'],
      ...['#EXT-X-PROGRAM-DATE-TIME:2026-11-23T16:00:01.000Z', '#EXTINF:1.000,', '#EXT-X-BYTERANGE:1000@1600', 'a.mp4'],
      ...['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="a.mp4",BYTERANGE="600@0"'],
      ...['#EXT-X-PROGRAM-DATE-TIME:2026-11-23T16:00:05.000Z', '#EXTINF:1.000,', '#EXT-X-BYTERANGE:1000@5600', 'a.mp4'],
      ...['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="b.mp4",BYTERANGE="600@0"'],
      ...['#EXT-X-PROGRAM-DATE-TIME:2026-11-23T16:00:06.000Z', '#EXTINF:1.000,', '#EXT-X-BYTERANGE:1000@600', 'b.mp4'],
      ...['#EXT-X-ENDLIST', ''],
    ]);
  });
  it('holds what is partly in the span, and nothing else', () => {
    expect(playlistOf(ROWS, AT_MS + 500, AT_MS + 900).match(/EXTINF/g)).toHaveLength(1);
    expect(playlistOf(ROWS, AT_MS + 3000, AT_MS + 4000)).not.toContain('EXTINF');
  });
});

describe('gapsOf', () => {
  it('are the times without a fragment', () => {
    expect(gapsOf(ROWS, AT_MS - 1000, AT_MS + 9000)).toEqual([
      { fromMs: AT_MS - 1000, toMs: AT_MS },
      { fromMs: AT_MS + 2000, toMs: AT_MS + 5000 },
      { fromMs: AT_MS + 7000, toMs: AT_MS + 9000 },
    ]);
    expect(gapsOf([], AT_MS, AT_MS + 1000)).toEqual([{ fromMs: AT_MS, toMs: AT_MS + 1000 }]);
    expect(gapsOf(ROWS, AT_MS, AT_MS + 2000)).toEqual([]);
  });
});
