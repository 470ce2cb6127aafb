import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OwnDecoder } from './own-decoder.ts';
import type { OwnFix } from './own-fix.ts';

const AT_MS = Date.UTC(2026, 10, 23, 16, 36, 5);
const sum = (body: string): string => {
  let x = 0;
  for (const c of body) x ^= c.charCodeAt(0);
  return `$${body}*${x.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
};
const RMC = sum('GPRMC,163604.00,A,3517.2200,N,13939.9600,E,27.5,141.2,231126,,,A');
function read(...parts: (string | number)[]): { fixes: OwnFix[]; decoder: OwnDecoder } {
  const fixes: OwnFix[] = [];
  const decoder = new OwnDecoder((fix) => fixes.push(fix));
  let atMs = AT_MS;
  for (const part of parts) {
    if (typeof part === 'number') atMs += part;
    else decoder.feed(Buffer.from(part, 'latin1'), atMs);
  }
  decoder.flush(atMs);
  return { fixes, decoder };
}

describe('the GPS of a boat', () => {
  it('tells place, motion and its own time by RMC, and the heading by HDT', () => {
    const { fixes } = read(sum('HEHDT,139.5,T'), RMC);
    expect(fixes).toHaveLength(1);
    expect(fixes[0]).toMatchObject({ source: 'gps', sogKn: 27.5, cogDeg: 141.2, headingDeg: 139.5, receivedMs: AT_MS });
    expect(fixes[0]?.fixMs).toBe(AT_MS - 1_000);
    expect(fixes[0]?.lat).toBeCloseTo(35.287, 6);
    expect(fixes[0]?.lon).toBeCloseTo(139.666, 6);
  });

  it('tells place by GGA and motion by VTG where there is no RMC, and each place once where there is', () => {
    const vtg = sum('GPVTG,141.2,T,,M,27.5,N,50.9,K,A');
    const gga = sum('GPGGA,163604.50,3517.2200,S,13939.9600,W,1,09,0.9,2.0,M,39.0,M,,');
    expect(read(vtg, gga).fixes).toMatchObject([{ cogDeg: 141.2, sogKn: 27.5, fixMs: AT_MS - 500 }]);
    expect(read(vtg, gga).fixes[0]?.lat).toBeCloseTo(-35.287, 6);
    expect(read(RMC, vtg, gga).fixes).toHaveLength(1);
    expect(read(vtg, 11_000, gga).fixes).toMatchObject([{ cogDeg: null, sogKn: null }]);
  });

  it('refuses what is broken, and counts it by cause', () => {
    const bad = RMC.replace('27.5', '37.5');
    const noFix = sum('GPRMC,163604.00,V,,,,,,,231126,,,N');
    const form = sum('GPRMC,256104.00,A,3517.2200,N,13939.9600,E,27.5,141.2,231126,,,A');
    const { fixes, decoder } = read(bad, noFix, form, '$GPRMC,'.padEnd(400, 'x'), '\r\n', sum('GPGSV,3,1,11'), RMC);
    expect(fixes).toHaveLength(1);
    expect(decoder.rejected).toEqual({ checksum: 1, 'no-fix': 1, form: 1, 'too-long': 1 });
    expect(decoder.lines).toBe(4);
  });

  it('takes the day from our clock where the receiver has a day of another age or none', () => {
    const old = sum('GPRMC,235959.00,A,3517.2200,N,13939.9600,E,1.0,0.0,090407,,,A');
    const fixes: OwnFix[] = [];
    const decoder = new OwnDecoder((fix) => fixes.push(fix));
    decoder.feed(Buffer.from(old), Date.UTC(2026, 10, 24, 0, 0, 1));
    expect(fixes[0]?.fixMs).toBe(Date.UTC(2026, 10, 23, 23, 59, 59));
  });

  it('says the same however the stream is cut', () => {
    const whole = `${sum('HEHDT,139.5,T')}noise\n${RMC}${RMC.replace('163604', '163605')}`;
    const expected = read(whole).fixes;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const parts = at.slice(1).map((to, i) => whole.slice(at[i], to));
        expect(read(...parts).fixes).toEqual(expected);
      }),
    );
  });
});
