import type { PasswordChange, Session, SignIn } from '../../server/contract/session.ts';

/** What the server said of our session. `away`: it could not be asked. */
export type Standing =
  | { readonly kind: 'in'; readonly session: Session }
  | { readonly kind: 'out'; readonly simulation: boolean }
  | { readonly kind: 'away' };

export type SignInOutcome =
  | { readonly kind: 'in'; readonly session: Session }
  | { readonly kind: 'refused' }
  | { readonly kind: 'limited'; readonly seconds: number }
  | { readonly kind: 'away' }
  | { readonly kind: 'failed' };

const PATH = '/api/v1/session';
const DEFAULT_WAIT_S = 60;
const GATEWAY_CODES = [502, 503, 504];

type Fetch = typeof fetch;

const ask = async (path: string, fetcher: Fetch, init?: RequestInit): Promise<Response | null> => {
  try {
    const answer = await fetcher(path, { ...init, signal: AbortSignal.timeout(10_000) });
    return GATEWAY_CODES.includes(answer.status) ? null : answer;
  } catch {
    return null; // no network, no server or too late: to the one who asks it is all "away"
  }
};

/** Who is signed in on this station. */
export async function currentStanding(fetcher: Fetch = fetch): Promise<Standing> {
  const answer = await ask(PATH, fetcher);
  if (!answer) return { kind: 'away' };
  if (answer.ok) return { kind: 'in', session: (await answer.json()) as Session };
  const body: unknown = await answer.json().catch(() => null);
  const simulation = typeof body === 'object' && body !== null && 'simulation' in body && body.simulation === true;
  return answer.status === 401 ? { kind: 'out', simulation } : { kind: 'away' };
}

const waitSeconds = (answer: Response): number => {
  const seconds = Number(answer.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : DEFAULT_WAIT_S;
};

/** Tries to sign in; never throws. */
export async function signIn(entry: SignIn, fetcher: Fetch = fetch): Promise<SignInOutcome> {
  const answer = await ask(PATH, fetcher, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(entry),
  });
  if (!answer) return { kind: 'away' };
  if (answer.ok) return { kind: 'in', session: (await answer.json()) as Session };
  if (answer.status === 429) return { kind: 'limited', seconds: waitSeconds(answer) };
  return [400, 401].includes(answer.status) ? { kind: 'refused' } : { kind: 'failed' };
}

/** Ends the session on the server; false: it could not be told. */
export async function signOut(fetcher: Fetch = fetch): Promise<boolean> {
  const answer = await ask(PATH, fetcher, { method: 'DELETE' });
  return answer !== null && (answer.ok || answer.status === 401);
}

export type ChangeOutcome = SignInOutcome | { readonly kind: 'unfit' };

/** Takes a new password in place of a one-time one. `unfit`: the new one is too short or the old one again. */
export async function changePassword(change: PasswordChange, fetcher: Fetch = fetch): Promise<ChangeOutcome> {
  const answer = await ask(`${PATH}/password`, fetcher, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!answer) return { kind: 'away' };
  if (answer.ok) return { kind: 'in', session: (await answer.json()) as Session };
  if (answer.status === 429) return { kind: 'limited', seconds: waitSeconds(answer) };
  if (answer.status === 400) return { kind: 'unfit' };
  return [401, 403].includes(answer.status) ? { kind: 'refused' } : { kind: 'failed' };
}
