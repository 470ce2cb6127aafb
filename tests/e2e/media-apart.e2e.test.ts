import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import type { CameraSite } from '../../server/cameras/camera-sources.ts';
import { CamerasService } from '../../server/cameras/cameras.service.ts';
import type { CameraTicket } from '../../server/contract/camera.ts';
import type { Recording } from '../../server/contract/recording.ts';
import { DEMO_CAMERAS, type DemoCamera } from '../../server/domain/camera/demo-cameras.ts';
import { FilmFootage, realPace } from '../../streams/simulator/camera/film-footage.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';
import { RtspServer } from '../../streams/simulator/camera/rtsp-server.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const ACCOUNT = { user: 'mihari', password: 'not for anybody' };
const BASE = '/api/v1/cameras/kannonzaki';

describe('the process of the cameras apart from the server', () => {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-apart-')));
  const beganMs = Date.now();
  let camera: RtspServer;
  let site: CameraSite;
  let media: ChildProcess;
  let app: RunningApp | null = null;

  const startMedia = (): ChildProcess => {
    const env = { ...process.env, DATA_DIR: dataDir };
    return spawn(process.execPath, [resolve('dist/streams/media/main.js')], { env, stdio: 'ignore' });
  };
  async function startServer(): Promise<{ app: RunningApp; who: SignedIn }> {
    const running = await runApp({ dataDir, cameras: [site], env: { MEDIA: 'apart' } });
    app = running;
    return { app: running, who: await signIn(running, 'supervisor') };
  }
  async function recording(who: SignedIn, isSo: (recording: Recording) => boolean): Promise<Recording> {
    for (;;) {
      const path = `${BASE}/recording?fromMs=${beganMs - 1000}&toMs=${Date.now() + 1000}`;
      const found = (await (await who.fetch(path)).json()) as Recording;
      if (isSo(found)) return found;
    }
  }
  async function watch(running: RunningApp, who: SignedIn): Promise<WebSocket> {
    for (;;) {
      const answer = await who.send('POST', `${BASE}/ticket`, {});
      if (!answer.ok) continue;
      const { path } = (await answer.json()) as CameraTicket;
      return new WebSocket(running.url.replace('http', 'ws') + path);
    }
  }

  beforeAll(async () => {
    camera = new RtspServer('camera', ACCOUNT, new FilmFootage(fixtureFilm(), realPace));
    const url = `rtsp://mihari:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${await camera.listen(0)}/live`;
    const [first] = DEMO_CAMERAS as readonly [DemoCamera];
    const how = { isRecorded: true, isStamped: true, reader: 'rtsp', onvifUrl: null, keepDays: null } as const;
    site = { ...first, ...how, url, alignedMs: null };
    media = startMedia();
  });
  afterAll(async () => {
    await app?.stop();
    media?.kill('SIGKILL');
    await camera?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('goes on recording while the server is away, and tells what it missed', async () => {
    const first = await startServer();
    expect(first.app.app.get(CamerasService).mediaPid).toBeNull();
    const before = await recording(first.who, ({ fragments }) => fragments >= 2);
    await first.app.stop();
    const goneMs = Date.now();
    const second = await startServer();
    const untilMs = Date.now();
    const after = await recording(second.who, ({ kept }) => (kept?.toMs ?? 0) > untilMs);
    expect(after.kept?.fromMs).toBe(before.kept?.fromMs);
    const from = before.kept?.fromMs ?? 0;
    // on a busy machine the simulated camera itself falters for a moment; a recorder that waits for the server loses all of the time
    const gaps = after.gaps.filter(({ fromMs, toMs }) => fromMs >= from && toMs < untilMs);
    const lostMs = gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    expect(lostMs).toBeLessThan((untilMs - goneMs) / 2 + 1_000);
  });

  it('gives pictures through the door of the server', async () => {
    if (app === null) throw new Error('no server');
    const who = await signIn(app, 'operator');
    const viewer = await watch(app, who);
    const [picture] = (await once(viewer, 'message')) as [Buffer];
    expect(picture.length).toBeGreaterThan(0);
    viewer.terminate();
  });

  it('is told as down when it ends, and found again when it is back', async () => {
    if (app === null) throw new Error('no server');
    const cameras = app.app.get(CamerasService);
    const until = async (state: string): Promise<void> => {
      while (cameras.health.state !== state) await new Promise(setImmediate);
    };
    await until('ok');
    media.kill('SIGKILL');
    await until('down');
    media = startMedia();
    await until('ok');
  });
});
