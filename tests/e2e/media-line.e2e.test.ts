import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectPeer, type MediaPeer } from '../../server/cameras/media-peer.ts';
import type { MediaNews, MediaOrder } from '../../server/platform/media/orders.ts';
import { SocketControl } from '../../streams/media/control.ts';

const KEY = randomBytes(32);
const REVOKE: MediaOrder = { kind: 'revoke', session: 'one' };

describe('the line to the process of the cameras that runs apart', () => {
  let dir: string;
  let path: string;
  let control: SocketControl;
  let orders: MediaOrder[];
  let news: MediaNews[];
  const peers: MediaPeer[] = [];

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mihari-line-'));
    path = join(dir, 'run', 'media.sock');
    [orders, news] = [[], []];
    control = new SocketControl(path, KEY);
    await control.listen(
      (order) => orders.push(order),
      () => control.tell({ kind: 'hello', door: 1 }),
    );
  });
  afterEach(() => {
    for (const peer of peers.splice(0)) peer.stop();
    control.stop();
    rmSync(dir, { recursive: true });
  });
  const reach = (key = KEY): MediaPeer => {
    const peer = connectPeer(path, key, (one) => news.push(one));
    peers.push(peer);
    return peer;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise(setImmediate);
  };

  it('carries orders and news where both know the key', async () => {
    const peer = reach();
    await until(() => news.length === 1);
    peer.send(REVOKE);
    await until(() => orders.length === 1);
    expect([news, orders]).toEqual([[{ kind: 'hello', door: 1 }], [REVOKE]]);
    expect([statSync(path).mode & 0o777, statSync(join(dir, 'run')).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('ends where the key is another one, and says nothing', async () => {
    const peer = reach(randomBytes(32));
    peer.send(REVOKE);
    await peer.gone;
    control.tell({ kind: 'hello', door: 2 });
    expect([news, orders]).toEqual([[], []]);
  });

  it('gives way to the next server', async () => {
    const first = reach();
    await until(() => news.length === 1);
    const second = reach();
    await first.gone;
    second.send(REVOKE);
    await until(() => orders.length === 1);
  });

  it.each([
    ['a proof that is its own', 'echo'],
    ['no proof', JSON.stringify({ nonce: 'x'.repeat(32) })],
    ['an order at once', JSON.stringify(REVOKE)],
    ['garbage', 'garbage'],
    ['a line without end', 'y'.repeat(4000)],
  ])('believes nobody who shows %s', async (_, words) => {
    const socket = connect(path);
    socket.on('error', () => undefined).setEncoding('utf8');
    // what it says is said back: a proof of its own must not be taken for ours
    socket.on('data', (text: string) => words === 'echo' && socket.write(text));
    if (words !== 'echo') socket.write(`${words}\n{"proof":"AAAA"}\n${JSON.stringify(REVOKE)}\n`);
    await once(socket, 'close');
    expect(orders).toEqual([]);
  });

  it('takes the place of a socket that a run before left', async () => {
    const again = new SocketControl(path, KEY);
    await again.listen(
      (order) => orders.push(order),
      () => again.tell({ kind: 'hello', door: 3 }),
    );
    reach();
    await until(() => news.length === 1);
    expect(news).toEqual([{ kind: 'hello', door: 3 }]);
    again.stop();
  });
});
