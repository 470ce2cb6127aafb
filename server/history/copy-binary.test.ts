import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CopyParser, CopyRows } from './copy-binary.ts';

describe('rows by COPY', () => {
  it('come back whatever the pieces they are cut into', () => {
    const row = fc.record({
      atMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
      key: fc.integer({ min: 0, max: 2 ** 40 }),
      lon: fc.integer({ min: -108_000_000, max: 108_000_000 }),
      sog: fc.integer({ min: -1, max: 10_220 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 70 }), (rows, cut) => {
        const copy = new CopyRows(16);
        for (const { atMs, key, lon, sog } of rows) {
          copy.row(4);
          copy.time(atMs);
          copy.int8(key);
          copy.int4(lon);
          copy.int2(sog);
        }
        const bytes = copy.done();
        const read: typeof rows = [];
        const parser = new CopyParser((fields) => {
          read.push({ atMs: fields.time(), key: fields.int8(), lon: fields.int4(), sog: fields.int2() });
        });
        for (let at = 0; at < bytes.length; at += cut) parser.take(bytes.subarray(at, at + cut));
        expect(read).toEqual(rows);
      }),
    );
  });
});
