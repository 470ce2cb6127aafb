import type { Session } from '../../server/contract/session.ts';

export const DEMO_PASSWORD = 'mihari-demo';

export interface SignedIn {
  readonly session: Session;
  /** Header `Cookie`, as for `io(url, { extraHeaders: { cookie } })`. */
  readonly cookie: string;
  /** fetch of a path of the server, with the session. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** fetch with a JSON body. */
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

/** POST /api/v1/session as it is, for tests of signing in itself. */
export function askSignIn(
  app: { readonly url: string },
  username: string,
  password = DEMO_PASSWORD,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${app.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username, password }),
  });
}

/** `Cookie` for what `Set-Cookie` of an answer says. */
export function cookieFrom(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Signs a demo account in, by the route. */
export async function signIn(
  app: { readonly url: string },
  username: string,
  password = DEMO_PASSWORD,
): Promise<SignedIn> {
  const answer = await askSignIn(app, username, password);
  if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.status} ${await answer.text()}`);
  const session = (await answer.json()) as Session;
  return asSession(app, session, cookieFrom(answer));
}

function asSession(app: { readonly url: string }, session: Session, cookie: string): SignedIn {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${app.url}${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
  return {
    session,
    cookie,
    fetch: ask,
    send: (method, path, body) =>
      ask(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
  };
}
