import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FlvDemuxer, type VideoFrame } from '../../../server/domain/video/flv.ts';
import type { StreamConfig } from '../../../server/domain/video/video-config.ts';
import { message, RtmpPublisher } from '../../../tests/support/rtmp-publisher.ts';
import { PushDoor, type PushListener } from './push-door.ts';
import type { Picture } from './source.ts';

const KEY = 'a key of 22 characters';
const PATH = `push/gate-1?key=${encodeURIComponent(KEY)}`;
const FILMS = ['../../../tests/fixtures/hevc.flv', '../../simulator/camera/film/night-camera.flv'];
/** Bodies of the tags of a film, and what they hold. */
function tagsOf(path: string): { tags: Buffer[]; frames: VideoFrame[] } {
  const film = readFileSync(new URL(path, import.meta.url));
  const tags: Buffer[] = [];
  for (let at = 13; at + 11 < film.length; at += 15 + film.readUIntBE(at + 1, 3))
    if (film[at] === 9) tags.push(film.subarray(at + 11, at + 11 + film.readUIntBE(at + 1, 3)));
  const frames: VideoFrame[] = [];
  new FlvDemuxer({ config: () => undefined, frame: (frame) => frames.push(frame) }).feed(film);
  return { tags: tags.slice(0, 60), frames };
}

describe('the door for cameras that push', () => {
  let door: PushDoor;
  let port: number;
  let nowMs = 0;
  let configs: StreamConfig[];
  let pictures: Picture[];
  let downs: string[];
  let listener: PushListener;

  beforeEach(async () => {
    [configs, pictures, downs, nowMs] = [[], [], [], 0];
    const config = (one: StreamConfig): void => void configs.push(one);
    const picture = (one: Picture): void => void pictures.push(one);
    listener = { key: KEY, events: { config, picture, down: (reason) => downs.push(reason) } };
    door = new PushDoor({ nowMs: () => nowMs });
    port = await door.listen(0, '127.0.0.1');
    door.expect('gate-1', listener);
  });
  afterEach(() => door.stop());
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise(setImmediate);
  };

  it.each(FILMS)('takes pictures of a camera that shows its key: %s', async (path) => {
    const { tags, frames } = tagsOf(path);
    const camera = await RtmpPublisher.open(port, PATH);
    for (const [i, tag] of tags.entries()) camera.video(i * 100, tag);
    const wanted = frames.slice(0, tags.length - 1);
    await until(() => pictures.length === wanted.length);
    expect(configs).toHaveLength(1);
    expect(pictures.map(({ isKey }) => isKey)).toEqual(wanted.map(({ isKey }) => isKey));
    pictures.forEach(({ data, dtsMs }, i) => {
      expect(Buffer.compare(data, wanted[i]?.data ?? Buffer.alloc(0))).toBe(0);
      expect(dtsMs).toBe((i + 1) * 100);
    });
    camera.socket.destroy();
    await until(() => downs.length === 1);
  });

  it.each([
    ['another key', 'push/gate-1?key=another%20key'],
    ['no key', 'push/gate-1'],
    ['a camera that is none', `push/gate-2?key=${encodeURIComponent(KEY)}`],
    ['another place', `live/gate-1?key=${encodeURIComponent(KEY)}`],
    ['a malformed name', `push/..%2F?key=${encodeURIComponent(KEY)}`],
  ])('is shut to %s', async (_, path) => {
    const { tags } = tagsOf(FILMS[0] as string);
    const camera = await RtmpPublisher.open(port, path);
    for (const tag of tags) camera.video(0, tag);
    await camera.closed;
    expect([configs, pictures, downs]).toEqual([[], [], []]);
  });

  it('is shut where no key is set, and to who tries keys, for a minute', async () => {
    door.expect('gate-1', { ...listener, key: '' });
    for (let i = 0; i < 10; i++) await (await RtmpPublisher.open(port, 'push/gate-1?key=')).closed;
    door.expect('gate-1', listener);
    const socket = connect(port, '127.0.0.1');
    socket.resume();
    await once(socket, 'close');
    nowMs = 60_001;
    const { tags } = tagsOf(FILMS[0] as string);
    const camera = await RtmpPublisher.open(port, PATH);
    for (const tag of tags) camera.video(0, tag);
    await until(() => pictures.length > 0);
  });

  it('gives the place of a connection to the next one of that camera', async () => {
    const { tags } = tagsOf(FILMS[0] as string);
    const first = await RtmpPublisher.open(port, PATH);
    first.video(0, tags[0] as Buffer);
    await until(() => configs.length === 1);
    const second = await RtmpPublisher.open(port, PATH);
    for (const tag of tags) second.video(0, tag);
    await first.closed;
    await until(() => pictures.length > 0);
    expect(downs).toEqual([]);
  });

  it('is not held up, and takes no memory, by who shows no key', async () => {
    const lanes = Array.from({ length: 60 }, (_, i) => Buffer.of(i + 3, 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0));
    const hello = Buffer.concat([Buffer.of(3), Buffer.alloc(3072)]);
    const before = process.memoryUsage().rss;
    for (const attack of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      randomBytes(64 * 1024),
      Buffer.concat([hello, ...lanes]),
      Buffer.concat([hello, message(1, 0, Buffer.of(0))]),
      Buffer.concat([hello, message(20, 0, Buffer.of(2, 0, 7, ...Buffer.from('connect'), 10, 255, 255, 255, 255))]),
      Buffer.concat([hello, randomBytes(9 * 1024)]),
      Buffer.concat([hello, Buffer.alloc(32 * 1024, 9)]),
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.end(attack);
      await once(socket, 'close');
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
    const camera = await RtmpPublisher.open(port, PATH);
    for (const tag of tagsOf(FILMS[0] as string).tags) camera.video(0, tag);
    await until(() => pictures.length > 0);
  });

  it('cuts a camera with its key that sends garbage', async () => {
    const camera = await RtmpPublisher.open(port, PATH);
    const [config] = tagsOf(FILMS[0] as string).tags;
    camera.video(0, config as Buffer);
    await until(() => configs.length === 1);
    camera.video(0, Buffer.from('FLV of another kind'));
    await camera.closed;
    await until(() => downs.length === 1);
  });
});
