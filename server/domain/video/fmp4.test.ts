import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { configOf } from './avc.ts';
import { boxesOf } from './boxes.ts';
import { fragment, initSegment, readFragments, remux, type Sample, samplesOf } from './fmp4.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const CONFIG = configOf(bytes('67640016acb405017fcb080000030008000003005078b175'), bytes('68ee06e2c0'));
const AT_MS = Date.UTC(2026, 10, 23, 16, 33);

const gop = fc
  .array(
    fc.record({
      durationMs: fc.integer({ min: 1, max: 500 }),
      ctsMs: fc.integer({ min: -100, max: 300 }),
      data: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((samples) => samples.map((sample, i): Sample => ({ ...sample, isKey: i === 0 })));
const lastsMs = (samples: readonly Sample[]): number => samples.reduce((sum, { durationMs }) => sum + durationMs, 0);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Boxes by path, as players look for them. */
function find(file: Uint8Array, path: string): { body: number; end: number } {
  let [from, to] = [0, file.length];
  for (const type of path.split('/')) {
    const found = [...boxesOf(file, from, to)].find((one) => one.type === type);
    if (!found) throw new Error(`no ${type} of ${path}`);
    [from, to] = [found.body, found.offset + found.length];
  }
  return { body: from, end: to };
}

describe('fragments', () => {
  it('give back their pictures and times', () => {
    fc.assert(
      fc.property(gop, (samples) => {
        const data = fragment(7, AT_MS, samples);
        expect(samplesOf(data)).toEqual(samples);
        const file = join(initSegment(CONFIG), data);
        const { initLength, fragments, wholeLength } = readFragments(file);
        expect(wholeLength).toBe(file.length);
        expect(fragments).toEqual([
          { offset: initLength, length: data.length, fromMs: AT_MS, toMs: AT_MS + lastsMs(samples) },
        ]);
      }),
    );
  });

  it('that are torn anywhere cost the last one, never more', () => {
    const samples = [{ isKey: true, durationMs: 1000, ctsMs: 0, data: new Uint8Array(40) }];
    const parts = [0, 1, 2].map((i) => fragment(i, AT_MS + i * 1000, samples));
    const init = initSegment(CONFIG);
    const file = join(init, ...parts);
    const lastBegins = file.length - (parts[2] as Uint8Array).length;
    for (let cut = lastBegins; cut < file.length; cut++) {
      const { fragments, wholeLength } = readFragments(file.subarray(0, cut));
      expect(fragments).toHaveLength(2);
      expect(wholeLength).toBe(lastBegins);
    }
    expect(readFragments(init.subarray(0, 30)).fragments).toEqual([]);
  });

  it('are refused where they are none', () => {
    expect(() => samplesOf(initSegment(CONFIG))).toThrow('without moof and mdat');
  });
});

describe('remux', () => {
  it('has every picture where its tables say, the same bytes, and the key frames to seek to', () => {
    fc.assert(
      fc.property(fc.array(gop, { minLength: 1, maxLength: 3 }), (gops) => {
        const samples = gops.flat();
        const file = remux(CONFIG, samples);
        const view = new DataView(file.buffer);
        const stbl = 'moov/trak/mdia/minf/stbl';
        const sizes = find(file, `${stbl}/stsz`).body;
        const keys = find(file, `${stbl}/stss`).body;
        let at = Number(view.getBigUint64(find(file, `${stbl}/co64`).body + 8));
        expect(at).toBe(find(file, 'mdat').body);
        expect(view.getUint32(sizes + 8)).toBe(samples.length);
        samples.forEach(({ data }, i) => {
          const size = view.getUint32(sizes + 12 + i * 4);
          expect(file.subarray(at, at + size)).toEqual(data);
          at += size;
        });
        expect(at).toBe(file.length);
        const wanted = samples.flatMap(({ isKey }, i) => (isKey ? [i + 1] : []));
        expect(wanted.map((_, i) => view.getUint32(keys + 8 + i * 4))).toEqual(wanted);
        expect(view.getUint32(find(file, 'moov/mvhd').body + 16)).toBe(lastsMs(samples));
      }),
      { numRuns: 40 },
    );
  });
});
