import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisDecoder } from './decoder.ts';
import { encode } from './nmea.ts';

const [GOOD = ''] = encode({ type: 24, part: 'A', mmsi: '431000123', name: 'KAZE MARU' });
const [HEAD = ''] = encode(
  {
    ...{ type: 5, mmsi: '431000999', imo: null, callsign: null, name: 'LONG', shipType: 70, draughtM: null },
    ...{ destination: 'JP TYO', etaMonth: null, etaDay: null, etaHour: null, etaMinute: null },
    ...{ toBowM: null, toSternM: null, toPortM: null, toStarboardM: null },
  },
  { sequence: 1 },
);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The name of the good sentence, if it is heard behind what came before. */
function afterwards(decoder: AisDecoder, heard: string[]): string | undefined {
  heard.length = 0;
  decoder.feed(bytes(`\n${GOOD}\r\n`));
  return heard.at(-1);
}

function listening(): { decoder: AisDecoder; heard: string[] } {
  const heard: string[] = [];
  return { decoder: new AisDecoder((message) => heard.push(message.name)), heard };
}

/** Bytes that typed arrays and their like hold; what the decoder grows is its buffers. */
const bufferBytes = (): number => process.memoryUsage().arrayBuffers;

describe('AisDecoder against hostile input', () => {
  it('takes 10 MB without a line end in bounded memory and decodes the next good sentence', () => {
    const { decoder, heard } = listening();
    const chunk = new Uint8Array(65_536).fill(65);
    decoder.feed(chunk);
    const before = bufferBytes();
    for (let i = 0; i < 160; i++) decoder.feed(chunk);
    expect(bufferBytes() - before).toBeLessThan(1_000_000);
    expect(afterwards(decoder, heard)).toBe('KAZE MARU');
    expect(decoder.stats.rejected['too-long']).toBe(1);
  });

  it('counts a line that is too long once, in one chunk as in many', () => {
    const { decoder, heard } = listening();
    decoder.feed(bytes(`${'x'.repeat(5000)}\n${'y'.repeat(700)}`));
    decoder.feed(bytes('y'.repeat(700)));
    expect(afterwards(decoder, heard)).toBe('KAZE MARU');
    expect(decoder.stats).toMatchObject({ lines: 3, messages: 1, rejected: { 'too-long': 2 } });
  });

  it('decodes the next good sentence after any bytes in any chunks', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 200 }).map(bytes),
      fc
        .constantFrom(
          '!AIVDM,1,1,,A,',
          '\\s:r1,c:',
          '\\g:1-2-3*',
          '!AIVDM,2,1,1,A,',
          ',0*4A',
          '!!!!',
          '\\\\\\',
          '\n',
          GOOD,
          HEAD,
        )
        .map(bytes),
      fc.integer({ min: 0, max: GOOD.length }).map((cut) => bytes(GOOD.slice(0, cut))),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (chunks) => {
        const { decoder, heard } = listening();
        for (const chunk of chunks) decoder.feed(chunk);
        expect(afterwards(decoder, heard)).toBe('KAZE MARU');
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('decodes the same however the stream is cut', () => {
    const line = fc.oneof(fc.constantFrom(GOOD, HEAD, `x ${GOOD}`, `${GOOD}${GOOD}`), fc.string({ maxLength: 60 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 70 }), (lines, size) => {
        const stream = bytes(`${lines.join('\n')}\n`);
        const [whole, cut] = [listening(), listening()];
        whole.decoder.feed(stream);
        for (let at = 0; at < stream.length; at += size) cut.decoder.feed(stream.subarray(at, at + size));
        expect(cut.heard).toEqual(whole.heard);
        expect(cut.decoder.stats).toEqual(whole.decoder.stats);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it('never takes a sentence of which one character was changed', () => {
    const change = fc.record({ at: fc.nat(GOOD.length - 1), code: fc.integer({ min: 32, max: 126 }) });
    fc.assert(
      fc.property(change, ({ at, code }) => {
        const { decoder, heard } = listening();
        const broken = bytes(GOOD);
        fc.pre(broken[at] !== code && String.fromCharCode(code).toUpperCase() !== GOOD[at]?.toUpperCase());
        broken[at] = code;
        decoder.feed(broken);
        decoder.flush();
        expect(heard).toEqual([]);
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  it('keeps no more than 64 messages incomplete, whatever stations and groups are made up', () => {
    const { decoder, heard } = listening();
    const before = bufferBytes();
    for (let i = 0; i < 4_000; i++) {
      const [first = ''] = encode(
        {
          ...{ type: 5, mmsi: '431000999', imo: null, callsign: null, name: `N${i}`, shipType: 70, draughtM: null },
          ...{ destination: null, etaMonth: null, etaDay: null, etaHour: null, etaMinute: null },
          ...{ toBowM: null, toSternM: null, toPortM: null, toStarboardM: null },
        },
        { tag: i % 2 ? { group: i } : { station: `r${i}` } },
      );
      decoder.feed(bytes(`${first}\n`));
    }
    expect(bufferBytes() - before).toBeLessThan(5_000_000);
    expect(decoder.stats.rejected.fragment).toBe(4_000 - 64);
    expect(afterwards(decoder, heard)).toBe('KAZE MARU');
  });
});
