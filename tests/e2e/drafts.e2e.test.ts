import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import type { Office } from '../../server/contract/rights.ts';
import { DraftsService } from '../../server/dispatch/drafts/drafts.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { handClock } from '../support/hand-clock.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const RULES = { lights: 'dark', maxKn: null, isUnseen: false } as const;
const DRIFT = { kind: 'area', lon: 139.74, lat: 35.137, radiusM: 300, setDeg: 30, rateKn: 0.6, growthMPerH: 300 };
const MINUTE_MS = 60_000;

describe('orders that are not sent yet', () => {
  const hand = handClock(Date.UTC(2026, 10, 23, 16, 30));
  let app: RunningApp;
  let operator: SignedIn;
  let supervisor: SignedIn;
  beforeAll(async () => {
    app = await runApp({ clock: hand.clock });
    const admin = await signIn(app, 'admin');
    [operator, supervisor] = [await signIn(app, 'operator'), await signIn(app, 'supervisor')];
    for (const boatId of ['shiosai', 'minato-1']) await admin.send('PUT', `/api/v1/boats/${boatId}`, boatEntry(boatId));
  });
  afterAll(() => app.stop());

  const content = (more = {}) => ({
    ...{ boatIds: ['shiosai'], target: { kind: 'point', lon: 139.74, lat: 35.137 }, trackId: null, task: 'shadow' },
    ...{ priority: 'urgent', text: '', rules: RULES },
    ...more,
  });
  const answered = async <T>(answer: Response): Promise<{ status: number; body: T }> => ({
    status: answer.status,
    body: (await answer.json()) as T,
  });
  const keep = async (draftId: string, revision: number, more = {}, by = operator) =>
    answered<Draft>(await by.send('PUT', `/api/v1/dispatch/drafts/${draftId}`, { revision, ...content(more) }));
  const all = async (by = supervisor): Promise<Draft[]> =>
    (await (await by.fetch('/api/v1/dispatch/drafts')).json()) as Draft[];
  const send = async (draftId: string, more = {}, by = supervisor) => {
    const { trackId: _, ...order } = content(more);
    return answered<Order[]>(
      await by.send('POST', '/api/v1/dispatch/orders', { requestId: randomUUID(), draftId, ...order }),
    );
  };
  const end = ({ orderId }: Order) =>
    operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });

  it('are kept change by change, outlive the server, and are sent by another desk with who wrote them and when', async () => {
    const draftId = randomUUID();
    const writtenMs = hand.clock.nowMs();
    expect((await keep(draftId, 0, { boatIds: [] })).body).toMatchObject({ revision: 1, boatIds: [] });
    hand.forward(MINUTE_MS);
    expect((await keep(draftId, 1, { text: '北から' })).body).toMatchObject({ revision: 2, madeMs: writtenMs });
    const again = await runApp({ clock: hand.clock, env: { DATABASE_URL: app.databaseUrl } });
    expect(again.app.get(DraftsService).all()).toEqual(await all());
    await again.stop();
    hand.forward(MINUTE_MS);
    const { body } = await send(draftId, { text: '北から' });
    const [order] = body as [Order];
    expect(order.steps.map(({ kind, who, atMs }) => [kind, who, atMs])).toEqual([
      ['draft', 'operator', writtenMs],
      ['sent', 'supervisor', writtenMs + 2 * MINUTE_MS],
    ]);
    expect(await all()).toEqual([]);
    await end(order);
  });

  it('are not overwritten by a desk that has not seen the last change; the same change once more is none', async () => {
    const draftId = randomUUID();
    await keep(draftId, 0);
    const answers = await Promise.all([keep(draftId, 1, { text: 'a' }), keep(draftId, 1, { text: 'b' }, supervisor)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ reason: 'changed', message: expect.stringContaining('revision: ') });
    const [kept] = (await all()) as [Draft];
    expect((await keep(draftId, 1, { text: kept.text })).body).toEqual(kept);
    expect((await operator.fetch(`/api/v1/dispatch/drafts/${draftId}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('stay where the order is refused, and are no more once they are discarded', async () => {
    const draftId = randomUUID();
    await keep(draftId, 0);
    expect((await send(randomUUID())).body).toMatchObject({ reason: 'draft-gone' });
    const sql = await openSql(app);
    const [row] = await sql('select count(*)::int as orders from dispatch_order where state = $1', ['sent']);
    expect(row).toEqual({ orders: 0 });
    await sql.end();
    const other = randomUUID();
    await keep(other, 0);
    const [order] = (await send(other)).body as [Order];
    expect((await send(draftId)).body).toMatchObject({ reason: 'busy' });
    expect((await all()).map((draft) => draft.draftId)).toEqual([draftId]);
    await end(order);
    await operator.fetch(`/api/v1/dispatch/drafts/${draftId}`, { method: 'DELETE' });
    expect((await keep(draftId, 1)).body).toMatchObject({ reason: 'draft-gone' });
    expect((await send(draftId)).body).toMatchObject({ reason: 'draft-gone' });
  });

  it('hold where and when something drifted from, which is no time to come', async () => {
    const draftId = randomUUID();
    const atMs = hand.clock.nowMs();
    await keep(draftId, 0, { target: { ...DRIFT, atMs } });
    hand.forward(5 * MINUTE_MS);
    const [draft] = (await all()) as [Draft];
    const [order] = (await send(draftId, { target: draft.target })).body as [Order];
    expect(order.target).toMatchObject({ kind: 'area', atMs });
    await end(order);
    const later = randomUUID();
    await keep(later, 0);
    const [next] = (await send(later, { target: { ...DRIFT, atMs: atMs + 86_400_000 } })).body as [Order];
    expect(next.target.atMs).toBe(hand.clock.nowMs());
    const old = await send(later, { target: { ...DRIFT, atMs: 0 }, boatIds: ['minato-1'] });
    expect([old.status, JSON.stringify(old.body)]).toEqual([400, expect.stringContaining('target.atMs: 0 is more')]);
    await end(next);
  });

  it('are written only by who may order those boats, name what is wrong, and are audited', async () => {
    const draftId = randomUUID();
    const crew = await signIn(app, 'crew');
    expect((await keep(draftId, 0, {}, crew)).status).toBe(403);
    expect((await crew.fetch('/api/v1/dispatch/drafts')).status).toBe(403); // what is not sent is not told on board
    const bad = await keep(draftId, 0, { task: 'sink', boatIds: ['nobody!'] });
    expect([bad.status, JSON.stringify(bad.body)]).toEqual([400, expect.stringMatching(/boatIds.*task.*sink/)]);
    expect((await keep(draftId, 0, { boatIds: ['nobody'] })).status).toBe(404);
    await keep(draftId, 0);
    const tokyo = { ...operator.session, office: 'tokyo' as Office, sessionId: 'x', boatId: null };
    const drafts = app.app.get(DraftsService);
    await expect(drafts.discard(draftId, tokyo as never)).rejects.toThrow('tokyo does not order boats of yokohama');
    await operator.fetch(`/api/v1/dispatch/drafts/${draftId}`, { method: 'DELETE' });
    const log = await (await supervisor.fetch('/api/v1/audit?limit=3')).text();
    expect(log).toMatch(/draft:discard.*draft:keep|draft:keep.*draft:discard/s);
  });

  it('go twelve hours after their last change', async () => {
    const draftId = randomUUID();
    await keep(draftId, 0);
    const drafts = app.app.get(DraftsService);
    expect(drafts.all()).toHaveLength(1);
    hand.forward(12 * 60 * MINUTE_MS + 1);
    expect(drafts.all()).toEqual([]);
  });
});
