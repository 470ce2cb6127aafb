import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH } from '../../server/contract/constants.ts';
import { RIGHTS_OF, type Right, type Role } from '../../server/contract/rights.ts';
import { OPEN, RIGHT_KEY } from '../../server/platform/auth/right.decorator.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { DEMO_PASSWORD, type SignedIn, signIn } from '../support/sign-in.ts';

/** All that answers without a session, beside the console's files. /metrics asks for this machine or a token itself. */
const OPEN_ROUTES = [
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'POST /api/v1/devices/enrol',
  'POST /api/v1/session',
];
const DOCS = /^\/api\/docs/;
/** Roles by whose hand the walk is made; `nobody` is a role that the table does not know. */
const ROLES = ['operator', 'supervisor', 'crew', 'admin', 'analyst', 'partner', 'nobody'] as const;

interface Route {
  readonly method: string;
  /** As express has it. */
  readonly pattern: string;
  readonly path: string;
}
interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Record<string, boolean> };
}

/** Every route that express has, whoever bound it: Nest, a library, a line in app.ts. */
function routesOf(app: RunningApp): Route[] {
  const { router } = app.app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => {
    if (!route) return [];
    const patterns = [route.path].flat();
    const methods = Object.keys(route.methods).map((name) => (name === '_all' ? 'GET' : name.toUpperCase()));
    return patterns.flatMap((pattern) => methods.map((method) => ({ method, pattern, path: pathOf(pattern) })));
  });
}

function pathOf(pattern: string): string {
  const path = pattern.replace(/[{}]/g, '').replace(/[:*]\w+/g, '1');
  return path.startsWith('/') ? path : `/${path}`;
}

type Class = { prototype: object };

/** What handlers need, read from their decorators: `GET /api/v1/session` or an event's name -> right. */
function rightsIn(app: RunningApp, sort: 'routes' | 'events'): Map<string, Right | typeof OPEN | undefined> {
  const discovery = app.app.get(DiscoveryService);
  const wrappers = sort === 'routes' ? discovery.getControllers() : discovery.getProviders();
  const found = new Map<string, Right | typeof OPEN | undefined>();
  for (const { metatype, instance } of wrappers) {
    if (typeof metatype !== 'function' || !instance) continue;
    if (sort === 'events' && !Reflect.hasMetadata('websockets:is_gateway', metatype)) continue;
    const { prototype } = metatype as unknown as Class;
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function') continue;
      const right = Reflect.getMetadata(RIGHT_KEY, handler) ?? Reflect.getMetadata(RIGHT_KEY, metatype);
      for (const key of sort === 'routes' ? routeKeys(metatype, handler) : eventKeys(handler)) found.set(key, right);
    }
  }
  return found;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];

function routeKeys(controller: object, handler: object): string[] {
  const at: unknown = Reflect.getMetadata('path', handler);
  if (at === undefined) return [];
  const method = METHODS[Reflect.getMetadata('method', handler) as number];
  const bases = [Reflect.getMetadata('path', controller) as string | string[]].flat();
  return bases.flatMap((base) =>
    [at as string | string[]].flat().map((rest) => {
      const pattern = `/${base}/${rest}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return `${method === 'ALL' ? 'GET' : method} ${pattern}`;
    }),
  );
}

function eventKeys(handler: object): string[] {
  const isEvent = Reflect.getMetadata('websockets:message_mapping', handler) === true;
  return isEvent ? [String(Reflect.getMetadata('message', handler))] : [];
}

describe('every door of the server', () => {
  let app: RunningApp;
  let sql: Sql;
  const signedIn = new Map<string, SignedIn>();
  const sockets: Socket[] = [];
  const as = (role: string): SignedIn => signedIn.get(role) as SignedIn;

  beforeAll(async () => {
    app = await runApp();
    sql = await openSql(app);
    await sql(`insert into account (username, demo, display_name, role, office, password_hash, must_change_password, created_at)
      select r, true, r, r, 'kobe', password_hash, false, now() from account a,
      unnest(array['analyst', 'partner', 'nobody']) r where a.username = 'crew'`);
    for (const role of ROLES) signedIn.set(role, await signIn(app, role, DEMO_PASSWORD));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await sql?.end();
    await app?.stop();
  });

  it('is found by the walk', () => {
    const bound = routesOf(app).map(({ method, pattern }) => `${method} ${pattern}`);
    expect(bound.length).toBeGreaterThan(12);
    expect(bound.some((route) => route.includes('/api/docs'))).toBe(true);
    expect(bound).toEqual(expect.arrayContaining([...rightsIn(app, 'routes').keys()]));
  });

  it('names a right, or is one of the few that are open', () => {
    const open: string[] = [];
    for (const [route, right] of rightsIn(app, 'routes')) {
      expect([route, right]).not.toEqual([route, undefined]);
      if (right === OPEN) open.push(route);
    }
    expect(open.sort()).toEqual(OPEN_ROUTES);
    for (const [event, right] of rightsIn(app, 'events')) expect([event, right]).toEqual([event, expect.any(String)]);
  });

  it('of the routes answers 401 without a session', async () => {
    for (const { method, pattern, path } of routesOf(app)) {
      const route = `${method} ${pattern}`;
      const answer = await fetch(app.url + path, { method });
      if (OPEN_ROUTES.includes(route)) expect([route, answer.status]).not.toEqual([route, 403]);
      else expect([route, answer.status]).toEqual([route, 401]);
      await answer.arrayBuffer();
    }
  });

  it('of the routes answers 403 without the right, whatever else the request says', async () => {
    const rights = rightsIn(app, 'routes');
    for (const { method, pattern, path } of routesOf(app)) {
      const route = `${method} ${pattern}`;
      if (OPEN_ROUTES.includes(route)) continue;
      const needed = DOCS.test(path) ? 'docs:read' : rights.get(route);
      expect([route, needed]).not.toEqual([route, undefined]);
      const without = ROLES.filter((role) => !mayUse(role, needed as Right));
      expect(without).toContain('nobody');
      for (const role of without) {
        const answer = await as(role).fetch(path, { method });
        expect([route, role, answer.status]).toEqual([route, role, 403]);
        await answer.arrayBuffer();
      }
    }
  });

  it('of the routes that read opens to who has the right', async () => {
    const rights = rightsIn(app, 'routes');
    for (const { method, pattern, path } of routesOf(app)) {
      const needed = DOCS.test(path) ? 'docs:read' : rights.get(`${method} ${pattern}`);
      if (method !== 'GET' || needed === OPEN) continue;
      const role = ROLES.find((one) => mayUse(one, needed as Right)) as string;
      const { status } = await as(role).fetch(path);
      expect([pattern, role, [401, 403].includes(status)]).toEqual([pattern, role, false]);
    }
  });

  it('of the sockets is shut without a session', async () => {
    expect(rightsIn(app, 'events').size).toBeGreaterThan(0);
    const socket = open({});
    const refused = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(refused.message).toBe('unauthenticated');
  });

  it('of the socket events is shut to who has not its right', async () => {
    for (const role of ROLES) {
      const socket = open({ cookie: as(role).cookie });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      for (const [event, needed] of rightsIn(app, 'events')) {
        const answer: { error?: string } = await socket.timeout(5000).emitWithAck(event, {});
        const isShut = answer.error === 'forbidden' || answer.error === 'unauthenticated';
        expect([event, role, isShut]).toEqual([event, role, !mayUse(role, needed as Right)]);
      }
    }
  });

  it('of the sockets closes when the session ends', async () => {
    const who = await signIn(app, 'operator');
    const socket = open({ cookie: who.cookie });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    await who.send('DELETE', '/api/v1/session');
    await closed;
  });

  function open(headers: Record<string, string>): Socket {
    const options = { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(app.url, { ...options, extraHeaders: headers });
    sockets.push(socket);
    return socket;
  }
});

function mayUse(role: string, right: Right | typeof OPEN): boolean {
  return right === OPEN || (Object.hasOwn(RIGHTS_OF, role) && RIGHTS_OF[role as Role].includes(right));
}
