import { describe, expect, it } from '@jest/globals';
import { currentStanding, signIn, signOut } from './session-api.ts';

const SESSION = {
  username: 'operator',
  displayName: 'Operator',
  role: 'operator',
  office: 'yokohama',
  rights: ['picture:read'],
  expiresMs: 1,
};

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): typeof fetch =>
  async () =>
    new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
const unreachable: typeof fetch = async () => {
  throw new TypeError('fetch failed');
};

describe('the session as the server tells it', () => {
  it('is in with the session when there is one', async () => {
    expect(await currentStanding(answering(200, SESSION))).toEqual({ kind: 'in', session: SESSION });
  });

  it('is out, and says whether this is a demo', async () => {
    expect(await currentStanding(answering(401, { ok: false, simulation: true }))).toEqual({
      kind: 'out',
      simulation: true,
    });
    expect(await currentStanding(answering(401, { ok: false }))).toEqual({ kind: 'out', simulation: false });
    expect(await currentStanding(answering(401, 'no json object'))).toEqual({ kind: 'out', simulation: false });
  });

  it('is away when nothing answers or only a gateway does', async () => {
    expect(await currentStanding(unreachable)).toEqual({ kind: 'away' });
    expect(await currentStanding(answering(502, {}))).toEqual({ kind: 'away' });
  });
});

describe('signing in', () => {
  const entry = { username: 'operator', password: 'wrong' };

  it('tells a refusal from a limit, a lost server and a failure', async () => {
    expect(await signIn(entry, answering(401, {}))).toEqual({ kind: 'refused' });
    expect(await signIn(entry, answering(429, {}, { 'retry-after': '17' }))).toEqual({ kind: 'limited', seconds: 17 });
    expect(await signIn(entry, answering(429, {}))).toEqual({ kind: 'limited', seconds: 60 });
    expect(await signIn(entry, unreachable)).toEqual({ kind: 'away' });
    expect(await signIn(entry, answering(500, {}))).toEqual({ kind: 'failed' });
  });

  it('sends name and password as JSON', async () => {
    let sent: RequestInit | undefined;
    const spy: typeof fetch = async (_path, init) => {
      sent = init;
      return new Response(JSON.stringify(SESSION), { status: 201 });
    };
    expect(await signIn(entry, spy)).toEqual({ kind: 'in', session: SESSION });
    expect(JSON.parse(String(sent?.body))).toEqual(entry);
  });

  it('counts a session that is already over as signed out', async () => {
    expect(await signOut(answering(204, null))).toBe(true);
    expect(await signOut(answering(401, {}))).toBe(true);
    expect(await signOut(unreachable)).toBe(false);
  });
});
