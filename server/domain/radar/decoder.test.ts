import { describe, expect, it } from '@jest/globals';
import { sentence, tagBlock, tll, ttm, utcOf } from '../../../tests/support/radar-lines.ts';
import { destination, distanceM, initialBearingDeg } from '../geo/geodesy.ts';
import { RadarDecoder } from './decoder.ts';
import type { RadarPlot } from './plot.ts';
import { SiteBook } from './site-book.ts';

const SITE = { name: 'honmoku', lon: 139.679, lat: 35.4339, rangeErrorM: 30, bearingErrorDeg: 0.5 };
const NOW_MS = Date.UTC(2026, 10, 24, 14, 25, 30, 250);

function hear(
  lines: string | readonly string[],
  { northErrorDeg = 0, nowMs = NOW_MS, sites = new SiteBook([SITE]) } = {},
) {
  const plots: RadarPlot[] = [];
  const sensorMs: number[] = [];
  const decoder = new RadarDecoder(
    (plot, toldMs) => {
      plots.push({ ...plot });
      sensorMs.push(toldMs);
    },
    { feed: SITE.name, site: SITE, northErrorDeg, sites },
  );
  decoder.feed(Buffer.from([lines].flat().join('\r\n')), nowMs);
  decoder.flush();
  return { plots, sensorMs, stats: decoder.stats };
}

const one = (line: string, options = {}): RadarPlot => {
  const { plots, stats } = hear(line, options);
  expect(stats).toMatchObject({ lines: 1, messages: 1 });
  return plots[0] as RadarPlot;
};
const refusals = (line: string, options = {}) => {
  const { plots, stats } = hear(line, options);
  expect(plots).toEqual([]);
  return { rejected: stats.rejected, lastRefused: stats.lastRefused };
};

describe('TTM', () => {
  it('is a plot at its range and bearing from the site', () => {
    const plot = one(ttm({ target: '07', range: '2.00', bearing: '090.0', speed: '9.0', course: '180.0' }));
    const { lon, lat } = destination(SITE, 90, 3704);
    expect(plot).toEqual({
      ...{ site: SITE, feed: 'honmoku', target: '07', tMs: NOW_MS, receivedMs: NOW_MS, lon, lat },
      ...{ rangeM: 3704, bearingDeg: 90, sogKn: 9, cogDeg: 180, quality: Number.NaN, status: 'tracking' },
    });
  });

  it('of any talker, of an older standard and with a target number above 99 is taken', () => {
    expect(one(ttm({ talker: 'AR', utc: null, target: '123', status: 'Q' }))).toMatchObject({
      target: '123',
      status: 'acquiring',
    });
  });

  it('counts in kilometres or statute miles where it says so, speed too', () => {
    expect(one(ttm({ range: '5', speed: '18.52', units: 'K' }))).toMatchObject({ rangeM: 5000, sogKn: 10 });
    const miles = one(ttm({ range: '5', speed: '10', units: 'S' }));
    expect(miles.rangeM).toBeCloseTo(8046.72, 6);
    expect(miles.sogKn).toBeCloseTo(8.68976, 4);
  });

  it('has the north error taken off bearing and course: the sensor tells 091.5 for what is at 090', () => {
    const turned = one(ttm({ bearing: '091.5', course: '001.0' }), { northErrorDeg: 1.5 });
    const { lon, lat } = destination(SITE, 90, 3704);
    expect(turned).toMatchObject({ bearingDeg: 90, cogDeg: 359.5, lon, lat });
  });

  it('of a lost target tells that it is lost, and no position, whatever its fields say', () => {
    for (const range of ['2.00', '']) {
      const { lon, lat, rangeM, bearingDeg, status } = one(ttm({ status: 'L', range }));
      expect([lon, lat, rangeM, bearingDeg, status]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 'lost']);
    }
  });

  it('without speed, or with a course that is not true, leaves them untold', () => {
    expect(one(ttm({ speed: '', course: '' }))).toMatchObject({ sogKn: Number.NaN, cogDeg: Number.NaN });
    expect(one(ttm({ courseReference: 'R' }))).toMatchObject({ sogKn: 9, cogDeg: Number.NaN });
  });

  it.each([
    ['checksum', ttm().replace(/..$/, '00'), ttm().replace(/..$/, '00')],
    ['malformed', ttm().replace(/\*..$/, ''), ttm().replace(/\*..$/, '')],
    ['malformed', sentence(`RATTM${',1'.repeat(30)}`), `$RATTM${',1'.repeat(27)}`],
    ['relative', ttm({ bearingReference: 'R' }), 'R'],
    ['bearing', ttm({ bearingReference: '' }), ''],
    ['bearing', ttm({ bearing: '360.1' }), '360.1'],
    ['range', ttm({ range: '100.1' }), '100.1'],
    ['range', ttm({ range: '-1' }), '-1'],
    ['range', ttm({ range: '1e1' }), '1e1'],
    ['speed', ttm({ speed: '1001' }), '1001'],
    ['course', ttm({ course: '400' }), '400'],
    ['units', ttm({ units: '' }), ''],
    ['status', ttm({ status: 'X' }), 'X'],
    ['target', ttm({ target: '' }), ''],
    ['target', ttm({ target: '12345' }), '12345'],
  ])('is refused for its %s: %s', (cause, line, value) => {
    const { rejected, lastRefused } = refusals(line);
    expect(rejected).toEqual({ [cause]: 1 });
    expect(lastRefused).toBe(`${cause}: ${value}`);
  });
});

describe('TLL', () => {
  it('is a plot where it says, range and bearing reckoned from the site', () => {
    const plot = one(tll('08', '3530.000,N', '13945.000,E'));
    expect(plot).toMatchObject({ target: '08', lat: 35.5, lon: 139.75, status: 'tracking', sogKn: Number.NaN });
    expect(plot.rangeM).toBeCloseTo(distanceM(SITE, plot), 6);
    expect(plot.bearingDeg).toBeCloseTo(initialBearingDeg(SITE, plot), 9);
  });

  it('of the south and west is far from here, and so refused', () => {
    expect(refusals(tll('08', '3530.000,S', '13945.000,E')).rejected).toEqual({ range: 1 });
    expect(refusals(tll('08', '3530.000,N', '13945.000,W')).rejected).toEqual({ range: 1 });
  });

  it('is turned back about the site where the sensor has a north error', () => {
    const told = destination(SITE, 46, 5000);
    const line = JSON.stringify({ id: 'a', ...told });
    const plot = one(line, { northErrorDeg: 1 });
    expect(plot.bearingDeg).toBeCloseTo(45, 6);
    expect(distanceM(plot, destination(SITE, 45, 5000))).toBeLessThan(0.01);
  });

  it.each([
    [tll('08', '9001.000,N', '13945.000,E'), '9001.000'],
    [tll('08', '3560.000,N', '13945.000,E'), '3560.000'],
    [tll('08', '3530.000,X', '13945.000,E'), 'X'],
    [tll('08', ',', ','), ''],
    [tll('08', '3530.000,N', '18001.000,E'), '18001.000'],
  ])('without a place on earth is refused: %s', (line) => {
    expect(refusals(line).rejected).toEqual({ position: 1 });
  });
});

describe('a line of JSON', () => {
  const line = { id: 'T-17', lon: 139.7, lat: 35.4 };

  it('is a plot of the site that it names, which stands where the feed stands', () => {
    const told = { ...line, site: '本牧', tMs: NOW_MS - 1200, sogKn: 8.5, cogDeg: 360, quality: 0.75 };
    const plot = one(JSON.stringify(told));
    expect(plot).toMatchObject({ target: 'T-17', lon: 139.7, lat: 35.4, sogKn: 8.5, cogDeg: 0, quality: 0.75 });
    expect(plot).toMatchObject({ tMs: NOW_MS - 1200, site: { ...SITE, name: '本牧' } });
  });

  it('may leave out or set to null what is not told', () => {
    const plot = one(JSON.stringify({ ...line, id: 17, site: null, sogKn: null }));
    expect(plot).toMatchObject({
      target: '17',
      site: SITE,
      sogKn: Number.NaN,
      cogDeg: Number.NaN,
      quality: Number.NaN,
    });
  });

  it.each([
    ['json', '{"id":', '{"id":'],
    ['json-unknown', { ...line, mmsi: 1 }, 'mmsi'],
    ['json-unknown', '{"__proto__":1}', '__proto__'],
    ['json-id', { ...line, id: '' }, ''],
    ['json-id', { ...line, id: 1.5 }, '1.5'],
    ['json-lon', { ...line, lon: 180.5 }, '180.5'],
    ['json-lon', { id: 'a', lat: 35 }, 'null'],
    ['json-lat', { ...line, lat: '35.4' }, '35.4'],
    ['json-lat', '{"id":"a","lon":139,"lat":1e999}', 'null'],
    ['json-tMs', { ...line, tMs: -1 }, '-1'],
    ['json-sogKn', { ...line, sogKn: -0.1 }, '-0.1'],
    ['json-cogDeg', { ...line, cogDeg: 361 }, '361'],
    ['json-quality', { ...line, quality: 1.1 }, '1.1'],
    ['json-site', { ...line, site: 'a\nb' }, 'a?b'],
    ['range', { ...line, lat: 38 }, String(Math.round(distanceM(SITE, { ...line, lat: 38 })))],
  ])('is refused for its %s, by name and value', (cause, given, value) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    expect(refusals(text)).toEqual({ rejected: { [cause]: 1 }, lastRefused: `${cause}: ${value}` });
  });

  it('cannot take the name of another feed, nor make up names without end', () => {
    const sites = new SiteBook([SITE, { ...SITE, name: 'umihotaru' }]);
    const named = (site: string): string => JSON.stringify({ ...line, site });
    expect(refusals(named('umihotaru'), { sites }).lastRefused).toBe('json-site: umihotaru');
    const { stats } = hear(
      Array.from({ length: 40 }, (_, i) => named(`n${i}`)),
      { sites },
    );
    expect(stats).toMatchObject({ messages: 32, rejected: { 'json-site': 8 } });
    expect(one(named('n3'), { sites }).site).toBe(one(named('n3'), { sites }).site);
  });
});

describe('the time of a plot', () => {
  const tagOf = (ms: number): string => tagBlock(`c:${ms}`);

  it('is the UTC of the sentence on the day of receipt', () => {
    expect(one(ttm({ utc: utcOf(NOW_MS - 2250) })).tMs).toBe(NOW_MS - 2250);
    expect(one(tll('8', '3530.0,N', '13945.0,E', { utc: utcOf(NOW_MS - 2250) })).tMs).toBe(NOW_MS - 2250);
  });

  it('is of the day before just after midnight, and never of the next day just before it', () => {
    const midnightMs = Date.UTC(2026, 10, 25);
    expect(one(ttm({ utc: '235959.50' }), { nowMs: midnightMs + 700 }).tMs).toBe(midnightMs - 500);
    expect(one(ttm({ utc: '000001.00' }), { nowMs: midnightMs - 700 }).tMs).toBe(midnightMs - 700);
  });

  it('is that of the TAG block, else of the receipt, where the UTC is missing, no time, or of a clock that differs', () => {
    for (const utc of ['', '256000.00', 'x', utcOf(NOW_MS - 15_010), utcOf(NOW_MS + 15_010)]) {
      expect(one(`${tagOf(NOW_MS - 900)}${ttm({ utc })}`).tMs).toBe(NOW_MS - 900);
      expect(one(ttm({ utc })).tMs).toBe(NOW_MS);
    }
    expect(one(`${tagOf(NOW_MS - 20_000)}${ttm()}`).tMs).toBe(NOW_MS);
    expect(hear(ttm({ utc: '256000.00' })).stats.rejected).toEqual({ utc: 1 });
  });

  it('is never after the receipt, and what the sensor said is told beside it', () => {
    const { plots, sensorMs } = hear([
      ttm({ utc: utcOf(NOW_MS + 3000) }),
      ttm({ utc: utcOf(NOW_MS - 60_000) }),
      `${tagOf(NOW_MS + 50)}${ttm()}`,
      ttm(),
      JSON.stringify({ id: 1, lon: 139.7, lat: 35.4, tMs: NOW_MS - 86_400_000 }),
    ]);
    expect(plots.map(({ tMs }) => tMs)).toEqual(Array(5).fill(NOW_MS));
    expect(sensorMs.map((ms) => ms - NOW_MS)).toEqual([3000, -60_000, 50, Number.NaN, -86_400_000]);
  });
});

describe('a line', () => {
  it('may hold a TAG block before JSON, noise before a sentence, and sentences glued together', () => {
    const json = JSON.stringify({ id: 'j', lon: 139.7, lat: 35.4 });
    const { plots, stats } = hear([
      `${tagBlock('s:north,c:1795530330')}${json}`,
      `12:00 $RATTM,1${ttm({ target: '1' })}`,
      `${ttm({ target: '2' })}${ttm({ target: '3' })}`,
    ]);
    expect(plots.map(({ target }) => target)).toEqual(['j', '1', '2', '3']);
    expect(stats).toMatchObject({ lines: 4, messages: 4, rejected: { checksum: 1 } });
  });

  it('whose TAG block is wrong still gives its plot; one that never ends gives none', () => {
    expect(hear([`\\c:1*00\\${ttm()}`, '\\c:1']).stats).toMatchObject({
      messages: 1,
      rejected: { 'tag-checksum': 1, tag: 1 },
      lastRefused: 'tag: \\c:1',
    });
  });

  it('of AIS or of another instrument is none of ours', () => {
    const { stats } = hear(['!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C', '$RAOSD,35.1,A*00', '# note', '', '$']);
    expect(stats).toEqual({ lines: 4, messages: 0, ignored: 4, rejected: {}, lastRefused: null });
  });
});
