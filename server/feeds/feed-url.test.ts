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
