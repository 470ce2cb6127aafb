import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FlvDemuxer } from '../../server/domain/video/flv.ts';
import { CameraChannel } from '../../streams/media/camera-channel.ts';
import { ViewerGateway } from '../../streams/media/viewer-gateway.ts';
import { FilmFootage, realPace } from '../../streams/simulator/camera/film-footage.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';
import { type Footage, RtspServer } from '../../streams/simulator/camera/rtsp-server.ts';

const ACCOUNT = { user: 'admin', password: 'p@ss word' };
const film = fixtureFilm();
const [key] = film.frames;
if (key === undefined) throw new Error('no film');

/** A camera that sends what it is told to. */
class Puppet implements Footage {
  readonly config = film.config;
  private tell: Parameters<Footage['listen']>[0] = () => undefined;
  private begun: () => void = () => undefined;
  readonly watched = new Promise<void>((resolve) => (this.begun = resolve));

  listen(picture: Parameters<Footage['listen']>[0]): () => void {
    this.tell = picture;
    this.begun();
    return () => undefined;
  }

  send(nals: readonly Uint8Array[], atMs: number, isKey = false): void {
    this.tell(nals, atMs, isKey);
  }
}

describe('the process of the cameras under attack', () => {
  let well: RtspServer;
  let neighbour: CameraChannel;
  let gateway: ViewerGateway;
  let door = 0;
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    well = new RtspServer('well', ACCOUNT, new FilmFootage(film, realPace));
    neighbour = channelOn(await well.listen(0), 'well');
    gateway = new ViewerGateway({ secret: () => randomBytes(32), channel: () => neighbour, nowMs: () => Date.now() });
    door = await gateway.listen(0, '127.0.0.1');
    await becomes(neighbour, 'live');
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await becomes(neighbour, 'live');
  });
  afterAll(async () => {
    await neighbour.stop();
    await gateway.stop();
    await well.stop();
  });

  function channelOn(port: number, id = 'victim'): CameraChannel {
    const url = `rtsp://${ACCOUNT.user}:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${port}/live`;
    const plan = { id, url, always: true, isRecorded: false, isStamped: false, reader: 'rtsp' as const };
    return new CameraChannel(plan, { nowMs: () => performance.now(), recorder: null, door: null });
  }
  async function becomes(channel: CameraChannel, ...states: string[]): Promise<void> {
    while (!states.includes(channel.status.state)) await new Promise(setImmediate);
  }
  async function puppet(firstTicks = 0): Promise<{ camera: Puppet; channel: CameraChannel }> {
    const camera = new Puppet();
    const server = new RtspServer('puppet', ACCOUNT, camera, firstTicks);
    const channel = channelOn(await server.listen(0));
    ends.push(
      () => channel.stop(),
      () => server.stop(),
    );
    await camera.watched;
    return { camera, channel };
  }
  const good = (camera: Puppet, atMs: number): void => camera.send(key?.nals ?? [], atMs, true);
  /** Pictures that reach a viewer, by their time in the stream. */
  function watch(channel: CameraChannel): number[] {
    const times: number[] = [];
    const demuxer = new FlvDemuxer({ config: () => undefined, frame: ({ dtsMs }) => void times.push(dtsMs) });
    const write = (frame: Buffer): void => {
      const short = (frame[1] as number) & 127;
      demuxer.feed(frame.subarray(short < 126 ? 2 : short === 126 ? 4 : 10));
    };
    channel.add({ writableLength: 0, write });
    return times;
  }
  /** Sends good pictures until one of them reaches a viewer, as it must. */
  async function recovers(camera: Puppet, times: readonly number[], fromMs: number): Promise<void> {
    const before = times.length;
    for (let i = 0; times.length < before + 3; i++) {
      good(camera, fromMs + i * 100);
      await new Promise(setImmediate);
    }
  }

  it('lives through a unit without end, and takes the camera up again', async () => {
    const { camera, channel } = await puppet();
    const times = watch(channel);
    good(camera, 0);
    camera.send([new Uint8Array(6 * 1024 * 1024).fill(0x41)], 100);
    await recovers(camera, times, 200);
  });

  it('lives through a storm of parameter sets, stamps and empty units', async () => {
    const { camera, channel } = await puppet();
    const times = watch(channel);
    good(camera, 0);
    const { sps, pps } = film.config;
    for (let round = 0; round < 40; round++)
      camera.send(
        new Array(200).fill(null).flatMap(() => [sps, pps]),
        100 + round,
      );
    camera.send([Uint8Array.of(0x67), Uint8Array.of(0x68), Uint8Array.of(0x06, 5, 24)], 200);
    camera.send([randomBytes(5000), randomBytes(9), Uint8Array.of(0x65)], 300, true);
    await recovers(camera, times, 400);
  });

  it('goes on over timestamps that wrap', async () => {
    const { camera, channel } = await puppet(2 ** 32 - 20 * 9000);
    const times = watch(channel);
    for (let i = 0; i < 60; i++) good(camera, i * 100);
    while (times.length < 60) await new Promise(setImmediate);
    expect(times.slice(1).map((ms, i) => ms - (times[i] as number))).toEqual(new Array(59).fill(100));
  });

  it('loses one picture, not the stream, where a packet is lost on the way', async () => {
    const camera = new Puppet();
    const server = new RtspServer('puppet', ACCOUNT, camera);
    const inner = await server.listen(0);
    const lossy = createServer((socket) => loseOne(socket, connect(inner, '127.0.0.1'), 30));
    const channel = channelOn(await listening(lossy));
    ends.push(
      () => channel.stop(),
      () => lossy.close(),
      () => server.stop(),
    );
    await camera.watched;
    const times = watch(channel);
    for (let i = 0; i < 60; i++) good(camera, i * 100);
    while (times.at(-1) !== 5900) await new Promise(setImmediate);
    expect(times.length).toBeGreaterThanOrEqual(57);
  });

  it('leaves a camera that talks garbage, or nothing, or never ends its words; tells why; and tries again', async () => {
    const words = [
      (socket: Socket) => socket.write(randomBytes(20_000)),
      (socket: Socket) => socket.write(`RTSP/1.0 200 OK\r\nX: ${'y'.repeat(100_000)}`),
      (socket: Socket) => socket.write('RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 999999999\r\n\r\n'),
      (socket: Socket) => socket.end(),
    ];
    for (const say of words) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => say(socket));
      });
      const channel = channelOn(await listening(server));
      await once(server, 'connection');
      await becomes(channel, 'offline');
      await once(server, 'connection');
      expect(channel.status.reason).not.toBeNull();
      await channel.stop();
      server.close();
    }
  });

  it('refuses at its door whoever has no ticket, in any words, and stays open', async () => {
    const rtmp = Buffer.concat([Buffer.of(3), randomBytes(1536)]);
    const publish = 'POST /live/well HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nFLV';
    const spaces = 'GET /live/a b c?ticket= HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
    const bad = 'GET /live/%E0%A4%A?ticket=x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
    for (const words of [rtmp, publish, spaces, bad, `GET ${'/'.repeat(60_000)} HTTP/1.1\r\n\r\n`, randomBytes(4000)]) {
      const socket = connect(door, '127.0.0.1');
      socket.on('error', () => undefined);
      let answer = '';
      socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
      socket.write(words);
      socket.end();
      await once(socket, 'close');
      expect(answer).not.toMatch(/^HTTP\/1.1 (101|2)/);
    }
  });
});

/** Passes a connection on, but for one packet of pictures (RTP in RTSP, RFC 2326, 10.12). */
function loseOne(outer: Socket, inner: Socket, nth: number): void {
  let rest = Buffer.alloc(0);
  let count = 0;
  outer.on('error', () => inner.destroy()).on('close', () => inner.destroy());
  inner.on('error', () => outer.destroy()).on('close', () => outer.destroy());
  outer.pipe(inner);
  inner.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const begin = rest.indexOf(0x24);
      const isText = begin !== 0 || rest.length < 4;
      const length = isText ? (begin < 0 ? rest.length : begin) : 4 + rest.readUInt16BE(2);
      if (length === 0 || rest.length < length) return;
      if (isText || ++count !== nth) outer.write(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  });
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
