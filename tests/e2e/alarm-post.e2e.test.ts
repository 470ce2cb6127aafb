import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { enrol } from '../support/enrol.ts';
import { handClock } from '../support/hand-clock.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

describe('alarms to another system', () => {
  const hand = handClock();
  const posted: Record<string, unknown>[] = [];
  let wake = (): void => {};
  /** The first is refused: it is posted again. */
  let refusals = 1;
  let elsewhere: Server;
  let app: RunningApp;
  let operator: SignedIn;
  let tablet: Tablet;
  beforeAll(async () => {
    elsewhere = createServer(async (ask, answer) => {
      let text = '';
      for await (const chunk of ask) text += chunk;
      answer.writeHead(refusals-- > 0 ? 503 : 204).end();
      posted.push(JSON.parse(text));
      wake();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    app = await runApp({ clock: hand.clock, env: { ALARM_URL: `http://127.0.0.1:${port}/hook?token=geheim` } });
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    tablet = new Tablet(app, await enrol(app, admin, 'shiosai'));
    await tablet.hello();
  });
  afterAll(async () => {
    tablet?.close();
    await app?.stop();
    elsewhere?.close();
  });
  const arrived = async (count: number): Promise<void> => {
    while (posted.length < count) await new Promise<void>((tell) => { wake = tell; }); // biome-ignore format: one line
  };

  it('tell once of an order that nobody has looked at, again where it was refused', async () => {
    const rules = { lights: 'on', maxKn: null, isUnseen: false };
    const target = { kind: 'point', lon: 139.76, lat: 35.25 };
    const ask = { requestId: randomUUID(), boatIds: ['shiosai'], target, task: 'identify', priority: 'urgent', rules };
    const [order] = (await (await operator.send('POST', '/api/v1/dispatch/orders', ask)).json()) as {
      orderId: string;
    }[];
    await tablet.until(({ orderId, state }) => orderId === order?.orderId && state === 'delivered');
    hand.forward(91_000);
    await app.app.get(Chaser).round();
    await app.app.get(Chaser).round();
    await arrived(2);
    const alarm = { alarm: 'order-unanswered', boatId: 'shiosai', id: order?.orderId, state: 'delivered' };
    expect(posted).toEqual([expect.objectContaining(alarm), expect.objectContaining({ ...alarm, simulation: true })]);
  });

  it('tell of an SOS at once, and that no desk has sounded it', async () => {
    const requestId = randomUUID();
    for (let i = 0; i < 3; i++) await tablet.ask('dispatch:say', { requestId, kind: 'sos', deviceMs: 1 });
    await arrived(4);
    expect(posted.slice(2).map(({ alarm, id }) => [alarm, id])).toEqual([
      ['sos', requestId],
      ['sos-unsounded', requestId],
    ]);
  });
});
