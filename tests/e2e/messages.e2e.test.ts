import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, map } from 'rxjs';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Message } from '../../server/contract/message.ts';
import { MessagesService } from '../../server/dispatch/messages/messages.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

describe('what boats and desks say', () => {
  let app: RunningApp;
  let operator: SignedIn;
  let device: EnrolledDevice;
  let tablet: Tablet;
  beforeAll(async () => {
    app = await runApp();
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    const position = { lon: 139.7, lat: 35.2, sogKn: 20, cogDeg: 90, headingDeg: null, fixMs: app.clock.nowMs() };
    app.app.get(BoatsService).report('shiosai', 'gps', { positions: [position] });
    device = await enrol(app, admin, 'shiosai');
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    tablet = new Tablet(app, device);
  });
  afterEach(() => tablet.close());
  const say = (body: Record<string, unknown>) =>
    tablet.ask('dispatch:say', { requestId: randomUUID(), deviceMs: 5, ...body });
  const post = async (path: string, body: unknown = {}, by = operator): Promise<{ status: number; body: Message }> => {
    const answer = await by.send('POST', `/api/v1/dispatch/messages${path}`, body);
    return { status: answer.status, body: (await answer.json()) as Message };
  };
  const becomes = (messageId: string, isSo: (m: Message) => boolean): Promise<Message> => {
    const service = app.app.get(MessagesService);
    const now = (): Message | undefined => service.all().find((m) => m.messageId === messageId);
    const first = now();
    if (first && isSo(first)) return Promise.resolve(first);
    return firstValueFrom(
      service.changes$.pipe(
        map(now),
        filter((m): m is Message => m !== undefined && isSo(m)),
      ),
    );
  };

  it('reaches a tablet once it is there, with receipts of having and of seeing', async () => {
    const requestId = randomUUID();
    const said = { requestId, boatId: 'shiosai', kind: 'text', text: '北から近づけ' };
    const { status, body } = await post('', said);
    expect([status, body.deliveredMs]).toEqual([201, null]);
    expect((await post('', said)).body.messageId).toBe(requestId);
    await tablet.hello();
    expect(await becomes(requestId, ({ deliveredMs }) => deliveredMs !== null)).toMatchObject({ seenMs: null });
    expect(tablet.said.map(({ text }) => text)).toEqual(['北から近づけ']);
    expect(await tablet.ask('dispatch:seen', { messageId: requestId })).toMatchObject({ ok: true });
    expect(app.app.get(MessagesService).all().at(-1)).toMatchObject({ seenBy: 'device/shiosai' });
    expect((await post(`/${requestId}/seen`)).status).toBe(409);
  });

  it('comes from a boat in phrases and marks with their own times, once however often it is sent', async () => {
    const requestId = randomUUID();
    const mark = { requestId, kind: 'mark', mark: 'package', lon: 139.74, lat: 35.137, deviceMs: 77 };
    for (let i = 0; i < 3; i++)
      expect(await say(mark)).toMatchObject({ ok: true, message: { mark: 'package', deviceMs: 77, lon: 139.74 } });
    expect(
      app.app
        .get(MessagesService)
        .all()
        .filter(({ messageId }) => messageId === requestId),
    ).toHaveLength(1);
    expect(await say({ kind: 'phrase', phrase: 'in-sight' })).toMatchObject({ ok: true });
    expect(await say({ kind: 'phrase', phrase: 'hello' })).toMatchObject({ ok: false, error: 'invalid' });
    expect((await post(`/${requestId}/seen`)).body).toMatchObject({ seenBy: 'operator' });
  });

  it('rings as an SOS with the place where the boat is known to be, until a desk answers', async () => {
    const requestId = randomUUID();
    expect(await say({ requestId, kind: 'sos' })).toMatchObject({ ok: true, message: { lon: 139.7, lat: 35.2, seenMs: null } }); // biome-ignore format: one line
    expect((await post(`/${requestId}/sounded`)).body.soundedMs).not.toBeNull();
    expect((await post(`/${requestId}/seen`)).body).toMatchObject({ seenBy: 'operator' });
    const crew = await signIn(app, 'crew');
    expect((await post(`/${requestId}/seen`, {}, crew)).status).toBe(403);
    const audit = await (await signIn(app, 'supervisor')).fetch('/api/v1/audit?limit=20');
    expect(JSON.stringify(await audit.json())).toContain('"kind":"sos"');
  });

  it('is there after a restart, an unanswered SOS however old', async () => {
    const requestId = randomUUID();
    await say({ requestId, kind: 'sos', lon: 139.9, lat: 35.3 });
    const again = await runApp({ env: { DATABASE_URL: app.databaseUrl } });
    try {
      const kept = again.app.get(MessagesService).all();
      expect(kept.find(({ messageId }) => messageId === requestId)).toMatchObject({
        kind: 'sos',
        lon: 139.9,
        seenMs: null,
      });
    } finally {
      await again.stop();
    }
    await post(`/${requestId}/seen`);
  });
});
