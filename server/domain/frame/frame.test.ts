import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_POSITION, NONE_16, TrackTable } from '../track/track-table.ts';
import { decodeFrame } from './decode-frame.ts';
import { encodeGone, encodeIdentity, encodeRows, type FrameIdentity, joinFrame } from './encode-frame.ts';
import { HEADER, HEADER_BYTES } from './frame-layout.ts';

const TICK_MS = 1_767_000_000_000;
const u8 = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const heard = fc.oneof(fc.constant(0), fc.integer({ min: TICK_MS - 4_000_000_000, max: TICK_MS }));
const track = fc.record({
  lon: fc.oneof(fc.constant(NO_POSITION), fc.integer({ min: -108_000_000, max: 108_000_000 })),
  lat: fc.integer({ min: -54_000_000, max: 54_000_000 }),
  sog: fc.oneof(fc.constant(NONE_16), u16),
  cog: u16,
  heading: u16,
  rot: fc.integer({ min: -128, max: 127 }),
  navStatus: u8,
  shipType: u8,
  kind: u8,
  state: u8,
  flags: fc.nat(0xffff),
  toBow: u16,
  toStern: u16,
  toPort: u8,
  toStarboard: u8,
  heardMs: heard,
  lastSeenMs: heard,
  intervalMs: u32,
});
type Track = typeof track extends fc.Arbitrary<infer T> ? T : never;
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const identity: fc.Arbitrary<FrameIdentity> = fc.record({
  key: u32,
  mmsi: u32,
  trackId: text,
  name: fc.option(text.filter((name) => name !== '')),
});
const HEAD = { kind: 'delta', tickMs: TICK_MS, sequence: 7, inView: 3, total: 9 } as const;

function tableOf(tracks: readonly Track[]): { table: TrackTable; rows: number[] } {
  const table = new TrackTable();
  const rows = tracks.map((t) => {
    const row = table.add();
    for (const name of Object.keys(t) as (keyof Track)[]) table[name][row] = t[name];
    return row;
  });
  return { table, rows };
}

const identities = (list: readonly FrameIdentity[]) => list.map((i) => ({ bytes: encodeIdentity(i), count: 1 }));

describe('a frame', () => {
  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(fc.array(track), fc.array(u32), fc.array(identity), (tracks, gone, who) => {
        const { table, rows } = tableOf(tracks);
        const half = rows.length >> 1;
        const frame = decodeFrame(
          joinFrame(HEAD, {
            rows: [encodeRows(table, rows.slice(0, half), TICK_MS), encodeRows(table, rows.slice(half), TICK_MS)],
            gone: [encodeGone(gone)],
            identities: identities(who),
          }),
        );
        const { rows: back, gone: goneBack, identities: whoBack, ...head } = frame;
        expect(head).toEqual(HEAD);
        expect([...goneBack]).toEqual(gone);
        expect(whoBack).toEqual(who);
        expect(back.count).toBe(tracks.length);
        rows.forEach((row, i) => {
          expect(back.key[i]).toBe(table.key[row]);
          for (const name of Object.keys(tracks[i] as Track) as (keyof Track)[]) {
            expect([name, back[name][i]]).toEqual([name, table[name][row]]);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it('refuses any other bytes with a RangeError, never with anything else', () => {
    const { table, rows } = tableOf([]);
    const good = joinFrame(HEAD, {
      rows: [encodeRows(table, rows, TICK_MS)],
      gone: [encodeGone([4])],
      identities: identities([{ key: 1, mmsi: 2, trackId: 'a', name: 'B' }]),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), u8), { maxLength: 4 }),
        fc.nat(good.length),
        (edits, cut) => {
          const bytes = good.slice(0, cut);
          for (const [at, value] of edits) if (at < cut) bytes[at] = value;
          try {
            decodeFrame(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['magic is 0x0', (b: Uint8Array) => b.fill(0, 0, 4)],
    ['version is 99', (b: Uint8Array) => b.fill(99, HEADER.version, HEADER.version + 1)],
    ['kind is 9', (b: Uint8Array) => b.fill(9, HEADER.kind, HEADER.kind + 1)],
    ['its header says', (b: Uint8Array) => b.fill(1, HEADER.rowCount, HEADER.rowCount + 1)],
    ['identity 0 of 1', (b: Uint8Array) => b.fill(1, HEADER.identityCount, HEADER.identityCount + 1)],
  ])('says what is wrong: %s', (message, spoil) => {
    const bytes = joinFrame(HEAD, { rows: [], gone: [], identities: [] });
    spoil(bytes);
    expect(() => decodeFrame(bytes)).toThrow(message);
  });

  it('decodes from the middle of a larger buffer', () => {
    const frame = joinFrame(HEAD, { rows: [], gone: [encodeGone([1, 2])], identities: [] });
    const around = new Uint8Array(frame.length + 9);
    around.set(frame, 3);
    expect([...decodeFrame(around.subarray(3, 3 + frame.length)).gone]).toEqual([1, 2]);
    expect(frame.length).toBe(HEADER_BYTES + 8);
  });

  it('cuts a name that is too long at a whole character and refuses such a trackId', () => {
    const [only] = decodeFrame(
      joinFrame(HEAD, {
        rows: [],
        gone: [],
        identities: identities([{ key: 1, mmsi: 0, trackId: 't', name: '見'.repeat(90) }]),
      }),
    ).identities;
    expect(only?.name).toBe('見'.repeat(85));
    expect(() => encodeIdentity({ key: 1, mmsi: 0, trackId: 'x'.repeat(256), name: null })).toThrow('trackId has 256');
  });

  it('counts what was heard after the tick as heard at the tick', () => {
    const { table, rows } = tableOf([]);
    rows.push(table.add());
    table.heardMs[0] = TICK_MS + 40;
    const frame = decodeFrame(joinFrame(HEAD, { rows: [encodeRows(table, rows, TICK_MS)], gone: [], identities: [] }));
    expect(frame.rows.heardMs[0]).toBe(TICK_MS);
  });
});
