import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dial, endFeeds, endings, openFeeds as open } from '../../tests/support/open-feeds.ts';
import { sentence, tll, ttm } from '../../tests/support/radar-lines.ts';

const SENTENCE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n';
const MMSI = 477553000;
const OTHER = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\r\n';
const BROKEN = SENTENCE.replace('*5C', '*5D');

afterEach(endFeeds);

describe('the feed of a radar', () => {
  const AT = '?at=35.4339,139.679';

  it('tells plots of sentences and JSON, cut anywhere, with the AIS that comes on the same link', async () => {
    const { port, plots, hearing, heard, service, arrivals } = await open(
      `pier=tcp-listen://127.0.0.1:0${AT}&north=1&rangeError=60`,
    );
    const socket = await dial(port('pier'));
    const json = JSON.stringify({ site: 'pier-2', id: 'b', lon: 139.7, lat: 35.4, tMs: 1 });
    const text = [ttm({ target: '01' }), json, tll('2', '3530.0,N', '13945.0,E'), `${SENTENCE}{"id":1}`, BROKEN].join(
      '\n',
    );
    socket.write(text.slice(0, 25));
    await new Promise((resolve) => setImmediate(resolve));
    socket.write(text.slice(25));
    socket.write(`${ttm({ bearingReference: 'R' })}\n${OTHER}`);
    await hearing(2);
    const site = { name: 'pier', lon: 139.679, lat: 35.4339, rangeErrorM: 60, bearingErrorDeg: 0.5 };
    expect(plots).toMatchObject([
      { feed: 'pier', target: '01', site, rangeM: 3704, bearingDeg: 89, status: 'tracking' },
      { feed: 'pier', target: 'b', site: { ...site, name: 'pier-2' } },
      { feed: 'pier', target: '2', site },
    ]);
    expect(plots.every(({ tMs, receivedMs }) => tMs === receivedMs && Date.now() - tMs < 60_000)).toBe(true);
    expect(heard.map(({ mmsi }) => mmsi)).toEqual([MMSI, 371798000]);
    expect(arrivals.map((a) => a.text).join('')).toBe(`${text}${ttm({ bearingReference: 'R' })}\n${OTHER}`);
    expect(service.status()[0]).toMatchObject({
      ...{ state: 'up', lines: 8, messages: 5, rejected: { checksum: 1, relative: 1, 'json-lon': 1 } },
      radar: { lon: 139.679, lat: 35.4339, northErrorDeg: 1, lastRefused: 'relative: R' },
    });
  });

  it('by datagrams is the same, and counts a wrong line once', async () => {
    const { port, plots, hearing, service } = await open(`roof=udp://127.0.0.1:0${AT}`);
    const socket = createSocket('udp4');
    endings.push(() => socket.close());
    const long = 'x'.repeat(1100);
    socket.send(`${sentence('RATTM,1')}\n\\c:1*00\\${SENTENCE}${long}\n\\c:1\n${ttm()}`, port('roof'), '127.0.0.1');
    await hearing(1);
    expect(plots).toMatchObject([{ feed: 'roof', site: { name: 'roof' }, target: '07' }]);
    const rejected = { status: 1, 'tag-checksum': 1, 'too-long': 1, malformed: 1 };
    expect(service.status()[0]).toMatchObject({ lines: 5, messages: 2, rejected });
  });

  it('without its place is AIS only, and says so', async () => {
    const { port, plots, hearing, service } = await open('pier=tcp-listen://127.0.0.1:0');
    (await dial(port('pier'))).write(`${ttm()}\n$RAOSD,1*00\n${tll('1', '3530.0,N', '13945.0,E')}\n${SENTENCE}`);
    await hearing(1);
    expect(plots).toEqual([]);
    expect(service.status()[0]).toMatchObject({ messages: 1, rejected: { 'no-site': 2 }, radar: null });
  });

  it('cannot be given the name of another radar by a line', async () => {
    const { port, plots, hearing, service } = await open(
      `pier=tcp-listen://127.0.0.1:0${AT},tower=tcp-listen://127.0.0.1:0?at=35,140`,
    );
    const line = (site: string): string => JSON.stringify({ site, id: 1, lon: 139.7, lat: 35.4 });
    (await dial(port('pier'))).write(`${line('tower')}\n${line('pier')}\n${SENTENCE}`);
    await hearing(1);
    expect(plots).toMatchObject([{ feed: 'pier', site: { name: 'pier', lat: 35.4339 } }]);
    expect(service.status()[0]?.radar?.lastRefused).toBe('json-site: tower');
  });
});
