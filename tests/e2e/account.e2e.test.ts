import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account, AccountAnswer } from '../../server/contract/account.ts';
import { type AuditRow, auditRowSchema } from '../../server/contract/audit.ts';
import { handClock } from '../support/hand-clock.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { askSignIn, type SignedIn, signIn } from '../support/sign-in.ts';

const MORI = { username: 'mori', displayName: '森', role: 'operator', office: 'kobe' };

describe('accounts', () => {
  const { clock, forward } = handClock();
  let app: RunningApp;
  let sql: Sql;
  let admin: SignedIn;
  beforeAll(async () => {
    app = await runApp({ clock });
    sql = await openSql(app);
    admin = await signIn(app, 'admin');
  });
  afterAll(async () => {
    await sql?.end();
    await app?.stop();
  });

  async function trail(query = ''): Promise<AuditRow[]> {
    const answer = await admin.fetch(`/api/v1/audit${query}`);
    expect(answer.status).toBe(200);
    return auditRowSchema.array().parse(await answer.json());
  }

  it('are made with a one-time password that must be replaced before anything else', async () => {
    const made = await admin.send('POST', '/api/v1/accounts', MORI);
    expect(made.status).toBe(201);
    const { account, oneTimePassword } = (await made.json()) as AccountAnswer;
    expect(account).toMatchObject({ ...MORI, disabledMs: null, mustChangePassword: true, sessions: 0 });
    const first = await signIn(app, 'mori', oneTimePassword as string);
    expect(first.session).toMatchObject({ mustChangePassword: true, rights: ['session:own'] });
    expect((await first.fetch('/api/v1/feeds')).status).toBe(403);

    const ask = (password: unknown, newPassword: unknown) =>
      first.send('POST', '/api/v1/session/password', { password, newPassword });
    expect((await ask(oneTimePassword, 'short')).status).toBe(400);
    expect((await ask(oneTimePassword, oneTimePassword)).status).toBe(400);
    expect((await ask('wrong', 'a long enough one')).status).toBe(403);
    const changed = await ask(oneTimePassword, 'a long enough one');
    expect(await changed.json()).toMatchObject({ mustChangePassword: false, role: 'operator' });
    expect((await first.fetch('/api/v1/session')).status).toBe(401);
    expect((await askSignIn(app, 'mori', oneTimePassword as string)).status).toBe(401);
    const { session } = await signIn(app, 'mori', 'a long enough one');
    expect(session.rights).toContain('picture:read');
  });

  it('are listed without anything secret', async () => {
    const accounts = (await (await admin.fetch('/api/v1/accounts')).json()) as Account[];
    expect(accounts.map((account) => account.username)).toEqual(['admin', 'crew', 'mori', 'operator', 'supervisor']);
    expect(JSON.stringify(accounts)).not.toMatch(/argon2|hash/i);
    expect(accounts[0]).toMatchObject({ sessions: 1, disabledMs: null });
  });

  it('cannot sign in while disabled, and can again afterwards', async () => {
    expect((await admin.send('PATCH', '/api/v1/accounts/crew', { disabled: true })).status).toBe(200);
    expect((await askSignIn(app, 'crew')).status).toBe(401);
    expect((await admin.send('PATCH', '/api/v1/accounts/crew', { disabled: false })).status).toBe(200);
    expect((await askSignIn(app, 'crew')).status).toBe(200);
  });

  it('get a new one-time password when the old one is lost', async () => {
    const answer = await admin.send('PATCH', '/api/v1/accounts/mori', { resetPassword: true });
    const { oneTimePassword, account } = (await answer.json()) as AccountAnswer;
    expect(account.mustChangePassword).toBe(true);
    expect((await askSignIn(app, 'mori', 'a long enough one')).status).toBe(401);
    expect((await askSignIn(app, 'mori', oneTimePassword as string)).status).toBe(200);
  });

  it('are refused with a reason', async () => {
    const refused = async (method: string, path: string, body: unknown) => {
      const answer = await admin.send(method, `/api/v1/accounts${path}`, body);
      return [answer.status, ((await answer.json()) as { message: string }).message] as const;
    };
    expect(await refused('POST', '', MORI)).toEqual([409, 'account/mori is there already']);
    expect(await refused('PATCH', '/nobody', { disabled: true })).toEqual([404, 'no account "nobody"']);
    expect(await refused('PATCH', '/admin', { role: 'crew' })).toEqual([409, 'account/admin is the last admin']);
    expect(await refused('PATCH', '/mori', {})).toEqual([400, 'body: names nothing to change']);
    const [status, message] = await refused('POST', '', { ...MORI, username: 'Mori!', office: 'paris' });
    expect(status).toBe(400);
    expect(message).toContain('username: must be 1-64 of a-z');
    expect(message).toContain('(was "Mori!")');
    expect(message).toContain('(was "paris")');
  });

  it('leave a row for every sign-in, refused ones too, and for every change', async () => {
    await askSignIn(app, 'operator', 'wrong');
    await askSignIn(app, 'nobody-known');
    const who = await signIn(app, 'operator');
    await who.send('DELETE', '/api/v1/session');
    const rows = await trail();
    const found = (action: string, name: string) => rows.find((row) => row.action === action && row.who === name);
    expect(found('session:refuse', 'operator')).toMatchObject({
      detail: { cause: 'password' },
      ip: '127.0.0.1',
      role: null,
    });
    expect(found('session:refuse', 'nobody-known')).toMatchObject({ detail: { cause: 'unknown' } });
    expect(found('session:open', 'operator')).toMatchObject({
      role: 'operator',
      office: 'yokohama',
      atMs: clock.nowMs(),
    });
    expect(found('session:end', 'operator')).toBeDefined();
    expect(found('account:add', 'admin')).toMatchObject({ object: 'account/mori', detail: { role: 'operator' } });
    expect(found('account:change', 'admin')).toMatchObject({
      object: 'account/mori',
      detail: { to: { resetPassword: true } },
    });
    expect(found('password:change', 'mori')).toBeDefined();
    expect(JSON.stringify(rows)).not.toMatch(/argon2|long enough/);
  });

  it('leave a trail that is read by time and by name, newest first, page by page', async () => {
    const before = clock.nowMs();
    forward(60_000);
    await signIn(app, 'supervisor');
    const from = clock.nowMs();
    expect(await trail(`?fromMs=${from}`)).toMatchObject([{ who: 'supervisor', action: 'session:open', atMs: from }]);
    expect((await trail(`?toMs=${from}`)).every((row) => row.atMs <= before)).toBe(true);
    expect((await trail('?who=mori')).every((row) => row.who === 'mori')).toBe(true);
    const all = await trail();
    const page = await trail(`?limit=3&beforeId=${all[1]?.id}`);
    expect(page).toEqual(all.slice(2, 5));
    const wrong = await admin.fetch('/api/v1/audit?fromMs=yesterday');
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('fromMs');
  });

  it('leave a trail that not even the database changes', async () => {
    for (const change of ['update audit set who = $$x$$', 'delete from audit', 'truncate audit']) {
      await expect(sql(change)).rejects.toThrow('audit is append-only');
    }
  });

  it('are slowed down when somebody guesses, without harm to colleagues at the same address', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await askSignIn(app, 'sato', `guess ${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const answer = await askSignIn(app, 'sato', 'guess');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ ok: false, error: 'too-many', simulation: true });
    expect((await askSignIn(app, 'operator')).status).toBe(200);
    expect((await trail('?who=sato')).filter((row) => row.detail['cause'] === 'rate')).toHaveLength(1);
  });
});
