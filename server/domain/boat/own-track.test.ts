import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIX_SOURCES, type FixSource, type OwnFix } from './own-fix.ts';
import { OwnTrack } from './own-track.ts';

const fix = (source: FixSource, fixMs: number, more: Partial<OwnFix> = {}): OwnFix => ({
  ...{ source, lon: 139.7, lat: 35.2, sogKn: 20, cogDeg: 90, headingDeg: null, fixMs, receivedMs: fixMs + 500 },
  ...more,
});

describe('the track of an own boat', () => {
  it("is the boat's GPS before her tablet, and the tablet once the GPS is quiet", () => {
    const track = new OwnTrack();
    expect(track.best(0)).toBeNull();
    track.hear(fix('tablet', 1_000));
    track.hear(fix('gps', 0));
    expect(track.best(2_000)?.source).toBe('gps');
    expect(track.best(10_001)?.source).toBe('tablet');
    expect(track.best(100_000)?.source).toBe('tablet');
  });

  it('tells what comes late, twice, or from ahead', () => {
    const track = new OwnTrack();
    expect(track.hear(fix('tablet', 100_000))).toBe('live');
    expect(track.hear(fix('tablet', 100_000))).toBe('again');
    expect(track.hear(fix('tablet', 40_000, { receivedMs: 101_000 }))).toBe('late');
    expect(track.hear(fix('tablet', 120_000, { receivedMs: 140_000 }))).toBe('late');
    expect(track.lastMs).toBe(120_000);
    expect(track.hear(fix('gps', 300_000, { receivedMs: 200_000 }))).toBe('ahead');
    expect(track.sources()).toEqual([{ source: 'tablet', fixMs: 120_000 }]);
  });

  it('shows the newest of what it has heard where all are old, whatever the order', () => {
    const heard = fc.array(fc.record({ source: fc.constantFrom(...FIX_SOURCES), fixMs: fc.nat(1_000_000) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(heard, (fixes) => {
        const track = new OwnTrack();
        for (const { source, fixMs } of fixes) track.hear(fix(source, fixMs, { receivedMs: 1_000_000 }));
        expect(track.best(10_000_000)?.fixMs).toBe(Math.max(...fixes.map(({ fixMs }) => fixMs)));
      }),
    );
  });

  it('keeps a fix each 5 s under way, at turns sooner, at rest each minute', () => {
    const before = fix('gps', 0);
    expect(OwnTrack.isKept(null, before)).toBe(true);
    expect(OwnTrack.isKept(before, fix('gps', 4_000))).toBe(false);
    expect(OwnTrack.isKept(before, fix('gps', 5_000))).toBe(true);
    expect(OwnTrack.isKept(before, fix('gps', 2_000, { cogDeg: 105 }))).toBe(true);
    expect(OwnTrack.isKept(before, fix('gps', 30_000, { sogKn: 0.1, cogDeg: 200 }))).toBe(false);
    expect(OwnTrack.isKept(before, fix('gps', 60_000, { sogKn: 0.1 }))).toBe(true);
  });
});
