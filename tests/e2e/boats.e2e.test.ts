import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket as Wire } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, map } from 'rxjs';
import { io } from 'socket.io-client';
import { BoatFeeds } from '../../server/boats/boat-feeds.ts';
import { BoatsService } from '../../server/boats/boats.service.ts';
import { PositionKeeper } from '../../server/boats/position-keeper.ts';
import type { Boat, BoatTrailPoint } from '../../server/contract/boat.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../server/contract/constants.ts';
import type { BoatsNews } from '../../server/contract/events.ts';
import { rmcOf } from '../../server/domain/boat/own-sentence.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { askEnrol, type EnrolledDevice, enrol } from '../support/enrol.ts';
import { handClock } from '../support/hand-clock.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const AT_MS = Date.UTC(2026, 10, 23, 16, 36);

describe('patrol boats', () => {
  const hand = handClock(AT_MS);
  let gps: Server;
  let wire: Promise<Wire>;
  let app: RunningApp;
  let admin: SignedIn;
  let operator: SignedIn;
  let tablet: EnrolledDevice;
  beforeAll(async () => {
    gps = createServer();
    wire = once(gps, 'connection').then(([socket]: Wire[]) => socket as Wire);
    gps.listen(0, '127.0.0.1');
    await once(gps, 'listening');
    const { port } = gps.address() as AddressInfo;
    app = await runApp({ clock: hand.clock, env: { BOAT_FEEDS: `shiosai=tcp://127.0.0.1:${port}` } });
    admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    for (const entry of [boatEntry('shiosai'), boatEntry('minato-1', { mmsi: '431000077', office: 'tokyo' })])
      expect((await admin.send('PUT', `/api/v1/boats/${entry.boatId}`, entry)).status).toBe(200);
    tablet = await enrol(app, admin, 'shiosai');
  });
  afterAll(async () => {
    await app.stop();
    gps.close();
  });
  const boats = async (): Promise<Boat[]> => (await (await operator.fetch('/api/v1/boats')).json()) as Boat[];
  const boat = async (boatId: string): Promise<Boat> => (await boats()).find((b) => b.boatId === boatId) as Boat;
  const report = (positions: unknown, by = tablet, boatId = 'shiosai'): Promise<Response> =>
    fetch(`${app.url}/api/v1/boats/${boatId}/positions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...by.headers },
      body: JSON.stringify({ positions }),
    });

  it('are entered by an administrator only, with every wrong field named', async () => {
    const wrong = { ...boatEntry('shiosai'), maxKn: 0, class: 'ship' };
    const answer = await admin.send('PUT', '/api/v1/boats/shiosai', wrong);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/class.*\\"ship\\".*maxKn.*was 0/);
    expect((await operator.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'))).status).toBe(403);
    const twin = await admin.send('PUT', '/api/v1/boats/twin', boatEntry('twin', { mmsi: '431000077' }));
    expect(twin.status).toBe(409);
    expect(await boat('shiosai')).toMatchObject({ state: 'ready', position: null, crew: [], fuel: 1 });
  });

  it('are heard by the GPS on board, cut anywhere, and told to the consoles', async () => {
    const socket = io(app.url, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      extraHeaders: { cookie: operator.cookie },
    });
    const told: BoatsNews[] = [];
    socket.on('boats:changed', (news: BoatsNews) => told.push(news));
    await new Promise((resolve) => socket.emit('live:hello', { protocol: PROTOCOL_VERSION }, resolve));
    const heard = firstValueFrom(app.app.get(BoatsService).changes$.pipe(filter((id) => id === 'shiosai')));
    const line = rmcOf({ lon: 139.691667, lat: 35.27, sogKn: 27.5, cogDeg: 141.2, fixMs: AT_MS });
    (await wire).write(line.slice(0, 20));
    (await wire).write(line.slice(20));
    await heard;
    expect(await boat('shiosai')).toMatchObject({
      state: 'under-way',
      position: { source: 'gps', sogKn: 27.5, cogDeg: 141.2, fixMs: AT_MS },
      silentSinceMs: null,
    });
    const isThere = (): boolean => told.some(({ changed }) => changed.some(({ position }) => position !== null));
    while (!isThere()) await new Promise((resolve) => socket.once('boats:changed', resolve));
    expect(told[0]?.changed.map(({ boatId }) => boatId)).toEqual(['minato-1', 'shiosai']);
    socket.close();
    const [feed] = app.app.get(BoatFeeds).status();
    expect(feed).toMatchObject({ name: 'shiosai', state: 'up', messages: 1 });
  });

  it('are heard by the tablet when the GPS is quiet; what comes late fills the trail with its own times', async () => {
    hand.forward(60_000);
    const nowMs = hand.clock.nowMs();
    const at = (fixMs: number) => ({ lon: 139.7, lat: 35.25, sogKn: 26, cogDeg: 140, fixMs });
    const taken = await report([at(nowMs), at(nowMs - 30_000), at(nowMs - 20_000), at(nowMs - 30_000)]);
    expect(await taken.json()).toEqual({ taken: 3, late: 2 });
    expect((await boat('shiosai')).position).toMatchObject({ source: 'device', fixMs: nowMs });
    await app.app.get(PositionKeeper).write();
    const trail = (await (await operator.fetch('/api/v1/boats/shiosai/trail')).json()) as BoatTrailPoint[];
    expect(trail.map(({ atMs, source, isLate }) => [nowMs - atMs, source, isLate])).toEqual([
      [60_000, 'gps', false],
      [30_000, 'device', true],
      [20_000, 'device', true],
      [0, 'device', false],
    ]);
    const ahead = await report([at(nowMs + 3_600_000)]);
    expect([ahead.status, await ahead.text()]).toEqual([400, expect.stringContaining('fixMs')]);
  });

  it('are heard by their AIS, as all others are', async () => {
    const ship = { mmsi: 431_000_077, lonDeg: 139.65, latDeg: 35.46 };
    hearShip(app.app.get(PictureService), ship, hand.clock.nowMs());
    expect((await boat('minato-1')).position).toMatchObject({ source: 'ais', lon: 139.65, lat: 35.46 });
  });

  it('raise their silence after three minutes, once', async () => {
    const service = app.app.get(BoatsService);
    const lastMs = (await boat('shiosai')).position?.fixMs;
    const silent = firstValueFrom(
      service.changes$.pipe(
        map(() => service.boat('shiosai').silentSinceMs),
        filter((sinceMs) => sinceMs !== null),
      ),
    );
    hand.forward(181_000);
    expect(await silent).toBe(lastMs);
    expect(service.health).toEqual({ state: 'down', up: 0, total: 2 });
  });

  it('tell who is on board and what fuel is left, by their own tablet or by an office that orders them', async () => {
    const set = (boatId: string, change: unknown, headers: Readonly<Record<string, string>>): Promise<Response> =>
      fetch(`${app.url}/api/v1/boats/${boatId}/duty`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(change),
      });
    const crewed = await set('shiosai', { crew: ['船長', '監視官'], fuel: 0.8 }, tablet.headers);
    expect(await crewed.json()).toMatchObject({ crew: ['船長', '監視官'], dutySinceMs: hand.clock.nowMs(), fuel: 0.8 });
    expect((await set('minato-1', { fuel: 0.5 }, tablet.headers)).status).toBe(403);
    const out = await set('minato-1', { outOfService: '主機故障' }, { cookie: operator.cookie });
    expect(await out.json()).toMatchObject({ state: 'out-of-service', outOfService: '主機故障' });
    expect((await set('shiosai', {}, tablet.headers)).status).toBe(400);
  });

  it('are on the console again after a restart, where they were, marked silent', async () => {
    await app.app.get(PositionKeeper).write();
    const again = await runApp({ clock: hand.clock, env: { DATABASE_URL: app.databaseUrl } });
    try {
      const shiosai = again.app.get(BoatsService).boat('shiosai');
      expect(shiosai).toMatchObject({ crew: ['船長', '監視官'], position: { source: 'device', lon: 139.7 } });
      expect(shiosai.silentSinceMs).not.toBeNull();
    } finally {
      await again.stop();
    }
  });

  it('let in only devices with a code, each code once, and shut one out at once', async () => {
    expect((await askEnrol(app, 'AAAA-BBBB-CCCC')).status).toBe(403);
    const tracker = await enrol(app, admin, 'minato-1', true);
    expect((await report([{ lon: 139.65, lat: 35.46, fixMs: hand.clock.nowMs() }], tracker, 'minato-1')).status).toBe(
      200,
    );
    expect((await report([{ lon: 139.65, lat: 35.46, fixMs: 1 }], tracker, 'shiosai')).status).toBe(403);
    const live = io(app.url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { ...tracker.headers } });
    await once(live as never, 'connect');
    const gone = new Promise((resolve) => live.once('disconnect', resolve));
    expect((await admin.send('DELETE', `/api/v1/devices/${tracker.deviceId}`)).status).toBe(204);
    await gone;
    live.close();
    expect((await report([{ lon: 139.65, lat: 35.46, fixMs: 1 }], tracker, 'minato-1')).status).toBe(401);
    const left = (await (await admin.fetch('/api/v1/devices')).json()) as { boatId: string }[];
    expect(left.map(({ boatId }) => boatId)).toEqual(['shiosai']);
    const text = JSON.stringify(await (await admin.fetch('/api/v1/audit?limit=50')).json());
    for (const action of ['boat:put', 'device:code', 'device:enrol', 'device:refuse', 'device:remove', 'boat:duty'])
      expect(text).toContain(`"${action}"`);
    expect(text).not.toContain(tracker.headers['authorization']?.slice(7) ?? '?');
  });
});
