import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dial, endFeeds, endings, openFeeds as open } from '../../tests/support/open-feeds.ts';
import { Clock } from '../platform/clock.ts';
import { ReadinessRegistry } from '../platform/health/readiness.ts';
import { parseFeeds } from './feed-url.ts';
import { FeedsService } from './feeds.service.ts';
import { MAX_RECEIVERS } from './tcp-listen-source.ts';

const SENTENCE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n';
const MMSI = 477553000;
const OTHER = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\r\n';
const BROKEN = SENTENCE.replace('*5C', '*5D');

afterEach(endFeeds);

async function receiver(port = 0): Promise<{ server: Server; port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write(SENTENCE);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port, sockets };
}

describe('a feed that listens on TCP', () => {
  it('hears sentences of several receivers, cut anywhere, and counts what it refuses', async () => {
    const { hearing, heard, port, becomes, service } = await open('pier=tcp-listen://127.0.0.1:0');
    const [one, two] = [await dial(port('pier')), await dial(port('pier'))];
    one.write(SENTENCE.slice(0, 20));
    two.write(OTHER + BROKEN);
    await hearing(1);
    one.write(SENTENCE.slice(20));
    await hearing(2);
    expect(heard[1]).toEqual({ feed: 'pier', mmsi: MMSI, station: '127.0.0.1' });
    expect(await becomes('pier', (s) => s.connections === 2 && s.state === 'up')).toMatchObject({ error: null });
    expect(service.status()[0]).toMatchObject({ lines: 3, messages: 2, rejected: { checksum: 1 } });
  });

  it('tells what it received before decoding, each connection under a number of its own, to its end', async () => {
    const { hearing, arrivals, becomes, port, service } = await open('pier=tcp-listen://127.0.0.1:0');
    const socket = await dial(port('pier'));
    socket.write(`noise${BROKEN}${SENTENCE}`);
    await hearing(1);
    socket.destroy();
    await becomes('pier', (s) => s.state === 'down');
    (await dial(port('pier'))).write(OTHER);
    await hearing(2);
    expect(arrivals).toEqual([
      { connection: 1, address: '127.0.0.1', what: 'bytes', text: `noise${BROKEN}${SENTENCE}` },
      { connection: 1, address: '127.0.0.1', what: 'end', text: '' },
      { connection: 2, address: '127.0.0.1', what: 'bytes', text: OTHER },
    ]);
    expect(service.status()[0]).toMatchObject({ messages: 2 });
  });

  it('refuses receivers whose address is not allowed, and counts them', async () => {
    const { port, becomes } = await open('pier=tcp-listen://127.0.0.1:0?allow=10.0.0.0/8');
    const socket = await dial(port('pier'));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(await becomes('pier', (s) => s.rejected['address'] === 1)).toMatchObject({ connections: 0, lines: 0 });
  });

  it('is down when its last receiver has gone', async () => {
    const { port, hearing, becomes } = await open('pier=tcp-listen://127.0.0.1:0');
    const socket = await dial(port('pier'));
    socket.write(SENTENCE);
    await hearing(1);
    socket.destroy();
    expect(await becomes('pier', (s) => s.state === 'down')).toMatchObject({ connections: 0, messages: 1 });
  });

  it('stops the start with the name of the feed when its port is taken', async () => {
    const taken = await receiver();
    const service = new FeedsService(
      parseFeeds(`pier=tcp-listen://127.0.0.1:${taken.port}`),
      new Clock(),
      new ReadinessRegistry(),
    );
    endings.push(() => service.onModuleDestroy());
    await expect(service.onApplicationBootstrap()).rejects.toThrow('feed "pier" cannot listen');
  });
});

describe('a feed that connects by TCP', () => {
  it('says at once that the receiver has gone, and comes back by itself', async () => {
    const first = await receiver();
    const { hearing, becomes } = await open(`tower=tcp://127.0.0.1:${first.port}`);
    await hearing(1);
    expect(await becomes('tower', (s) => s.state === 'up')).toMatchObject({ connections: 1 });
    first.server.close();
    for (const socket of first.sockets) socket.destroy();
    expect((await becomes('tower', (s) => s.state === 'down')).connections).toBe(0);
    await receiver(first.port);
    await hearing(2);
    expect((await becomes('tower', (s) => s.state === 'up')).error).toBeNull();
  });

  it('says that nobody is there', async () => {
    const gone = await receiver();
    await new Promise((resolve) => gone.server.close(resolve));
    const { becomes } = await open(`tower=tcp://127.0.0.1:${gone.port}`);
    expect(await becomes('tower', (s) => s.state === 'down')).toMatchObject({ error: 'refused' });
  });
});

describe('a feed of datagrams', () => {
  it('hears several sentences in one packet, the last without its newline', async () => {
    const { port, hearing, heard, arrivals } = await open('sat=udp://127.0.0.1:0');
    const socket = createSocket('udp4');
    endings.push(() => socket.close());
    socket.send(SENTENCE + OTHER.trimEnd(), port('sat'), '127.0.0.1');
    await hearing(2);
    expect(heard.map((h) => h.feed)).toEqual(['sat', 'sat']);
    expect(arrivals.map((a) => a.what)).toEqual(['bytes', 'whole']);
  });
});

describe('a feed that plays a log', () => {
  const log = (text: string): string => {
    const dir = mkdtempSync(join(tmpdir(), 'mihari-log-'));
    endings.push(() => rmSync(dir, { recursive: true }));
    writeFileSync(join(dir, 'night.nmea'), text);
    return pathToFileURL(join(dir, 'night.nmea')).href;
  };

  it('plays it once to its end', async () => {
    const { hearing, becomes } = await open(`log=${log(SENTENCE + BROKEN + OTHER.trimEnd())}?speed=0`);
    await hearing(2);
    expect(await becomes('log', (s) => s.state === 'ended')).toMatchObject({ lines: 3, messages: 2 });
  });

  it('says that the file is not there', async () => {
    const { becomes } = await open('log=file:///no/such/file.nmea');
    expect(await becomes('log', (s) => s.state === 'down')).toMatchObject({ error: 'not-found' });
  });
});

describe('hostile input', () => {
  it('leaves other feeds undisturbed, is counted, and does not fill the memory', async () => {
    const { port, hearing, service, becomes } = await open(
      'good=tcp-listen://127.0.0.1:0,bad=tcp-listen://127.0.0.1:0,flood=udp://127.0.0.1:0',
    );
    const good = await dial(port('good'));
    const before = process.memoryUsage().rss;
    const noise = Buffer.alloc(1 << 20, 0x41);
    const endless = await dial(port('bad'));
    for (let i = 0; i < 10; i++) await new Promise<void>((resolve) => endless.write(noise, () => resolve()));
    const binary = await dial(port('bad'));
    const bytes = Buffer.from(Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 2_654_435_761) >>> 24));
    await new Promise<void>((resolve) => binary.write(bytes, () => resolve()));
    (await dial(port('bad'))).write(SENTENCE.slice(0, 30)); // half a sentence, then silence
    const slow = await dial(port('bad'));
    for (const byte of SENTENCE.slice(0, 12)) slow.write(byte);
    const udp = createSocket('udp4');
    endings.push(() => udp.close());
    for (let i = 0; i < 2000; i++) udp.send(`${'x'.repeat(1000)}\n`, port('flood'), '127.0.0.1');
    good.write(SENTENCE);
    await hearing(1);
    // after all that the same connection still understands a good sentence
    endless.write(`\n${SENTENCE}`);
    await hearing(2);
    await becomes('bad', (s) => Object.values(s.rejected).some((n) => n > 0));
    expect(service.status().find((s) => s.name === 'good')).toMatchObject({ messages: 1, rejected: {} });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
  });

  it('takes as many receivers as it has room for and refuses the rest, counted', async () => {
    const { port, becomes, hearing } = await open('crowd=tcp-listen://127.0.0.1:0,good=tcp-listen://127.0.0.1:0');
    for (let wave = 0; wave < 20; wave++) {
      await Promise.all(Array.from({ length: 100 }, () => dial(port('crowd'))));
    }
    const status = await becomes('crowd', (s) => s.connections + (s.rejected['connections'] ?? 0) === 2000);
    expect(status.connections).toBe(MAX_RECEIVERS);
    (await dial(port('good'))).write(SENTENCE);
    await hearing(1);
  });
});
