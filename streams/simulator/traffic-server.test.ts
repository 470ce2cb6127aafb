import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import { Fleet } from './fleet.ts';
import { STORY_MS } from './slot.ts';
import { Traffic } from './traffic.ts';
import { TrafficServer } from './traffic-server.ts';

const fleet = new Fleet(7);
const open: { close(): Promise<void> }[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of open.splice(0)) await server.close();
});

async function listening(rate = 1): Promise<{ server: TrafficServer; port: number }> {
  const server = new TrafficServer(new Traffic(fleet, STORY_MS), { storyMs: STORY_MS, realMs: 0, rate });
  open.push(server);
  return { server, port: await server.listen(0) };
}

async function joined(server: TrafficServer, port: number): Promise<Socket> {
  const count = server.clientCount;
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  while (server.clientCount === count) await new Promise(setImmediate);
  return socket;
}

/** What a client has understood so far, and a way to wait until it has enough. */
class Ear {
  readonly placed = new Set<number>();
  readonly named = new Map<number, string>();
  earliestMs = Number.POSITIVE_INFINITY;
  latestMs = Number.NEGATIVE_INFINITY;
  private wake: () => void = () => {};

  constructor(socket: Socket) {
    const decoder = new AisDecoder((message) => {
      if (!Number.isNaN(message.tagMs)) {
        this.earliestMs = Math.min(this.earliestMs, message.tagMs);
        this.latestMs = Math.max(this.latestMs, message.tagMs);
      }
      if ([1, 3, 18].includes(message.type)) this.placed.add(message.mmsi);
      if (message.name !== '' && message.type !== 21) this.named.set(message.mmsi, message.name);
    });
    socket.on('data', (bytes: Buffer) => {
      decoder.feed(bytes);
      this.wake();
    });
  }

  forget(): void {
    this.placed.clear();
    this.named.clear();
    this.earliestMs = Number.POSITIVE_INFINITY;
    this.latestMs = Number.NEGATIVE_INFINITY;
  }

  async until(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

describe('TrafficServer', () => {
  it('tells a new client every vessel and her name within ten seconds, spread evenly', async () => {
    const { server, port } = await listening();
    const ear = new Ear(await joined(server, port));
    for (let realMs = 0; realMs <= 5_000; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.named.size > 125);
    expect(ear.named.size).toBeLessThan(160);
    for (let realMs = 5_100; realMs <= 10_000; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.placed.size >= 264 && ear.named.size >= 264);
    const expected = fleet.at(STORY_MS).filter(({ transmits }) => transmits);
    expect(ear.named).toEqual(new Map(expected.map(({ craft, heardName }) => [craft.mmsi, heardName])));
  });

  it('tells a client that comes later as much', async () => {
    const { server, port } = await listening();
    for (let realMs = 0; realMs <= 60_000; realMs += 1000) server.tick(realMs);
    const ear = new Ear(await joined(server, port));
    for (let realMs = 60_100; realMs <= 70_200; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.placed.size >= 264 && ear.named.size >= 264);
    expect(ear.named.size).toBe(264);
  });

  it('drops a client that does not read and keeps the others', async () => {
    const { server, port } = await listening(60);
    const slow = await joined(server, port);
    slow.pause();
    const ear = new Ear(await joined(server, port));
    const slowGone = once(slow, 'close');
    for (let realMs = 0; server.clientCount > 1; realMs += 9_000) {
      server.tick(realMs);
      await new Promise(setImmediate);
    }
    expect(server.clientCount).toBe(1);
    expect(ear.placed.size).toBeGreaterThan(200);
    slow.resume();
    await slowGone;
  });

  it('is set forward: what lies between is not said, and every vessel is told anew within three seconds, as she is then', async () => {
    const { server, port } = await listening();
    const ear = new Ear(await joined(server, port));
    for (let realMs = 0; realMs <= 10_000; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.named.size >= 264);
    const leapMs = 101 * 60_000;
    const anchor = { storyMs: STORY_MS + leapMs, realMs: 10_050, rate: 1 };
    server.follow(anchor, { realMs: 10_050, isLeap: true });
    ear.forget();
    for (let realMs = 10_100; realMs <= 13_000; realMs += 100) server.tick(realMs);
    const expected = fleet.at(STORY_MS + leapMs).filter(({ transmits }) => transmits);
    await ear.until(() => ear.named.size >= expected.length);
    expect(ear.named).toEqual(new Map(expected.map(({ craft, heardName }) => [craft.mmsi, heardName])));
    expect(ear.earliestMs).toBeGreaterThanOrEqual(STORY_MS + leapMs - 1_000);
    expect(ear.latestMs).toBeLessThanOrEqual(STORY_MS + leapMs + 3_000);
  });

  it('goes on at another rate without telling anybody anew, and never says a time twice', async () => {
    const { server, port } = await listening(60);
    const ear = new Ear(await joined(server, port));
    for (let realMs = 0; realMs <= 10_100; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.named.size >= 264 && ear.latestMs >= STORY_MS + 605_000);
    ear.forget();
    // the clock changed 20 ms ago: we are 1.2 s ahead of it
    server.follow({ storyMs: STORY_MS + 604_800, realMs: 10_080, rate: 1 }, { realMs: 10_100, isLeap: false });
    for (let realMs = 10_200; realMs <= 15_000; realMs += 100) server.tick(realMs);
    await ear.until(() => ear.latestMs >= STORY_MS + 608_000);
    expect(ear.earliestMs).toBeGreaterThanOrEqual(STORY_MS + 606_000 - 1_000);
    expect(ear.latestMs).toBeLessThanOrEqual(STORY_MS + 604_800 + 4_920);
    expect(ear.named.size).toBeLessThan(40);
  });

  it('begins anew after a long sleep of the machine instead of saying all that was missed', async () => {
    const { server, port } = await listening(60);
    server.tick(0);
    const socket = await joined(server, port);
    const ear = new Ear(socket);
    server.tick(3_600_000);
    server.tick(3_610_000);
    await ear.until(() => ear.named.size >= 260);
    expect(socket.bytesRead).toBeLessThan(2_000_000);
  });
});
