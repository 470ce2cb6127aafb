import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRow } from '../../server/contract/audit.ts';
import type { Hold, HoldOrder } from '../../server/contract/history.ts';
import { HoldStore } from '../../server/history/hold.store.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const ORDER: HoldOrder = {
  fromMs: 1_000,
  toMs: 2_000,
  things: ['positions', 'raw'],
  reason: '2026-YK-0087',
  endsMs: null,
};

describe('a hold', () => {
  let app: RunningApp;
  let supervisor: SignedIn;
  let admin: SignedIn;
  let holds: HoldStore;
  const inForce = async (nowMs: number) => holds.inForce('positions', nowMs);
  const release = (who: SignedIn, holdId: number | string) => who.send('POST', `/api/v1/holds/${holdId}/release`);

  beforeAll(async () => {
    app = await runApp();
    supervisor = await signIn(app, 'supervisor');
    admin = await signIn(app, 'admin');
    holds = app.app.get(HoldStore);
  });
  afterAll(() => app.stop());

  it('keeps its span until two persons have released it, and each step is in the audit trail', async () => {
    const made = await supervisor.send('POST', '/api/v1/holds', ORDER);
    expect(made.status).toBe(201);
    const hold = (await made.json()) as Hold;
    expect(hold).toMatchObject({ ...ORDER, owner: 'supervisor', office: 'yokohama', releasedBy: null });
    expect(await inForce(Date.now())).toEqual([{ fromMs: 1_000, toMs: 2_000 }]);
    expect(await holds.inForce('audit', Date.now())).toEqual([]);

    expect(await (await release(supervisor, hold.holdId)).json()).toMatchObject({
      releaseAskedBy: 'supervisor',
      releasedBy: null,
    });
    const again = await release(supervisor, hold.holdId);
    expect([again.status, await again.json()]).toMatchObject([
      409,
      { message: expect.stringContaining('another person') },
    ]);
    expect(await inForce(Date.now())).toHaveLength(1);

    expect(await (await release(admin, hold.holdId)).json()).toMatchObject({ releasedBy: 'admin' });
    expect(await inForce(Date.now())).toEqual([]);
    expect((await release(admin, hold.holdId)).status).toBe(409);
    const rows = (await (await admin.fetch('/api/v1/audit')).json()) as AuditRow[];
    const actions = rows
      .filter(({ object }) => object === `hold/${hold.holdId}`)
      .map(({ action, who }) => `${who} ${action}`);
    expect(actions).toEqual(['admin hold:release', 'supervisor hold:ask-release', 'supervisor hold:add']);
  });

  it('ends by itself when it was made to', async () => {
    await supervisor.send('POST', '/api/v1/holds', { ...ORDER, endsMs: 5_000 });
    expect(await inForce(4_999)).toHaveLength(1);
    expect(await inForce(5_001)).toEqual([]);
  });

  it('is refused with the name of the field, and to whom it is not allowed', async () => {
    const wrong = await supervisor.send('POST', '/api/v1/holds', { ...ORDER, toMs: 1 });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { message: expect.stringContaining('fromMs') }]);
    expect((await release(supervisor, 'x')).status).toBe(400);
    expect((await release(supervisor, 999)).status).toBe(404);
    const operator = await signIn(app, 'operator');
    expect((await operator.send('POST', '/api/v1/holds', ORDER)).status).toBe(403);
  });
});
