import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import type { Order } from '../../server/contract/dispatch.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { StartedServer, until } from '../support/started-server.ts';
import { Tablet } from '../support/tablet.ts';

// each round starts a whole server
jest.setTimeout(120_000);
/** When the server is killed: before it has the answer, while it writes it, once it has told that it has it. */
const MOMENTS = ['before', 'writing', 'after'] as const;

describe('a server that is killed while a tablet answers', () => {
  let place: string;
  let database: EmbeddedPostgres;
  let server: StartedServer;
  const start = async (): Promise<{ url: string }> => {
    server = new StartedServer({ DATA_DIR: join(place, 'data'), DATABASE_URL: database.url, DEMO: '1' });
    return { url: await server.url() };
  };
  beforeAll(async () => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-killed-')));
    mkdirSync(join(place, 'database'));
    database = new EmbeddedPostgres(join(place, 'database'));
    await database.start();
  });
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });
  const openClient = async (): Promise<Client> => {
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    return sql;
  };
  /** Until the server waits for a lock. */
  const untilWaiting = async (): Promise<void> => {
    const sql = await openClient();
    const asked = "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
    await until(async () => (await sql.query(asked)).rows.length > 0, 10_000);
    await sql.end();
  };
  const orderOf = async (operator: SignedIn): Promise<Order> => {
    const rules = { lights: 'on', maxKn: null, isUnseen: false };
    const target = { kind: 'point', lon: 139.76, lat: 35.25 };
    const ask = { requestId: randomUUID(), boatIds: ['shiosai'], target, task: 'identify', priority: 'urgent', rules };
    const [order] = (await (await operator.send('POST', '/api/v1/dispatch/orders', ask)).json()) as Order[];
    return order as Order;
  };

  it('loses no answer and takes none twice, whenever it is killed, and the same order lives on', async () => {
    let app = await start();
    const admin = await signIn(app, 'admin');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    const device: EnrolledDevice = await enrol(app, admin, 'shiosai');
    for (const moment of MOMENTS) {
      const { orderId } = await orderOf(await signIn(app, 'operator'));
      const before = new Tablet(app, device);
      await before.hello();
      const order = await before.until((one) => one.orderId === orderId);
      const word = { requestId: randomUUID(), deviceMs: 77 };
      const sql = await openClient();
      if (moment === 'writing') await sql.query('begin; lock table dispatch_step in exclusive mode');
      const answered = before.answer(order, 'accepted', word).catch(() => null);
      if (moment === 'writing') await untilWaiting();
      if (moment === 'after') await answered;
      await server.stop('SIGKILL');
      await sql.end();
      await answered;
      before.close();
      app = await start();
      const after = new Tablet(app, device);
      await after.hello();
      // it has had no answer: the same is sent again
      expect(await after.answer(order, 'accepted', word)).toMatchObject({ ok: true, order: { state: 'accepted' } });
      const operator = await signIn(app, 'operator');
      const orders = (await (await operator.fetch('/api/v1/dispatch/orders')).json()) as Order[];
      const kept = orders.find((one) => one.orderId === orderId);
      expect(kept?.steps.filter(({ kind }) => kind === 'accepted')).toEqual([
        expect.objectContaining({ via: 'tablet', deviceMs: 77, isNote: false }),
      ]);
      after.close();
      await operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
    }
  });
});
