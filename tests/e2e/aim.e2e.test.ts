import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EncodedVideoChunk, VideoDecoder } from '@napi-rs/webcodecs';
import { WebSocket } from 'ws';
import type { Camera, CameraTicket } from '../../server/contract/camera.ts';
import type { CameraCandidate } from '../../server/contract/camera-aim.ts';
import { AisMessage } from '../../server/domain/ais/message.ts';
import { RENDERED_CAMERAS } from '../../server/domain/camera/demo-cameras.ts';
import { project } from '../../server/domain/camera/view.ts';
import { destination, type LonLat } from '../../server/domain/geo/geodesy.ts';
import { knotsToMps } from '../../server/domain/units.ts';
import { readAvcC } from '../../server/domain/video/avc.ts';
import { FlvDemuxer } from '../../server/domain/video/flv.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { FilmCrew } from '../../streams/simulator/camera/night/film-crew.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const ACCOUNT = { user: 'mihari', password: 'not for anybody' };
const DAIKOKU = { lon: 139.693, lat: 35.456 };
/** A fishing boat off Daikoku, whose lights stand over her antenna. */
const BOAT = { ...destination(DAIKOKU, 135, 1300), headingDeg: 45, cogDeg: 45 };
const SPEED_KN = 12;
/** Her upper light above the water, metres. */
const MAST_M = 7.5;
const BODY = { toBowM: 6, toSternM: 6, toPortM: 2, toStarboardM: 2, navStatus: 7, isLaden: false, isDark: false };

describe('a camera that is turned to a ship', () => {
  let app: RunningApp;
  let operator: SignedIn;
  const beganMs = Date.now();
  const crew = new FilmCrew(() => Date.now());
  const trackId = 'a-431000009';
  const boatAt = (ms: number): LonLat => destination(BOAT, BOAT.cogDeg, (knotsToMps(SPEED_KN) * (ms - beganMs)) / 1000);

  beforeAll(async () => {
    crew.sea = { atMs: beganMs, vessels: [{ ...BOAT, ...BODY, sogKn: SPEED_KN }] };
    const members = await crew.open({ account: ACCOUNT, ports: {}, onvifPorts: {} });
    if (members === null) throw new Error('the optional encoder is missing: npm install --include=optional');
    const login = `mihari:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1`;
    const cameras = RENDERED_CAMERAS.flatMap((camera) => {
      const member = members.find(({ id }) => id === camera.id);
      if (member === undefined || !['daikoku', 'osanbashi'].includes(camera.id)) return [];
      const { port, onvifPort } = member;
      const onvifUrl = onvifPort === null ? null : `http://${login}:${onvifPort}/onvif/device_service`;
      const ptz = onvifPort === null ? null : camera.ptz;
      return [
        {
          ...camera,
          ptz,
          url: `rtsp://${login}:${port}/live`,
          onvifUrl,
          isRecorded: false,
          isStamped: true,
          reader: 'rtsp' as const,
          keepDays: null,
          alignedMs: null,
        },
      ];
    });
    app = await runApp({ cameras });
    operator = await signIn(app, 'operator');
  });
  afterAll(async () => {
    await app?.stop();
    await crew.stop();
  });

  /** Her AIS says where she is. */
  const hear = (): void => {
    const { lon, lat } = boatAt(app.clock.nowMs());
    const place = { lon: Math.round(lon * 600_000), lat: Math.round(lat * 600_000) };
    const motion = { sog: SPEED_KN * 10, cog: BOAT.cogDeg * 10, heading: BOAT.headingDeg };
    const message = Object.assign(new AisMessage(), { type: 1, mmsi: 431_000_009, navStatus: 7, ...place, ...motion });
    app.app.get(PictureService).hear({ message, feed: 'north', station: 'yokohama', receivedMs: app.clock.nowMs() });
  };
  const daikoku = async (): Promise<Camera> => {
    const all = (await (await operator.fetch('/api/v1/cameras')).json()) as Camera[];
    return all.find(({ cameraId }) => cameraId === 'daikoku') as Camera;
  };
  const aim = (body: unknown, who = operator) => who.send('POST', '/api/v1/cameras/daikoku/aim', body);
  async function becomes(isSo: (camera: Camera) => boolean): Promise<Camera> {
    for (;;) {
      const camera = await daikoku();
      if (isSo(camera)) return camera;
    }
  }
  const isAtRest = ({ head }: Camera): boolean => head?.trouble === null && !head.isMoving;

  it('is the best of those that see her, and says why others do not', async () => {
    await becomes(({ state, head }) => state === 'live' && head?.trouble === null);
    hear();
    const path = `/api/v1/cameras/candidates?trackId=${trackId}`;
    const ranked = (await (await operator.fetch(path)).json()) as CameraCandidate[];
    expect(ranked.map(({ cameraId, unfit }) => [cameraId, unfit.length > 0])).toEqual([
      ['daikoku', false],
      ['osanbashi', true],
    ]);
    expect(ranked[1]?.unfit).toContain('beyond-range');
    expect((await operator.fetch('/api/v1/cameras/candidates?lon=139')).status).toBe(400);
    expect((await operator.fetch('/api/v1/cameras/candidates?trackId=none')).status).toBe(404);
  });

  it('really shows her, where the projection of her position says: within three pixels', async () => {
    hear();
    expect((await aim({ to: 'track', trackId, follow: false })).status).toBe(200);
    const before = await becomes(isAtRest);
    const { luma, atMs } = await picture();
    const { lon, lat, heightM, panDeg, tiltDeg, fovDeg } = await daikoku();
    expect([panDeg, fovDeg]).toEqual([before.panDeg, before.fovDeg]);
    const view = { lon, lat, heightM, panDeg, tiltDeg, fovDeg, rollDeg: 0, widthPx: 640, heightPx: 360, k1: 0 };
    const expected = project(view, boatAt(atMs), MAST_M);
    const seen = topLight(luma);
    expect(expected?.isInFrame).toBe(true);
    expect(Math.abs(seen.x - (expected?.x ?? 0))).toBeLessThan(3);
    expect(Math.abs(seen.y - (expected?.y ?? 0))).toBeLessThan(4);
  });

  it('is kept on her while she goes on', async () => {
    hear();
    await aim({ to: 'track', trackId, follow: true });
    const first = await becomes(isAtRest);
    expect(first.head).toMatchObject({ following: trackId, heldBy: 'operator' });
    const later = await becomes(({ panDeg }) => Math.abs(panDeg - first.panDeg) > 0.3);
    const bearing = project(
      { ...later, rollDeg: 0, widthPx: 640, heightPx: 360, k1: 0 },
      boatAt(Date.now()),
    )?.bearingDeg;
    expect(Math.abs(later.panDeg - (bearing ?? 0))).toBeLessThan(later.fovDeg * 0.25);
    expect((await aim({ to: 'release' })).status).toBe(200);
    expect((await daikoku()).head).toMatchObject({ following: null, heldBy: null });
  });

  it('is turned by degrees, as a drag in the picture does it, and only from its own office or the center', async () => {
    const before = await becomes(isAtRest);
    expect((await aim({ to: 'by', panDeg: -5, tiltDeg: 1, fovFactor: 0.5 })).status).toBe(200);
    const after = await becomes((camera) => isAtRest(camera) && camera.fovDeg < before.fovDeg * 0.6);
    expect(after.panDeg).toBeCloseTo(before.panDeg - 5, 1);
    expect(after.tiltDeg).toBeCloseTo(before.tiltDeg + 1, 1);
    expect(after.fovDeg).toBeCloseTo(before.fovDeg / 2, 1);
    expect((await aim({ to: 'release' })).status).toBe(200);
    const admin = await signIn(app, 'admin');
    const change = { role: 'operator', office: 'kobe' };
    expect((await admin.send('PATCH', '/api/v1/accounts/crew', change)).status).toBe(200);
    const kobe = await signIn(app, 'crew');
    const refused = await aim({ to: 'home' }, kobe);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('camera-office')]);
  });

  it('is steered by one hand at a time; a supervisor may take it; all of it is audited', async () => {
    expect((await aim({ to: 'turn', pan: 0.5, tilt: 0, zoom: 0 })).status).toBe(200);
    expect((await aim({ to: 'turn', pan: 0, tilt: 0, zoom: 0 })).status).toBe(200);
    const supervisor = await signIn(app, 'supervisor');
    const other = await signIn(app, 'admin');
    expect((await aim({ to: 'home' }, other)).status).toBe(403);
    expect((await aim({ to: 'home' }, supervisor)).status).toBe(200);
    const refused = await aim({ to: 'turn', pan: 1, tilt: 0, zoom: 0 });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('supervisor')]);
    const audit = await (await supervisor.fetch('/api/v1/audit?limit=20')).text();
    expect(audit).toContain('camera:aim');
    expect(audit).toContain('"from":"operator"');
    const fixed = await supervisor.send('POST', '/api/v1/cameras/osanbashi/aim', { to: 'home' });
    expect([fixed.status, await fixed.text()]).toEqual([409, expect.stringContaining('fixed')]);
    expect((await aim({ to: 'turn', pan: 3, tilt: 0, zoom: 0 }, supervisor)).status).toBe(400);
    expect((await supervisor.send('POST', '/api/v1/cameras/daikoku/presets', { name: '桟橋' })).status).toBe(204);
    const presets = (await (await operator.fetch('/api/v1/cameras/daikoku/presets')).json()) as { name: string }[];
    expect(presets.map(({ name }) => name)).toEqual(['桟橋']);
  });

  /** A picture as a viewer gets it now, decoded: its brightness and its time. */
  async function picture(): Promise<{ luma: Uint8Array; atMs: number }> {
    const { path } = (await (await operator.send('POST', '/api/v1/cameras/daikoku/ticket')).json()) as CameraTicket;
    const socket = new WebSocket(app.url.replace('http', 'ws') + path);
    const luma = await new Promise<Uint8Array>((resolve, reject) => {
      const decoder = new VideoDecoder({
        output: (frame) => {
          const data = new Uint8Array(frame.allocationSize());
          void frame.copyTo(data).then(() => resolve(data.subarray(0, 640 * 360)));
        },
        error: reject,
      });
      let keys = 0;
      const demuxer = new FlvDemuxer({
        config: ({ record }) => decoder.configure({ codec: readAvcC(record).codec, description: record }),
        frame: ({ isKey, dtsMs, data }) => {
          // what is kept for who comes is a second old: the next key frame is of now
          if (isKey) keys++;
          if (isKey && keys === 2) {
            decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: dtsMs * 1000, data }));
            void decoder.flush();
          }
        },
      });
      socket.on('message', (data: Buffer) => demuxer.feed(data));
    });
    socket.terminate();
    await once(socket, 'close');
    return { luma, atMs: timeOf(luma) };
  }
});

/** Middle of the highest of the bright spots below the letters and above the clock. */
function topLight(luma: Uint8Array): { x: number; y: number } {
  let [sum, sumX, sumY] = [0, 0, 0];
  const most = luma.subarray(640 * 60, 640 * 340).reduce((a, b) => Math.max(a, b), 0);
  const first = luma.findIndex((level, at) => at >= 640 * 60 && level > most * 0.75);
  for (let at = first - 640; at < first + 640 * 4; at++) {
    const over = (luma[at] as number) - most * 0.75;
    if (over <= 0) continue;
    sum += over;
    sumX += over * ((at % 640) + 0.5);
    sumY += over * (Math.floor(at / 640) + 0.5);
  }
  return { x: sumX / sum, y: sumY / sum };
}

/** The time in the squares along the lower edge, epoch ms: the nearest to now that ends so. */
function timeOf(luma: Uint8Array): number {
  let low = 0;
  for (let bit = 0; bit < 20; bit++) if ((luma[352 * 640 + bit * 16 + 8] as number) > 128) low += 2 ** bit;
  const nowMs = Date.now();
  const behind = (nowMs - low) % 2 ** 20;
  return nowMs - behind;
}
