import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, map } from 'rxjs';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Order, Recommendation } from '../../server/contract/dispatch.ts';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { handClock } from '../support/hand-clock.ts';
import { hearShip } from '../support/heard-ship.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

const SCENE = { lon: 139.74, lat: 35.137 };
const RULES = { lights: 'dark', maxKn: null, isUnseen: true } as const;

describe('orders to boats', () => {
  const hand = handClock(Date.UTC(2026, 10, 23, 16, 36));
  let app: RunningApp;
  let admin: SignedIn;
  let operator: SignedIn;
  let supervisor: SignedIn;
  let device: EnrolledDevice;
  let tablet: Tablet;
  beforeAll(async () => {
    app = await runApp({ clock: hand.clock });
    [admin, operator, supervisor] = await signedIn();
    const entries = [
      boatEntry('shiosai'),
      boatEntry('minato-1', { berth: { lon: 139.6445, lat: 35.4535 }, maxKn: 34 }),
      boatEntry('akebono', { office: 'tokyo', berth: { lon: 139.776, lat: 35.622 } }),
    ];
    for (const entry of entries) {
      await admin.send('PUT', `/api/v1/boats/${entry.boatId}`, entry);
      await admin.send('PUT', `/api/v1/boats/${entry.boatId}/duty`, { crew: ['船長'], fuel: 0.9 });
      const { berth, boatId } = entry;
      at(boatId, berth);
    }
    device = await enrol(app, admin, 'shiosai');
  });
  afterAll(() => app.stop());
  beforeEach(() => {
    tablet = new Tablet(app, device);
  });
  afterEach(async () => {
    tablet.close();
    for (const { orderId } of app.app.get(OrderBook).open()) await recall(orderId);
  });
  const signedIn = async (): Promise<[SignedIn, SignedIn, SignedIn]> => [
    await signIn(app, 'admin'),
    await signIn(app, 'operator'),
    await signIn(app, 'supervisor'),
  ];
  const at = (boatId: string, place: { lon: number; lat: number }): unknown =>
    app.app.get(BoatsService).report(boatId, 'tablet', {
      positions: [{ ...place, sogKn: 0, cogDeg: 0, headingDeg: null, fixMs: hand.clock.nowMs() }],
    });
  const asked = (more: Record<string, unknown> = {}) => ({
    ...{ requestId: randomUUID(), boatIds: ['shiosai'], target: { kind: 'point', ...SCENE }, task: 'intercept' },
    ...{ priority: 'emergency', text: '', rules: RULES },
    ...more,
  });
  const post = async <T>(path: string, body: unknown, by = operator): Promise<{ status: number; body: T }> => {
    const answer = await by.send('POST', `/api/v1/dispatch/${path}`, body);
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const send = async (more = {}): Promise<Order> => (await post<Order[]>('orders', asked(more))).body[0] as Order;
  const recall = (orderId: string, by = operator) =>
    post<Order>(`orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' }, by);
  const order = (orderId: string): Order =>
    app.app
      .get(OrderBook)
      .all()
      .find((o) => o.orderId === orderId) as Order;
  const becomes = (orderId: string, isSo: (o: Order) => boolean): Promise<Order> =>
    isSo(order(orderId))
      ? Promise.resolve(order(orderId))
      : firstValueFrom(
          app.app.get(OrderBook).changes$.pipe(
            map(() => order(orderId)),
            filter(isSo),
          ),
        );
  const kinds = ({ steps }: Order): string[] =>
    steps.map(({ kind, via, isNote }) => `${kind}/${via}${isNote ? '?' : ''}`);

  it('recommend who can be there along the water, with the reasons, and three at once', async () => {
    const { body } = await post<Recommendation>('recommend', { target: { kind: 'point', ...SCENE }, priority: 'emergency', landing: { lon: 139.6445, lat: 35.4535 } }); // biome-ignore format: one line
    expect(body.boats.map(({ boatId }) => boatId)).toEqual(['shiosai', 'minato-1', 'akebono']);
    const [shiosai, , akebono] = body.boats;
    expect(shiosai?.distanceNm).toBeGreaterThan(13);
    expect(shiosai?.distanceNm).toBeLessThan(14.3);
    expect(shiosai?.straightNm).toBeCloseTo(9.7, 1);
    expect(shiosai?.route.length).toBeGreaterThan(3);
    expect(akebono?.grounds.map(({ code }) => code)).toContain('other-office');
    expect(body.team.map(({ boatId, role }) => [role, boatId])).toEqual([['shadow', 'shiosai'], ['cut-off', 'minato-1'], ['landing', 'akebono']]); // biome-ignore format: one line
  });

  it('say where to cut off a target that nobody can catch', async () => {
    const fast = { mmsi: 431_000_902, lonDeg: 139.7, latDeg: 34.9, sogKn: 45, cogDeg: 150 };
    hearShip(app.app.get(PictureService), fast, hand.clock.nowMs());
    const { body } = await post<Recommendation>('recommend', { target: { kind: 'track', trackId: 'a-431000902' } });
    expect(body.boats.every(({ isFit }) => !isFit)).toBe(true);
    expect(body.boats[0]?.grounds).toContainEqual({ code: 'no-meeting', values: { why: 'too-fast' }, isAgainst: true });
    const [first] = body.cutOffs;
    expect(first?.boatS).toBeLessThan(first?.targetS ?? 0);
    expect(first?.place.ja).toMatch(/港/);
  });

  it('go from sent to done, each step with who and when by both clocks, and free the boat', async () => {
    const sent = await send();
    expect(sent).toMatchObject({ state: 'sent', version: 1, madeBy: 'operator', boatId: 'shiosai' });
    expect((await post('orders', asked())).status).toBe(409);
    await tablet.hello();
    await becomes(sent.orderId, ({ state }) => state === 'delivered');
    for (const state of ['seen', 'accepted', 'under-way', 'on-scene', 'boarding', 'done'])
      expect(await tablet.answer(sent, state, { deviceMs: 77 })).toMatchObject({ ok: true, order: { state } });
    expect(kinds(order(sent.orderId))).toEqual([
      ...['sent/console', 'delivered/tablet', 'seen/tablet', 'accepted/tablet', 'under-way/tablet', 'on-scene/tablet'],
      ...['boarding/tablet', 'done/tablet'],
    ]);
    expect(order(sent.orderId).steps[3]).toMatchObject({
      who: 'device/shiosai',
      deviceMs: 77,
      atMs: hand.clock.nowMs(),
    });
    expect(app.app.get(BoatsService).boat('shiosai').state).toBe('ready');
    const again = await send();
    expect(again.state).toBe('sent');
  });

  it('are one, however often the network repeats the request, also at once', async () => {
    const ask = asked();
    const answers = await Promise.all([post<Order[]>('orders', ask), post<Order[]>('orders', ask), post<Order[]>('orders', ask)]); // biome-ignore format: one line
    const ids = new Set(answers.map(({ body }) => body[0]?.orderId));
    expect([answers.map(({ status }) => status), ids.size]).toEqual([[201, 201, 201], 1]);
    const requestId = randomUUID();
    await tablet.hello();
    const sent = await tablet.until(({ state }) => state === 'sent');
    const said = { requestId };
    await Promise.all([tablet.answer(sent, 'accepted', said), tablet.answer(sent, 'accepted', said)]);
    await tablet.answer(sent, 'accepted', said);
    expect(kinds(order(sent.orderId)).filter((kind) => kind.startsWith('accepted'))).toHaveLength(1);
  });

  it('are told again to a tablet that was away or did not acknowledge, and delivered only when it has them', async () => {
    tablet.isAcknowledging = false;
    await tablet.hello();
    const sent = await send();
    await tablet.until(({ orderId }) => orderId === sent.orderId);
    expect(order(sent.orderId).state).toBe('sent');
    tablet.close();
    tablet = new Tablet(app, device);
    await tablet.hello();
    await becomes(sent.orderId, ({ state }) => state === 'delivered');
    expect(tablet.told.filter(({ orderId }) => orderId === sent.orderId)[0]?.state).toBe('sent');
  });

  it('can be answered by voice; the tablet that says it later is noted, not doubled', async () => {
    const sent = await send();
    const voice = { requestId: randomUUID(), state: 'accepted', channel: 'VHF 16' };
    expect((await post<Order>(`orders/${sent.orderId}/voice`, voice)).body).toMatchObject({ state: 'accepted' });
    expect(app.app.get(BoatsService).boat('shiosai').state).toBe('on-task');
    await tablet.hello();
    await tablet.answer(sent, 'seen');
    const { body } = (await tablet.answer(sent, 'accepted')) as never as { body: never };
    expect(body).toBeUndefined();
    const now = order(sent.orderId);
    expect(now.state).toBe('accepted');
    expect(kinds(now)).toEqual(expect.arrayContaining(['accepted/voice', 'seen/tablet?', 'accepted/tablet?']));
    expect(now.steps.find(({ via }) => via === 'voice')?.detail).toEqual({ channel: 'VHF 16' });
  });

  it('change by a new version that is accepted again; two operators do not overwrite each other', async () => {
    await tablet.hello();
    const sent = await send();
    await tablet.until(({ orderId }) => orderId === sent.orderId);
    await tablet.answer(sent, 'accepted');
    const { revision } = order(sent.orderId);
    const change = (by: SignedIn, text: string) =>
      by.send('PUT', `/api/v1/dispatch/orders/${sent.orderId}`, {
        ...{ requestId: randomUUID(), revision, task: 'shadow', priority: 'urgent', text, rules: RULES },
      });
    const answers = await Promise.all([change(operator, '北から'), change(supervisor, '南から')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await answers.find(({ status }) => status === 409)?.json()).toMatchObject({ reason: 'changed' });
    const told = await tablet.until(({ version }) => version === 2);
    expect(told).toMatchObject({ task: 'shadow', state: 'sent' });
    const late = await tablet.answer(sent, 'under-way');
    expect(late).toMatchObject({ ok: true, order: { version: 2 } });
    expect(order(sent.orderId).steps.at(-1)).toMatchObject({ isNote: true, detail: { effect: 'overtaken' } });
    await tablet.answer(told, 'accepted');
    expect(order(sent.orderId)).toMatchObject({ state: 'accepted', version: 2 });
  });

  it("are stood down by one act, and the tablet's receipt of that is kept", async () => {
    await tablet.hello();
    const sent = await send();
    await tablet.until(({ orderId }) => orderId === sent.orderId);
    expect((await recall(sent.orderId, supervisor)).body).toMatchObject({ state: 'stood-down' });
    const now = await becomes(sent.orderId, ({ steps }) => steps.some(({ detail }) => detail['of'] === 'end'));
    expect(now.state).toBe('stood-down');
    expect(await tablet.answer(sent, 'accepted')).toMatchObject({ ok: true, order: { state: 'stood-down' } });
  });

  it('that nobody takes up are brought to the operator, once', async () => {
    const sent = await send();
    hand.forward(61_000);
    await app.app.get(Chaser).round();
    await app.app.get(Chaser).round();
    const told = order(sent.orderId).steps.filter(({ kind }) => kind === 'escalated');
    expect(told.map(({ detail }) => detail)).toEqual([{ state: 'sent' }]);
  });

  it('are told to a tablet of the version before as that version knows them, and it answers', async () => {
    const sent = await send();
    const events: string[] = [];
    tablet.socket.onAny((event: string) => events.push(event));
    expect(await tablet.hello(1)).toMatchObject({
      ok: true,
      orders: expect.arrayContaining([expect.objectContaining({ orderId: sent.orderId })]),
    });
    await tablet.until(({ orderId }) => orderId === sent.orderId);
    expect(await tablet.answer(sent, 'accepted')).toMatchObject({ ok: true, order: { state: 'accepted' } });
    await tablet.until(({ state }) => state === 'accepted');
    expect(events).not.toContain('tablet:picture');
    expect(await tablet.hello(3)).toMatchObject({ ok: false, error: 'invalid' });
  });

  it('lose nothing when the server dies between the answer and its receipt', async () => {
    const sent = await send();
    const requestId = randomUUID();
    await tablet.hello();
    await tablet.answer(sent, 'accepted', { requestId });
    const again = await runApp({ clock: hand.clock, env: { DATABASE_URL: app.databaseUrl } });
    try {
      const there = new Tablet(again, device);
      await there.hello();
      expect(await there.answer(sent, 'accepted', { requestId })).toMatchObject({
        ok: true,
        order: { state: 'accepted' },
      });
      there.close();
      const [kept] = again.app.get(OrderBook).open();
      expect(kept?.steps.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    } finally {
      await again.stop();
    }
  });

  it('are one open order a boat by the database itself', async () => {
    const sent = await send();
    const sql = await openSql(app);
    const twin = sql(`insert into dispatch_order select gen_random_uuid(), mission_id, gen_random_uuid(), boat_id, office, 1, 1, 'sent', now(),
      content, null, 'x', now() from dispatch_order where order_id = $1`, [sent.orderId]); // biome-ignore format: one line
    await expect(twin).rejects.toThrow('dispatch_order_open');
    await sql.end();
  });

  it('are sent only by who may, to boats that the office orders, and name what is wrong', async () => {
    const crew = await signIn(app, 'crew');
    expect((await post('orders', asked(), crew)).status).toBe(403);
    expect((await post('answers', { requestId: randomUUID(), orderId: randomUUID(), version: 1, state: 'seen', deviceMs: 1 }, crew)).status).toBe(404); // biome-ignore format: one line
    const bad = await operator.send('POST', '/api/v1/dispatch/orders', asked({ task: 'sink', boatIds: [] }));
    expect([bad.status, await bad.text()]).toEqual([400, expect.stringMatching(/boatIds.*task.*sink/)]);
    expect((await post('orders', asked({ boatIds: ['nobody'] }))).status).toBe(404);
    expect((await post('orders', asked({ target: { kind: 'track', trackId: 'a-1' } }))).status).toBe(404);
    expect(await tablet.hello(99)).toMatchObject({ ok: false, error: 'invalid' });
    await admin.send('PUT', '/api/v1/boats/minato-1/duty', { outOfService: '主機故障' });
    expect((await post('orders', asked({ boatIds: ['minato-1'] }))).body).toMatchObject({ reason: 'out-of-service' });
  });
});
