import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tagBlock, tll, ttm, utcOf } from '../../../tests/support/radar-lines.ts';
import { distanceM } from '../geo/geodesy.ts';
import { RadarDecoder } from './decoder.ts';
import type { RadarPlot } from './plot.ts';
import { SiteBook } from './site-book.ts';

const SITE = { name: 'honmoku', lon: 139.679, lat: 35.4339, rangeErrorM: 30, bearingErrorDeg: 0.5 };
const NOW_MS = Date.UTC(2026, 10, 24, 23, 59, 58);
const GOOD = ttm({ target: '42' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function listening() {
  const heard: RadarPlot[] = [];
  const options = { feed: SITE.name, site: SITE, northErrorDeg: 0, sites: new SiteBook([SITE]) };
  return { decoder: new RadarDecoder((plot) => heard.push({ ...plot }), options), heard };
}

/** The target of the good sentence, if it is heard behind what came before. */
function afterwards({ decoder, heard }: ReturnType<typeof listening>): string | undefined {
  heard.length = 0;
  decoder.feed(bytes(`\n${GOOD}\r\n`), NOW_MS);
  return heard.at(-1)?.target;
}

const line = fc.oneof(
  fc.constantFrom(GOOD, `x ${GOOD}`, GOOD + GOOD, tll('8', '3530.0,N', '13945.0,E'), ttm({ status: 'L' }), '\\c:1'),
  fc.constantFrom('{"id":1,"lon":139.7,"lat":35.4}', `${tagBlock('s:a,c:1')}{"id":"船","lon":139.7,"lat":35.4}`, '{}'),
  fc.string({ maxLength: 60 }),
  fc.constant('y'.repeat(1100)),
);

describe('RadarDecoder', () => {
  it('decodes the next good sentence after any bytes in any chunks, and every plot it tells is whole', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json({ maxDepth: 2 }).map(bytes),
      line.map(bytes),
      fc.constantFrom('$RATTM,', '\\s:r1,c:', '$$$', '\\\\', '\n', '{"id":').map(bytes),
      fc.integer({ min: 0, max: GOOD.length }).map((cut) => bytes(GOOD.slice(0, cut))),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (chunks) => {
        const radar = listening();
        for (const chunk of chunks) radar.decoder.feed(chunk, NOW_MS);
        for (const plot of radar.heard.filter(({ status }) => status !== 'lost')) {
          expect(Math.abs(distanceM(SITE, plot) - plot.rangeM)).toBeLessThan(0.1);
          expect(plot.tMs).toBeLessThanOrEqual(plot.receivedMs);
          expect(plot.bearingDeg >= 0 && plot.bearingDeg < 360 && plot.target !== '').toBe(true);
        }
        expect(afterwards(radar)).toBe('42');
      }),
      { seed: 21, numRuns: 400 },
    );
  });

  it('decodes the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 90 }), (lines, size) => {
        const stream = bytes(`${lines.join('\n')}\n`);
        const [whole, cut] = [listening(), listening()];
        whole.decoder.feed(stream, NOW_MS);
        for (let at = 0; at < stream.length; at += size) cut.decoder.feed(stream.subarray(at, at + size), NOW_MS);
        expect(cut.heard).toEqual(whole.heard);
        expect(cut.decoder.stats).toEqual(whole.decoder.stats);
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it('gives back what a sensor measured, to the digits that it sends', () => {
    const measure = fc.record({
      target: fc.integer({ min: 0, max: 99 }),
      rangeNm: fc.integer({ min: 0, max: 9999 }).map((n) => n / 100),
      bearingDeg: fc.integer({ min: 0, max: 3599 }).map((n) => n / 10),
      speedKn: fc.integer({ min: 0, max: 600 }).map((n) => n / 10),
      ageMs: fc.integer({ min: 0, max: 1499 }).map((n) => n * 10),
    });
    fc.assert(
      fc.property(measure, ({ target, rangeNm, bearingDeg, speedKn, ageMs }) => {
        const radar = listening();
        const given = { target: String(target).padStart(2, '0'), range: rangeNm.toFixed(2), speed: speedKn.toFixed(1) };
        const told = { ...given, bearing: bearingDeg.toFixed(1), utc: utcOf(NOW_MS - ageMs) };
        radar.decoder.feed(bytes(`${ttm(told)}\n`), NOW_MS);
        const [plot] = radar.heard;
        expect(plot).toMatchObject({ target: given.target, tMs: NOW_MS - ageMs });
        expect(plot?.rangeM).toBeCloseTo(rangeNm * 1852, 6);
        expect(plot?.bearingDeg).toBeCloseTo(bearingDeg, 9);
        expect(plot?.sogKn).toBeCloseTo(speedKn, 9);
      }),
      { seed: 23, numRuns: 300 },
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
        decoder.feed(broken, NOW_MS);
        decoder.flush();
        expect(heard).toEqual([]);
      }),
      { seed: 24, numRuns: 1000 },
    );
  });

  it('takes 10 MB without a line end in bounded memory', () => {
    const radar = listening();
    const chunk = new Uint8Array(65_536).fill(36);
    radar.decoder.feed(chunk, NOW_MS);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 160; i++) radar.decoder.feed(chunk, NOW_MS);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(afterwards(radar)).toBe('42');
    expect(radar.decoder.stats.rejected).toEqual({ 'too-long': 1 });
  });
});
