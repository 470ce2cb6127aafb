import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { askSignIn, cookieFrom, signIn } from '../support/sign-in.ts';

describe('a session in the demo', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp();
  });
  afterAll(async () => {
    await app?.stop();
  });

  it('is opened with a name and a password, and says who is signed in', async () => {
    const answer = await askSignIn(app, 'operator');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      username: 'operator',
      role: 'operator',
      office: 'yokohama',
      mustChangePassword: false,
      simulation: true,
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^mihari_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('has a new id at each sign-in, and the one before is worth nothing', async () => {
    const first = await signIn(app, 'operator');
    const second = await askSignIn(app, 'operator', undefined, { cookie: first.cookie });
    expect(cookieFrom(second)).not.toBe(first.cookie);
    expect((await first.fetch('/api/v1/session')).status).toBe(401);
  });

  it('ends by signing out', async () => {
    const { fetch, send } = await signIn(app, 'crew');
    expect(await (await fetch('/api/v1/session')).json()).toMatchObject({ username: 'crew' });
    const answer = await send('DELETE', '/api/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^mihari_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await fetch('/api/v1/session')).status).toBe(401);
  });

  it('is refused alike for a wrong password, a wrong name and no cookie, and tells that this is the demo', async () => {
    const answers = [
      await askSignIn(app, 'operator', 'wrong'),
      await askSignIn(app, 'nobody'),
      await fetch(`${app.url}/api/v1/session`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        ok: false,
        error: 'unauthenticated',
        message: 'sign in first',
        simulation: true,
      });
    }
  });

  it('names the field that is wrong, but never shows a password', async () => {
    const answer = await fetch(`${app.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 7, password: ['hunter2'] }),
    });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).toContain('username: Invalid input: expected string, received number (was 7)');
    expect(text).toContain('password: ');
    expect(text).not.toContain('hunter2');
  });

  it('takes a name as a Japanese keyboard may write it, and no control characters', async () => {
    expect((await askSignIn(app, ' Ｏｐｅｒａｔｏｒ ')).status).toBe(200);
    expect((await askSignIn(app, 'opera\u0000tor')).status).toBe(400);
    const admin = await signIn(app, 'admin');
    for (const path of ['/api/v1/audit?who=%00', '/api/v1/audit?fromMs=9e99', '/api/v1/audit?toMs=8640000000000001']) {
      expect([path, (await admin.fetch(path)).status]).toEqual([path, 400]);
    }
    expect((await admin.send('PATCH', '/api/v1/accounts/%00', { disabled: true })).status).toBe(400);
    const unnamed = { username: 'x', displayName: 'a\u0000b', role: 'crew', office: 'kobe' };
    expect((await admin.send('POST', '/api/v1/accounts', unnamed)).status).toBe(400);
  });

  it('is not taken from a page of another origin', async () => {
    const { send, cookie } = await signIn(app, 'operator');
    const strange = { cookie, origin: 'http://evil.example' };
    const refused = await fetch(`${app.url}/api/v1/session`, { method: 'DELETE', headers: strange });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: 'forbidden',
      message: expect.stringContaining('another origin'),
    });
    expect((await askSignIn(app, 'operator', undefined, { origin: 'null' })).status).toBe(403);
    expect((await askSignIn(app, 'operator', undefined, { origin: app.url })).status).toBe(200);
    expect((await send('DELETE', '/api/v1/session')).status).toBe(204);
  });

  it('has a cookie for TLS only, where the page came over TLS', async () => {
    const { host } = new URL(app.url);
    const answer = await askSignIn(app, 'operator', undefined, { origin: `https://${host}` });
    expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
  });

  it('is needed even to learn that a path does not exist, and to read the API description', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/docs',
      '/api/docs-json',
      '/API/DOCS-yaml',
      '/api/docs/swagger-ui.css',
    ]) {
      expect([path, (await fetch(app.url + path)).status]).toEqual([path, 401]);
    }
    const operator = await signIn(app, 'operator');
    expect((await operator.fetch('/api/docs-json')).status).toBe(200);
    expect((await operator.fetch('/api/v1/nothing')).status).toBe(404);
    const crew = await signIn(app, 'crew');
    for (const path of ['/api/docs', '/api/docs-json', '/api/docs-yaml', '/api/docs/swagger-ui.css']) {
      expect([path, (await crew.fetch(path)).status]).toEqual([path, 403]);
    }
  });
});
