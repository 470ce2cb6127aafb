import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AisDecoder } from '../ais/decoder.ts';
import { checksum, encode } from '../ais/nmea.ts';
import type { RawRecord } from './raw-block.ts';
import { RawLines } from './raw-lines.ts';

const AT_MS = Date.UTC(2026, 10, 1);
const EVER = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const SENTENCE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C';
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const record = (given: Partial<RawRecord>): RawRecord => ({
  kind: 'bytes',
  receivedMs: AT_MS,
  order: 1,
  connection: 1,
  content: new Uint8Array(0),
  ...given,
});
const tag = (fields: string): string => `\\${fields}*${checksum(fields)}\\`;

function linesOf(records: readonly Partial<RawRecord>[], span = EVER): string[] {
  const lines = new RawLines({ feed: 'pier', ...span });
  const text = records.map((one) => Buffer.from(lines.take(record(one))).toString('latin1')).join('');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

const one = (line: string, address = '192.0.2.7'): string =>
  linesOf([{ kind: 'connection', content: bytes(address) }, { content: bytes(`${line}\n`) }]).join('|');

describe('lines out of records', () => {
  it('get our time and the place they came from where they have no TAG block', () => {
    expect(one(SENTENCE)).toBe(`${tag(`c:${AT_MS},s:pier/192.0.2.7`)}${SENTENCE}`);
    expect(one(SENTENCE, '')).toBe(`${tag(`c:${AT_MS},s:pier`)}${SENTENCE}`);
  });

  it('of two connections from one address name two places', () => {
    const told = linesOf(
      [1, 2].flatMap((connection) => [
        { connection, kind: 'connection' as const, content: bytes('192.0.2.7') },
        { connection, content: bytes('$A\n') },
      ]),
    );
    expect(told).toEqual([`${tag(`c:${AT_MS},s:pier/192.0.2.7`)}$A`, `${tag(`c:${AT_MS},s:pier/192.0.2.7/2`)}$A`]);
  });

  it('with a time of their own stay as they are, to the last byte', () => {
    const timed = `${tag('s:north,c:1331724600')}${SENTENCE}\r`;
    expect(one(timed)).toBe(timed);
  });

  it('get the time into their own block where that has none, and keep their station', () => {
    expect(one(`${tag('s:north')}${SENTENCE}`)).toBe(`${tag(`s:north,c:${AT_MS}`)}${SENTENCE}`);
    expect(one(`${tag('n:3')}${SENTENCE}`)).toBe(`${tag(`n:3,c:${AT_MS},s:pier/192.0.2.7`)}${SENTENCE}`);
  });

  it('leave a block that cannot be trusted in its place', () => {
    const broken = `\\s:north*00\\${SENTENCE}`;
    expect(one(broken)).toBe(`${tag(`c:${AT_MS},s:pier/192.0.2.7`)}${broken}`);
    expect(one('\\never ends')).toBe(`${tag(`c:${AT_MS},s:pier/192.0.2.7`)}\\never ends`);
  });

  it('of a group get the time with the first sentence only', () => {
    expect(one(`${tag('g:1-2-7')}${SENTENCE}`)).toBe(`${tag(`g:1-2-7,c:${AT_MS},s:pier/192.0.2.7`)}${SENTENCE}`);
    expect(one(`${tag('g:2-2-7')}${SENTENCE}`)).toBe(`${tag('g:2-2-7')}${SENTENCE}`);
  });

  it('of one message all name our station or none, so that they are still joined', () => {
    const parts = ['!AIVDM,2,1,3,A,55,0*00', '!AIVDM,2,2,3,A,55,0*00'];
    const told = linesOf([{ content: bytes(`${tag('c:1331724600')}${parts[0]}\n${parts[1]}\n`) }]);
    expect(told).toEqual([`${tag('c:1331724600')}${parts[0]}`, `${tag(`c:${AT_MS}`)}${parts[1]}`]);
  });

  it('are cut by the span of their last byte, and a half line is none', () => {
    const span = { fromMs: AT_MS + 10, toMs: AT_MS + 20 };
    const told = linesOf(
      [
        { content: bytes('early\n$A'), receivedMs: AT_MS + 9 },
        { content: bytes('B\n'), receivedMs: AT_MS + 10 },
        { content: bytes('late\n$half'), receivedMs: AT_MS + 20 },
      ],
      span,
    );
    expect(told).toEqual([`${tag(`c:${AT_MS + 10},s:pier`)}$AB`]);
  });

  it('of a datagram or a closed connection are whole without their newline', () => {
    expect(linesOf([{ content: bytes('$A') }, { kind: 'whole' }, { content: bytes('$B') }, { kind: 'end' }])).toEqual([
      `${tag(`c:${AT_MS},s:pier`)}$A`,
      `${tag(`c:${AT_MS},s:pier`)}$B`,
    ]);
  });

  it('tell what was lost or is no line', () => {
    const told = linesOf([
      { kind: 'lost', connection: 0, content: bytes('700') },
      { content: new Uint8Array(3000).fill(65) },
      { content: bytes('\n\r\n\n') },
    ]);
    expect(told).toEqual([`# ${AT_MS}: 700 bytes were lost here`, `# ${AT_MS}: a line of 3000 bytes`]);
  });

  it('are understood as what was received is, cut anywhere and with any noise', () => {
    const ship = fc.record({
      mmsi: fc.integer({ min: 200_000_000, max: 799_999_999 }).map(String),
      name: fc.stringMatching(/^[A-Z]{3,20}$/),
      station: fc.option(fc.constantFrom('north', 'south'), { nil: undefined }),
      timeMs: fc.option(fc.integer({ min: 1e12, max: 2e12 }), { nil: undefined }),
      group: fc.option(fc.nat({ max: 99 }), { nil: undefined }),
      noise: fc.constantFrom('', '$GPZDA,1*00\r\n', '# a comment\n', '\u0000\u00ff!\n', '\\x*00\\'),
    });
    const log = fc.array(ship, { maxLength: 8 }).map((ships) =>
      ships
        .map(({ mmsi, name, noise, station, timeMs, group }, i) => {
          const given = { station, timeMs, group };
          const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
          const position = { lon: 139 + i, lat: 35, accuracy: true, sogKn: 1, cogDeg: 2, headingDeg: 3, utcSecond: i };
          const first = encode({ type: 1, mmsi, navStatus: 0, rotDegPerMin: 0, ...position }, { tag: known });
          const names = { imo: 0, callsign: 'A', shipType: 70, toBowM: 1, toSternM: 1, toPortM: 1, toStarboardM: 1 };
          const eta = { draughtM: 1, destination: 'X', etaMonth: 1, etaDay: 1, etaHour: 1, etaMinute: 1 };
          const second = encode({ type: 5, mmsi, name, ...names, ...eta }, { tag: known, sequence: i });
          return `${noise}${[...first, ...second].join('\r\n')}\r\n`;
        })
        .join(''),
    );
    const heardIn = (pieces: readonly Uint8Array[]): unknown[] => {
      const heard: unknown[] = [];
      const decoder = new AisDecoder(({ type, mmsi, lon, lat, name, tagMs }) => {
        heard.push({ type, mmsi, lon, lat, name, tagMs: Number.isNaN(tagMs) ? AT_MS : tagMs });
      });
      for (const piece of pieces) decoder.feed(piece);
      decoder.flush();
      return heard;
    };
    fc.assert(
      fc.property(log, fc.integer({ min: 1, max: 200 }), (text, size) => {
        const all = bytes(text);
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < all.length; at += size) pieces.push(all.subarray(at, at + size));
        const lines = new RawLines({ feed: 'pier', ...EVER });
        const told = pieces.map((content) => lines.take(record({ content })));
        expect(heardIn(told)).toEqual(heardIn(pieces));
      }),
    );
  });
});
