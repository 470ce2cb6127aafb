import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { io, type Socket } from 'socket.io-client';
import { protect } from '../../server/platform/auth/protect.ts';
import { SessionService } from '../../server/platform/auth/session.service.ts';
import { readConfig } from '../../server/platform/config.ts';
import { openDatabase } from '../../server/platform/db/open-database.ts';
import { createLog } from '../../server/platform/log/log.ts';
import { PlatformModule } from '../../server/platform/platform.module.ts';
import { handClock } from '../support/hand-clock.ts';
import { AsideGateway, ProbeGateway } from '../support/probe-gateway.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const HOUR_MS = 3_600_000;
/** Far below the time after which a line that nobody reads would be given up by itself (45 s), on the slowest machine. */
const SOON_MS = 10_000;

describe('a socket', () => {
  const { clock, forward } = handClock();
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-')));
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', DEMO: '1', LOG_LEVEL: 'silent' });
  const sockets: Socket[] = [];
  let app: NestExpressApplication;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let server: { url: string };

  beforeAll(async () => {
    database = await openDatabase(config, createLog('silent'), ['-c', 'fsync=off']);
    @Module({
      imports: [PlatformModule.on({ config, databaseUrl: database.url, clock, log: createLog('silent') })],
      providers: [ProbeGateway, AsideGateway],
    })
    class ProbeModule {}
    const options = { logger: false, forceCloseConnections: true, abortOnError: false } as const;
    app = await NestFactory.create<NestExpressApplication>(ProbeModule, options);
    protect(app);
    await app.listen(0, '127.0.0.1');
    server = { url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });
  afterAll(async () => {
    await app?.close();
    await database?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  function open(headers: Record<string, string>, namespace = ''): Socket {
    const options = { transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(`${server.url}${namespace}`, { ...options, extraHeaders: headers });
    sockets.push(socket);
    return socket;
  }
  const refused = (socket: Socket): Promise<string> =>
    new Promise((resolve, reject) => {
      socket.once('connect_error', (error) => resolve(error.message));
      socket.once('connect', () => reject(new Error('let in')));
    });
  async function opened(who: SignedIn, namespace = ''): Promise<Socket> {
    const socket = open({ cookie: who.cookie }, namespace);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }
  /** What the console hears when its session ends; the time from the act to the closed socket. */
  async function ending(socket: Socket, act: () => unknown): Promise<{ heard: boolean; afterMs: number }> {
    let heard = false;
    socket.once('session:ended', () => {
      heard = true;
    });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const began = performance.now();
    await act();
    await gone;
    return { heard, afterMs: performance.now() - began };
  }

  it('is refused without a session, with a wrong one, and from a strange page', async () => {
    const { cookie } = await signIn(server, 'operator');
    expect(await refused(open({}))).toBe('unauthenticated');
    expect(await refused(open({ cookie: `mihari_session=${'A'.repeat(43)}` }))).toBe('unauthenticated');
    expect(await refused(open({}, '/aside'))).toBe('unauthenticated');
    expect(await refused(open({ cookie, origin: 'http://evil.example' }))).toBe('forbidden');
    expect(await refused(open({ cookie, origin: 'null' }))).toBe('forbidden');
  });

  it('is let in from our own page, and its handlers know who calls', async () => {
    const who = await signIn(server, 'operator');
    const socket = open({ cookie: who.cookie, origin: server.url });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    expect(await socket.emitWithAck('probe:read', { a: 1 })).toEqual({ ok: true, body: { a: 1 } });
  });

  it('may do what its role may, and nothing that names no right', async () => {
    const operator = await opened(await signIn(server, 'operator'));
    const admin = await opened(await signIn(server, 'admin'));
    expect(await operator.emitWithAck('probe:manage')).toEqual({ ok: false, error: 'forbidden' });
    expect(await admin.emitWithAck('probe:manage')).toEqual({ ok: true });
    expect(await operator.emitWithAck('probe:open')).toEqual({ ok: true });
    for (const socket of [operator, admin]) {
      expect(await socket.emitWithAck('probe:forgotten')).toEqual({ ok: false, error: 'forbidden' });
    }
    const aside = await opened(await signIn(server, 'operator'), '/aside');
    expect(await aside.emitWithAck('aside:manage')).toEqual({ ok: false, error: 'forbidden' });
  });

  it('gets an answer to whatever it asks, and no word of what broke', async () => {
    const socket = await opened(await signIn(server, 'operator'));
    for (const event of ['no:such', '__proto__', 'constructor', 'x'.repeat(5000)]) {
      expect(await socket.emitWithAck(event, {})).toMatchObject({ ok: false, error: 'not-found' });
    }
    expect(await socket.emitWithAck('probe:refuse')).toMatchObject({ ok: false, error: 'conflict' });
    const broken = await socket.emitWithAck('probe:break', {});
    expect(broken).toMatchObject({ ok: false, error: 'failed' });
    expect(JSON.stringify(broken)).not.toContain('secret');
    for (const payload of [null, 'text', 7, [], [[]], Buffer.alloc(9), { deep: { er: [] } }]) {
      expect(await socket.emitWithAck('probe:read', payload)).toMatchObject({ ok: true });
    }
    socket.emit('probe:read'); // no answer asked for
    socket.emit('probe:break');
    socket.emit('no:such');
    expect(await socket.emitWithAck('probe:read', 'still there')).toMatchObject({ body: 'still there' });
  });

  it('is closed by a message that is too large or no message at all, and others stay', async () => {
    const other = await opened(await signIn(server, 'supervisor'));
    const large = await opened(await signIn(server, 'operator'));
    const cut = new Promise((resolve) => large.once('disconnect', resolve));
    large.emit('probe:read', 'x'.repeat(200_000));
    await cut;
    const noise = await opened(await signIn(server, 'operator'));
    const gone = new Promise((resolve) => noise.once('disconnect', resolve));
    noise.io.engine.write('2[["x"');
    await gone;
    expect(await other.emitWithAck('probe:read', 1)).toEqual({ ok: true, body: 1 });
  });

  it('ends with its session: signed out', async () => {
    const who = await signIn(server, 'operator');
    const [one, two] = [await opened(who), await opened(who)];
    const stays = await opened(await signIn(server, 'operator'));
    const second = ending(two, () => undefined);
    const { heard, afterMs } = await ending(one, () => who.send('DELETE', '/api/v1/session'));
    expect([heard, (await second).heard]).toEqual([true, true]);
    expect(afterMs).toBeLessThan(SOON_MS);
    expect(await refused(open({ cookie: who.cookie }))).toBe('unauthenticated');
    expect(await stays.emitWithAck('probe:read', 1)).toMatchObject({ ok: true });
  });

  it('ends with its session: role changed, disabled, signed out by an admin', async () => {
    const admin = await signIn(server, 'admin');
    const acts = [
      () => admin.send('PATCH', '/api/v1/accounts/crew', { role: 'analyst' }),
      () => admin.send('DELETE', '/api/v1/accounts/crew/sessions'),
      () => admin.send('PATCH', '/api/v1/accounts/crew', { disabled: true }),
    ];
    for (const act of acts) {
      const socket = await opened(await signIn(server, 'crew'));
      const { heard, afterMs } = await ending(socket, act);
      expect(heard).toBe(true);
      expect(afterMs).toBeLessThan(SOON_MS);
    }
    expect((await admin.send('PATCH', '/api/v1/accounts/crew', { role: 'crew', disabled: false })).status).toBe(200);
  });

  it('ends when its time is over, though nothing moves', async () => {
    const socket = await opened(await signIn(server, 'operator'));
    const { heard, afterMs } = await ending(socket, () => forward(16 * HOUR_MS));
    expect(heard).toBe(true);
    expect(afterMs).toBeLessThan(SOON_MS);
  });

  it('ends soon though the console does not read', async () => {
    const who = await signIn(server, 'operator');
    const socket = await opened(who);
    const served = app.get(ProbeGateway).server.sockets.sockets.get(socket.id as string);
    if (!served) throw new Error('no such socket');
    const wire = (socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
    wire.pause();
    for (let i = 0; i < 40; i++) served.emit('flood', Buffer.alloc(1 << 20));
    const line = served.conn.request.socket;
    await new Promise(setImmediate);
    expect(line.writableLength).toBeGreaterThan(1 << 20);
    const began = performance.now();
    const closed = new Promise((resolve) => line.once('close', resolve));
    await who.send('DELETE', '/api/v1/session');
    await closed;
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    wire.resume();
  });

  it('keeps its session while it is open, and an unused session ends', async () => {
    const watched = await signIn(server, 'operator');
    const closed = await signIn(server, 'supervisor');
    await opened(watched);
    for (let i = 0; i < 4; i++) {
      forward(20 * 60_000);
      await app.get(SessionService).touchFollowed();
    }
    expect((await watched.fetch('/api/v1/session')).status).toBe(200);
    expect((await closed.fetch('/api/v1/session')).status).toBe(401);
  });

  it('loses a session that another process has ended', async () => {
    const who = await signIn(server, 'operator');
    const socket = await opened(who);
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('delete from session');
    await client.end();
    const { heard } = await ending(socket, () => app.get(SessionService).touchFollowed());
    expect(heard).toBe(true);
  });

  it('speaks WebSocket only', async () => {
    const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(400);
    expect((await fetch(`${server.url}/socket.io/socket.io.js`)).status).not.toBe(200);
    const raw = createConnection({ port: Number(new URL(server.url).port), host: '127.0.0.1' });
    raw.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    );
    const [data] = await once(raw, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.1 400/); // no Sec-WebSocket-Key
    raw.destroy();
  });
});
