import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM, turnDeg } from '../geo/geodesy.ts';
import { RadarDecoder } from './decoder.ts';
import { encodeTll, encodeTtm, type TtmInput } from './encoder.ts';
import type { RadarPlot } from './plot.ts';
import { SiteBook } from './site-book.ts';

const SITE = { name: 'honmoku', lon: 139.679, lat: 35.4339, rangeErrorM: 30, bearingErrorDeg: 0.5 };
const NOW_MS = Date.UTC(2026, 10, 23, 15, 50, 7, 250);
const TARGET: TtmInput = {
  ...{ number: 7, status: 'T', tMs: NOW_MS },
  ...{ rangeM: 3704, bearingDeg: 90, sogKn: 9, cogDeg: 180 },
};

function decoded(line: string, receivedMs = NOW_MS): RadarPlot {
  const plots: RadarPlot[] = [];
  const decoder = new RadarDecoder((plot) => plots.push({ ...plot }), {
    ...{ feed: SITE.name, site: SITE, northErrorDeg: 0, sites: new SiteBook([SITE]) },
  });
  decoder.feed(Buffer.from(`${line}\r\n`), receivedMs);
  expect(decoder.stats).toMatchObject({ messages: 1, rejected: {} });
  return plots[0] as RadarPlot;
}

describe('encodeTtm', () => {
  it('writes the fields of the standard in their order', () => {
    expect(encodeTtm(TARGET)).toBe('$RATTM,07,2.000,90.00,T,9.0,180.0,T,,,N,,T,,155007.25,A*0A');
    expect(encodeTtm({ ...TARGET, name: 'K-17', sogKn: Number.NaN, cogDeg: Number.NaN, status: 'Q' })).toMatch(
      /^\$RATTM,07,2\.000,90\.00,T,,,,,,N,K-17,Q,,155007\.25,A\*[0-9A-F]{2}$/,
    );
    const tag = { station: 'honmoku', timeMs: NOW_MS };
    expect(encodeTtm(TARGET, { talker: 'VA', tag })).toMatch(/^\\s:honmoku,c:1795449007\*[0-9A-F]{2}\\\$VATTM,07,/);
  });

  it('is what the decoder reads, to what the digits hold', () => {
    const targets = fc.record({
      number: fc.integer({ min: 0, max: 999 }),
      status: fc.constantFrom('Q' as const, 'T' as const),
      tMs: fc.integer({ min: 0, max: 86_399_99 }).map((hundredths) => Date.UTC(2026, 10, 23) + hundredths * 10),
      rangeM: fc.double({ min: 1, max: 100_000, noNaN: true }),
      bearingDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      sogKn: fc.double({ min: 0, max: 99, noNaN: true }),
      cogDeg: fc.double({ min: 0, max: 360, noNaN: true }),
    });
    fc.assert(
      fc.property(targets, (target) => {
        const plot = decoded(encodeTtm(target), target.tMs);
        expect(Number(plot.target)).toBe(target.number);
        expect(plot.status).toBe(target.status === 'T' ? 'tracking' : 'acquiring');
        expect(plot.tMs).toBe(target.tMs);
        expect(Math.abs(plot.rangeM - target.rangeM)).toBeLessThan(0.93);
        expect(Math.abs(turnDeg(plot.bearingDeg, target.bearingDeg))).toBeLessThan(0.0051);
        expect(Math.abs(plot.sogKn - target.sogKn)).toBeLessThan(0.051);
        expect(Math.abs(turnDeg(plot.cogDeg, target.cogDeg))).toBeLessThan(0.051);
      }),
    );
  });

  it.each([
    [{ number: 1.5 }, 'number 1.5'],
    [{ number: 1000 }, 'number 1000'],
    [{ rangeM: -1 }, 'rangeM -1'],
    [{ bearingDeg: Number.NaN }, 'bearingDeg NaN'],
    [{ sogKn: -2 }, 'sogKn -2'],
    [{ cogDeg: 361 }, 'cogDeg 361'],
    [{ tMs: Number.NaN }, 'tMs NaN'],
    [{ name: 'A,B' }, 'name "A,B"'],
  ])('refuses %j, naming it', (wrong, named) => {
    expect(() => encodeTtm({ ...TARGET, ...wrong })).toThrow(named);
  });
});

describe('encodeTll', () => {
  it('is what the decoder reads, in all quarters of the world', () => {
    const places = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -89, max: 89, noNaN: true }),
    });
    const near = { lon: 139.75, lat: 35.4 };
    const plot = decoded(encodeTll({ number: 7, status: 'T', tMs: NOW_MS, ...near }));
    expect(distanceM(plot, near)).toBeLessThan(0.2);
    fc.assert(
      fc.property(places, (place) => {
        const [, , lat = '', ns, lon = '', ew] = encodeTll({ number: 7, status: 'T', tMs: NOW_MS, ...place }).split(
          ',',
        );
        const degreesOf = (text: string) => Math.floor(Number(text) / 100) + (Number(text) % 100) / 60;
        expect(lat).toMatch(/^\d\d[0-5]\d\.\d{4}$/);
        expect(lon).toMatch(/^\d{3}[0-5]\d\.\d{4}$/);
        expect(Math.abs(degreesOf(lat) * (ns === 'N' ? 1 : -1) - place.lat)).toBeLessThan(1e-6);
        expect(Math.abs(degreesOf(lon) * (ew === 'E' ? 1 : -1) - place.lon)).toBeLessThan(1e-6);
      }),
    );
  });
});
