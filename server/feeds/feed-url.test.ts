import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FeedUrlError, isAllowed, parseFeeds } from './feed-url.ts';

const sourceOf = (text: string) => parseFeeds(text)[0]?.source;

describe('AIS_FEEDS', () => {
  it('is a list of named sources, in order', () => {
    const plans = parseFeeds('honmoku=tcp://10.0.0.5:4001, sat=udp://0.0.0.0:10110');
    expect(plans.map((plan) => [plan.name, plan.source])).toEqual([
      ['honmoku', { kind: 'tcp', host: '10.0.0.5', port: 4001 }],
      ['sat', { kind: 'udp', host: '0.0.0.0', port: 10_110 }],
    ]);
  });
  it('is empty for an empty text', () => {
    expect(parseFeeds('')).toEqual([]);
  });
  it('takes a log with its speed, real time where none is given', () => {
    expect(sourceOf('log=file:///var/ais/night%20one.nmea?speed=10')).toEqual({
      kind: 'file',
      path: '/var/ais/night one.nmea',
      speed: 10,
    });
    expect(sourceOf('log=file:///a.nmea')).toMatchObject({ speed: 1 });
  });
  it('takes an IPv6 listener', () => {
    expect(sourceOf('six=tcp-listen://[::1]:4001')).toMatchObject({ kind: 'tcp-listen', host: '::1', port: 4001 });
  });
  it('makes any feed one of a radar that has a place, its comma parting no entries', () => {
    const plans = parseFeeds(
      'kan=tcp://h:1?at=35.2561,139.7453, hon=udp://0.0.0.0:1?north=-1.5&at=-35.4%2C139.68&rangeError=60&bearingError=1,' +
        'umi=tcp-listen://0.0.0.0:1?allow=10.0.0.0/8&at=35.464,139.875,log=file:///a.nmea?at=0,0&speed=2,ais=tcp://h:2',
    );
    const usual = { rangeErrorM: 30, bearingErrorDeg: 0.5 };
    expect(plans.map(({ name, radar }) => [name, radar])).toEqual([
      ['kan', { site: { name: 'kan', lat: 35.2561, lon: 139.7453, ...usual }, northErrorDeg: 0 }],
      [
        'hon',
        { site: { name: 'hon', lat: -35.4, lon: 139.68, rangeErrorM: 60, bearingErrorDeg: 1 }, northErrorDeg: -1.5 },
      ],
      ['umi', { site: { name: 'umi', lat: 35.464, lon: 139.875, ...usual }, northErrorDeg: 0 }],
      ['log', { site: { name: 'log', lat: 0, lon: 0, ...usual }, northErrorDeg: 0 }],
      ['ais', null],
    ]);
    expect(plans[3]?.source).toMatchObject({ speed: 2 });
  });
  it.each([
    ['tcp://host:1', 'must begin with a name'],
    ['a=nonsense', '"nonsense" is no URL'],
    ['a=http://host:80', '"http://" is not known'],
    ['a=tcp://host', 'the port must be 1-65535'],
    ['a=tcp://host:70000', 'no URL'],
    ['a=file:///x?speed=fast', 'speed=fast must be'],
    ['a=file:///x?speed=-1', 'speed=-1 must be'],
    ['a=tcp-listen://0.0.0.0:1?allow=10.0.0.0/99', 'allow=10.0.0.0/99 must be'],
    ['a=udp://0.0.0.0:1?alow=1', '"alow" is no parameter'],
    ['a=tcp://x:1,a=tcp://y:1', '"a" is there twice'],
    ['a=tcp://x:1?at=35.4', 'at=35.4 must be LAT,LON'],
    ['a=tcp://x:1?at=35.4,b=tcp://x:2', 'at=35.4,b=tcp://x:2 must be LAT,LON'],
    ['a=tcp://x:1?at=35.4N,139.6E', 'at=35.4N,139.6E must be LAT,LON'],
    ['a=tcp://x:1?at=,', 'at=, must be LAT,LON'],
    ['a=tcp://x:1?at=139.6,35.4', 'at=139.6,35.4: the latitude must be -90 to 90'],
    ['a=tcp://x:1?at=35.4,181', 'at=35.4,181: the longitude must be -180 to 180'],
    ['a=tcp://x:1?at=1,2&north=200', 'north=200 must be -180 to 180 degrees'],
    ['a=tcp://x:1?at=1,2&north=', 'north= must be'],
    ['a=tcp://x:1?at=1,2&rangeError=0', 'rangeError=0 must be 1 to 2000 metres'],
    ['a=tcp://x:1?at=1,2&bearingError=11', 'bearingError=11 must be 0.05 to 10 degrees'],
    ['a=tcp://x:1?at=1,2&at=3,4', 'at is there twice'],
    ['a=tcp://x:1?north=1', 'north is for a radar: give its place'],
    ['a=tcp://user:secret@x:1', 'has no meaning here'],
  ])('refuses %s and says why', (text, why) => {
    expect(() => parseFeeds(text)).toThrow(why);
    expect(() => parseFeeds(text)).toThrow(FeedUrlError);
  });
  it('never repeats a password in its complaint', () => {
    expect(() => parseFeeds('a=tcp://user:secret@x:1')).not.toThrow('secret');
  });
  it('throws nothing but its own error, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseFeeds(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FeedUrlError);
        }
      }),
    );
  });
});

describe('isAllowed', () => {
  const rangesOf = (text: string) => {
    const source = sourceOf(`a=tcp-listen://0.0.0.0:1?allow=${text}`);
    return source?.kind === 'tcp-listen' ? source.allow : [];
  };
  it('lets in what lies in the range, also when written as IPv6', () => {
    expect(isAllowed('10.1.2.3', rangesOf('10.1.0.0/16'))).toBe(true);
    expect(isAllowed('::ffff:10.1.2.3', rangesOf('10.1.0.0/16'))).toBe(true);
    expect(isAllowed('10.2.0.1', rangesOf('10.1.0.0/16'))).toBe(false);
    expect(isAllowed('::1', rangesOf('127.0.0.1'))).toBe(false);
  });
  it('lets in all where no range is set', () => {
    expect(isAllowed('192.0.2.1', [])).toBe(true);
  });
});
