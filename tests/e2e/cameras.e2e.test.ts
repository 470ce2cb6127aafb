import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { CamerasService } from '../../server/cameras/cameras.service.ts';
import type { Camera, CameraTicket } from '../../server/contract/camera.ts';
import { DEMO_CAMERAS, type DemoCamera } from '../../server/domain/camera/demo-cameras.ts';
import { nalsOf, stampOf } from '../../server/domain/video/avc.ts';
import { FlvDemuxer } from '../../server/domain/video/flv.ts';
import { FilmFootage, realPace } from '../../streams/simulator/camera/film-footage.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';
import { RtspServer } from '../../streams/simulator/camera/rtsp-server.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const ACCOUNT = { user: 'mihari', password: 'not for @nybody' };

describe('cameras of the server', () => {
  let camera: RtspServer;
  let app: RunningApp;
  let operator: SignedIn;
  let cameras: CamerasService;
  let reached = '';

  beforeAll(async () => {
    camera = new RtspServer('camera', ACCOUNT, new FilmFootage(fixtureFilm(), realPace));
    const port = await camera.listen(0);
    const url = `rtsp://mihari:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${port}/live`;
    reached = url;
    const dead = `rtsp://mihari:wrong@127.0.0.1:${port}/live`;
    const [first, second] = DEMO_CAMERAS as readonly [DemoCamera, DemoCamera];
    app = await runApp({
      cameras: [
        {
          ...first,
          url,
          isRecorded: false,
          isStamped: true,
          reader: 'rtsp' as const,
          onvifUrl: null,
          keepDays: null,
          alignedMs: null,
        },
        {
          ...second,
          url: dead,
          isRecorded: true,
          isStamped: true,
          reader: 'rtsp' as const,
          onvifUrl: null,
          keepDays: null,
          alignedMs: null,
        },
      ],
    });
    cameras = app.app.get(CamerasService);
    operator = await signIn(app, 'operator');
  });
  afterAll(async () => {
    await app?.stop();
    await camera?.stop();
  });

  const list = async (): Promise<Camera[]> => (await operator.fetch('/api/v1/cameras')).json() as Promise<Camera[]>;
  /** Asks until it is so. */
  async function becomes(isSo: (all: Camera[]) => boolean): Promise<Camera[]> {
    for (;;) {
      const all = await list();
      if (isSo(all)) return all;
    }
  }
  const open = async (who: SignedIn): Promise<WebSocket> => {
    const { path } = (await (await who.send('POST', '/api/v1/cameras/kannonzaki/ticket')).json()) as CameraTicket;
    return new WebSocket(app.url.replace('http', 'ws') + path);
  };
  const firstPicture = (socket: WebSocket): Promise<number | null> =>
    new Promise((resolve) => {
      const frame = ({ data }: { data: Uint8Array }) => resolve(stampOf(nalsOf(data)));
      const demuxer = new FlvDemuxer({ config: () => undefined, frame });
      socket.on('message', (data: Buffer) => demuxer.feed(data));
    });

  it('say where they stand, what they see and how they are, and nothing of how they are reached', async () => {
    const all = await becomes((told) => told[0]?.state === 'live' && told[1]?.state === 'offline');
    expect(all).toMatchObject([
      { cameraId: 'kannonzaki', name: { ja: '観音埼サーマル' }, reason: null },
      { cameraId: 'honmoku-a', reason: expect.stringMatching(/401|Unauthorized/i) },
    ]);
    expect(all[0]?.wedge.length).toBeGreaterThan(10);
    expect(JSON.stringify(all)).not.toMatch(/rtsp|not for|wrong/);
    expect(cameras.health).toEqual({ state: 'degraded', up: 1, total: 2 });
  });

  it('are watched through the server, audited, until the session ends', async () => {
    const watcher = await signIn(app, 'operator');
    const socket = await open(watcher);
    expect(Math.abs(Date.now() - ((await firstPicture(socket)) ?? 0))).toBeLessThan(60_000);
    const closed = once(socket, 'close');
    await watcher.send('DELETE', '/api/v1/session');
    expect(await closed).toEqual([4401, expect.anything()]);
    const supervisor = await signIn(app, 'supervisor');
    const audit = await (await supervisor.fetch('/api/v1/audit?limit=20')).text();
    expect(audit).toContain('camera:watch');
    expect(audit).toContain('camera/kannonzaki');
  });

  it('are refused in words: an unknown one, a malformed id, a role that may not, a door that is not theirs', async () => {
    const post = (who: SignedIn, id: string) => who.send('POST', `/api/v1/cameras/${id}/ticket`);
    expect((await post(operator, 'nowhere')).status).toBe(404);
    const malformed = await post(operator, 'A%20B');
    expect(malformed.status).toBe(400);
    expect(await malformed.text()).toContain('A B');
    expect((await post(await signIn(app, 'crew'), 'kannonzaki')).status).toBe(403);
    for (const path of ['/live/kannonzaki', '/live/a%20b?ticket=x', '/live/kannonzaki?ticket=a.b']) {
      const socket = new WebSocket(app.url.replace('http', 'ws') + path);
      socket.on('error', () => undefined);
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      expect([401, 404]).toContain(response.statusCode);
    }
  });

  it('are entered by an administrator, with a password that nobody is told, and are pulled at once', async () => {
    const admin = await signIn(app, 'admin');
    const port = new URL(reached).port;
    const entry = {
      ...{ cameraId: 'gate-1', name: { ja: '正門', en: 'Gate' }, office: 'yokohama', lon: 139.66, lat: 35.44 },
      ...{ heightM: 12, panDeg: 90, tiltDeg: -3, fovDeg: 40, dayRangeM: 3000, nightRangeM: 1500, isThermal: false },
      ...{ url: `rtsp://127.0.0.1:${port}/live`, onvifUrl: null, ptz: null, user: ACCOUNT.user },
      ...{ isRecorded: false, keepDays: 7, alignedMs: null, alignedOn: null },
    };
    const put = (body: object, who = admin) => who.send('PUT', '/api/v1/cameras/registry/gate-1', body);
    expect((await put({ ...entry, password: ACCOUNT.password }, operator)).status).toBe(403);
    for (const [wrong, field] of [
      [{ ...entry, url: 'rtsp://a:b@c/d' }, 'url'],
      [{ ...entry, heightM: 0 }, 'heightM'],
      [{ ...entry, onvifUrl: 'http://127.0.0.1/onvif' }, 'ptz'],
    ] as const) {
      const refused = await put({ ...wrong, password: 'x' });
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(field)]);
    }
    expect((await put({ ...entry, password: ACCOUNT.password })).status).toBe(200);
    await becomes((told) => told.some(({ cameraId, state }) => cameraId === 'gate-1' && state === 'live'));
    const told = await (await admin.fetch('/api/v1/cameras/registry')).text();
    expect(JSON.parse(told)).toMatchObject([
      { cameraId: 'gate-1', hasPassword: true, keepDays: 7, changedBy: 'admin' },
    ]);
    const sql = await openSql(app);
    const stored = JSON.stringify(await sql("select entry, encode(sealed_password, 'escape') as sealed from camera"));
    const audit = await (await admin.fetch('/api/v1/audit?limit=20')).text();
    await sql.end();
    for (const text of [told, stored, audit, JSON.stringify(await list())])
      expect(text).not.toContain(ACCOUNT.password);
    expect(audit).toContain('camera:put');
    expect((await put({ ...entry, fovDeg: 20 })).status).toBe(200);
    await becomes((now) =>
      now.some(({ cameraId, state, fovDeg }) => cameraId === 'gate-1' && state === 'live' && fovDeg === 20),
    );
    const both = [
      { ...entry, cameraId: 'gate-2' },
      { ...entry, cameraId: 'kannonzaki' },
    ];
    expect((await admin.send('POST', '/api/v1/cameras/registry/import', both)).status).toBe(409);
    expect((await list()).map(({ cameraId }) => cameraId)).not.toContain('gate-2');
    expect((await admin.send('DELETE', '/api/v1/cameras/registry/gate-1')).status).toBe(204);
    expect((await list()).map(({ cameraId }) => cameraId)).not.toContain('gate-1');
    expect((await admin.send('DELETE', '/api/v1/cameras/registry/gate-1')).status).toBe(404);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'are unknown while their process is down (%s), and come back',
    async (how) => {
      await becomes((told) => told[0]?.state === 'live');
      const pid = cameras.mediaPid;
      if (pid === null) throw new Error('no process');
      process.kill(pid, how);
      await becomes((told) => told.every(({ state }) => state === 'unknown'));
      expect(cameras.health).toMatchObject({ state: 'down' });
      expect((await operator.send('POST', '/api/v1/cameras/kannonzaki/ticket')).status).toBe(503);
      await becomes((told) => told[0]?.state === 'live');
      expect(cameras.mediaPid).not.toBe(pid);
      const socket = await open(operator);
      expect(await firstPicture(socket)).not.toBeNull();
      socket.terminate();
    },
  );
});
