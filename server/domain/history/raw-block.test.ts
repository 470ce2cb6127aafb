import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  RAW_MAGIC,
  RAW_RECORD_OVERHEAD,
  RAW_VERSION,
  RawBlockReader,
  type RawRecord,
  RawRecordWriter,
  type RawStart,
  rawHeaderLine,
} from './raw-block.ts';

const BASE_MS = Date.UTC(2026, 10, 1);
const START: RawStart = {
  magic: RAW_MAGIC,
  version: RAW_VERSION,
  feed: 'pier',
  run: 'a1',
  baseMs: BASE_MS,
  baseOrder: 5,
  rate: 1,
  simulation: false,
};
const record: fc.Arbitrary<RawRecord & { step: number }> = fc.record({
  kind: fc.constantFrom('connection', 'bytes', 'whole', 'end', 'lost'),
  receivedMs: fc.integer({ min: BASE_MS - 1e9, max: BASE_MS + 1e12 }),
  order: fc.constant(0),
  step: fc.integer({ min: 0, max: 2 ** 40 }),
  connection: fc.nat(),
  content: fc.uint8Array({ maxLength: 300 }),
});

function inOrder(drafts: readonly (RawRecord & { step: number })[]): RawRecord[] {
  let order = START.baseOrder;
  return drafts.map(({ step, ...rest }) => {
    order += step;
    return { ...rest, order };
  });
}

function written(records: readonly RawRecord[], header: object = {}): Uint8Array {
  const head = Buffer.from(rawHeaderLine({ ...START, ...header }));
  const room = records.reduce((sum, { content }) => sum + content.length + RAW_RECORD_OVERHEAD, head.length);
  const target = new Uint8Array(room);
  target.set(head);
  const writer = new RawRecordWriter(START.baseMs, START.baseOrder);
  let at = head.length;
  for (const one of records) at = writer.write(target, at, one);
  return target.slice(0, at);
}

function reading(): { reader: RawBlockReader; records: RawRecord[] } {
  const records: RawRecord[] = [];
  const reader = new RawBlockReader((one) => records.push({ ...one, content: Uint8Array.from(one.content) }));
  return { reader, records };
}

describe('a block of sentences as received', () => {
  it('comes back as it was, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(record), fc.integer({ min: 1, max: 500 }), (drafts, piece) => {
        const all = inOrder(drafts);
        const bytes = written(all);
        const { reader, records } = reading();
        for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
        reader.finish();
        expect(records).toEqual(all);
        expect(reader.start).toEqual(START);
        expect(reader.wholeBytes).toBe(bytes.length);
        expect(reader.read.records).toBe(all.length);
      }),
    );
  });

  it('cut off anywhere tells how far it is whole', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (drafts, part) => {
        const all = inOrder(drafts);
        const bytes = written(all);
        const { reader, records } = reading();
        reader.push(bytes.subarray(0, Math.floor(part * bytes.length)));
        const again = reading();
        again.reader.push(bytes.subarray(0, reader.wholeBytes));
        if (reader.start) again.reader.finish();
        expect(records).toEqual(all.slice(0, records.length));
        expect(again.records).toEqual(records);
      }),
    );
  });

  it('that is not what its first line says is refused', () => {
    const one: RawRecord = {
      kind: 'bytes',
      receivedMs: BASE_MS,
      order: 6,
      connection: 1,
      content: Uint8Array.of(1, 2, 3),
    };
    const totals = { fromMs: BASE_MS, toMs: BASE_MS, records: 1, bytes: 3 };
    const read = (header: object, cut = 0): void => {
      const { reader } = reading();
      const bytes = written([one], header);
      reader.push(bytes.subarray(0, bytes.length - cut));
      reader.finish();
    };
    expect(() => read(totals)).not.toThrow();
    expect(() => read({ ...totals, records: 2 })).toThrow('says records 2, it holds 1');
    expect(() => read({ ...totals, bytes: 4 })).toThrow('says bytes 4, it holds 3');
    expect(() => read(totals, 1)).toThrow('ends within a record');
    expect(() => read({ magic: 'other' })).toThrow('no block of sentences');
    expect(() => read({ version: 2 })).toThrow('its version is 2');
    expect(() => new RawBlockReader().push(new Uint8Array(5000))).toThrow('no first line');
  });
});
