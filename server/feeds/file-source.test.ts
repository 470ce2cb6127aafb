import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pace } from './file-source.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const tagged = (time: number): Uint8Array => bytes(`\\s:pier,c:${time}*00\\!AIVDM,...`);

describe('the pace of a played log', () => {
  it('keeps the times of its TAG blocks, in seconds or milliseconds', () => {
    const pace = new Pace(1);
    expect(pace.waitMs(tagged(1_764_000_000), 500)).toBe(0);
    expect(pace.waitMs(tagged(1_764_000_010), 500)).toBe(10_000);
    expect(pace.waitMs(tagged(1_764_000_010_250), 500)).toBe(10_250);
    expect(pace.waitMs(tagged(1_764_000_010), 10_600)).toBe(-100);
  });
  it('goes ten times as fast when told', () => {
    const pace = new Pace(10);
    pace.waitMs(tagged(1_764_000_000), 0);
    expect(pace.waitMs(tagged(1_764_000_010), 0)).toBe(1000);
  });
  it('is 20 lines a second where the log has no times', () => {
    const pace = new Pace(1);
    expect(pace.waitMs(bytes('!AIVDM,1'), 100)).toBe(0);
    expect(pace.waitMs(bytes('!AIVDM,2'), 100)).toBe(50);
    expect(pace.waitMs(bytes('!AIVDM,3'), 150)).toBe(50);
  });
  it('lets untimed lines follow the timed one before them', () => {
    const pace = new Pace(1);
    pace.waitMs(tagged(1_764_000_000), 0);
    expect(pace.waitMs(bytes('!AIVDM,2,2'), 0)).toBe(0);
  });
  it('always answers with a number', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(0.5, 1, 60), (line, speed) => {
        expect(new Pace(speed).waitMs(line, 0)).toBe(0);
      }),
    );
  });
});
