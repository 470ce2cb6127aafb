import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { nalsOf, readAvcC, stampOf } from '../../server/domain/video/avc.ts';
import { FlvDemuxer, type VideoFrame } from '../../server/domain/video/flv.ts';
import { type Ticket, writeTicket } from '../../server/platform/media/ticket.ts';
import { CameraChannel } from '../../streams/media/camera-channel.ts';
import { ViewerGateway } from '../../streams/media/viewer-gateway.ts';
import { FilmFootage, realPace } from '../../streams/simulator/camera/film-footage.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';
import { RtspServer } from '../../streams/simulator/camera/rtsp-server.ts';

const SECRET = randomBytes(32);
const ACCOUNT = { user: 'admin', password: 'p@ss word' };

/** A viewer that takes the stream apart as a browser does. */
class Viewer {
  readonly frames: (VideoFrame & { stampMs: number | null })[] = [];
  widthPx = 0;
  closed: number | null = null;
  private more: () => void = () => undefined;

  constructor(readonly socket: WebSocket) {
    const demuxer = new FlvDemuxer({
      config: ({ record }) => {
        this.widthPx = readAvcC(record).widthPx;
      },
      frame: (frame) => {
        this.frames.push({ ...frame, stampMs: stampOf(nalsOf(frame.data)) });
        this.more();
      },
    });
    socket.on('message', (data: Buffer) => demuxer.feed(data));
    socket.on('close', (code) => {
      this.closed = code;
      this.more();
    });
  }

  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await new Promise<void>((resolve) => (this.more = resolve));
  }
}

describe('cameras', () => {
  const footage = new FilmFootage(fixtureFilm(), realPace);
  let camera: RtspServer;
  let port = 0;
  let gateway: ViewerGateway;
  let channel: CameraChannel;
  let door = 0;
  const opened: WebSocket[] = [];

  const ticket = (more: Partial<Ticket> = {}, secret = SECRET): string =>
    writeTicket(secret, {
      ...{ user: 'operator', session: 's1', camera: 'honmoku-d', untilMs: Date.now() + 30_000 },
      ...more,
    });
  const dial = (text: string, id = 'honmoku-d'): WebSocket => {
    const socket = new WebSocket(`ws://127.0.0.1:${door}/live/${id}?ticket=${text}`);
    opened.push(socket);
    return socket;
  };
  async function refusal(socket: WebSocket): Promise<number> {
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    socket.on('error', () => undefined);
    return response.statusCode;
  }
  /** Looks at the state until it is so. */
  async function becomes(state: string): Promise<void> {
    while (channel.status.state !== state) await new Promise(setImmediate);
  }

  beforeAll(async () => {
    camera = new RtspServer('simulated', ACCOUNT, footage);
    port = await camera.listen(0);
    const url = `rtsp://${ACCOUNT.user}:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${port}/live`;
    channel = new CameraChannel(
      { id: 'honmoku-d', url, always: false, isRecorded: false, isStamped: true, reader: 'rtsp' as const },
      { nowMs: () => performance.now(), recorder: null, door: null },
    );
    const channels = new Map([['honmoku-d', channel]]);
    gateway = new ViewerGateway({ secret: () => SECRET, channel: (id) => channels.get(id), nowMs: () => Date.now() });
    door = await gateway.listen(0, '127.0.0.1');
  });
  afterEach(() => {
    for (const socket of opened.splice(0)) socket.terminate();
  });
  afterAll(async () => {
    await channel.stop();
    await gateway.stop();
    await camera.stop();
  });

  it('are pulled when somebody watches, through a password with a space and an @, and seen with the time of each picture', async () => {
    expect(channel.status).toMatchObject({ state: 'idle', viewers: 0 });
    const viewer = new Viewer(dial(ticket()));
    await viewer.until(() => viewer.frames.length >= 12);
    expect(viewer.widthPx).toBe(640);
    expect(viewer.frames[0]).toMatchObject({ isKey: true });
    for (const { stampMs } of viewer.frames) expect(Math.abs(Date.now() - (stampMs ?? 0))).toBeLessThan(60_000);
    const stamps = viewer.frames.map(({ stampMs }) => stampMs ?? 0);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(channel.status).toMatchObject({ state: 'live', viewers: 1, widthPx: 640, heightPx: 360, reason: null });
  });

  it('begin with a key frame for who comes later', async () => {
    const first = new Viewer(dial(ticket()));
    await first.until(() => first.frames.length >= 5);
    const second = new Viewer(dial(ticket()));
    await second.until(() => second.frames.length >= 2);
    expect(second.frames[0]?.isKey).toBe(true);
  });

  it('are stale when nothing comes, offline when the line is cut, and live again by themselves', async () => {
    const viewer = new Viewer(dial(ticket()));
    await viewer.until(() => viewer.frames.length >= 5);
    await becomes('live');
    footage.fault = 'stall';
    await becomes('stale');
    await becomes('offline');
    expect(channel.status.reason).toBe('nothing came for three seconds');
    footage.fault = null;
    const before = viewer.frames.length;
    await viewer.until(() => viewer.frames.length > before);
    expect(viewer.frames[before]?.isKey).toBe(true);
    await becomes('live');
    camera.drop();
    await becomes('offline');
    await becomes('live');
  });

  it('are suspect while they send one picture again and again', async () => {
    const viewer = new Viewer(dial(ticket()));
    await viewer.until(() => viewer.frames.length >= 5);
    footage.fault = 'freeze';
    await becomes('suspect');
    footage.fault = null;
    await becomes('live');
  });

  it('are shown to nobody without a good ticket', async () => {
    expect(await refusal(dial(ticket({}, randomBytes(32))))).toBe(401);
    expect(await refusal(dial(ticket({ untilMs: Date.now() - 1 })))).toBe(401);
    expect(await refusal(dial(ticket({ camera: 'daikoku' })))).toBe(401);
    expect(await refusal(dial(`${ticket()}x`))).toBe(401);
    expect(await refusal(dial('.'))).toBe(401);
    expect(await refusal(dial(ticket(), 'a%20b'))).toBe(404);
    expect(await refusal(dial(ticket({ camera: 'daikoku' }), 'daikoku'))).toBe(404);
  });

  it('are taken away from a session that ends, and not from others', async () => {
    const one = new Viewer(dial(ticket({ session: 'gone' })));
    const other = new Viewer(dial(ticket({ session: 'stays' })));
    await one.until(() => one.frames.length > 0);
    await other.until(() => other.frames.length > 0);
    gateway.revoke('gone');
    await one.until(() => one.closed !== null);
    expect(one.closed).toBe(4401);
    const before = other.frames.length;
    await other.until(() => other.frames.length > before);
  });
});
