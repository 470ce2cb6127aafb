import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { signIn } from './session-api.ts';

export type SignInStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'limited'; readonly seconds: number }
  | { readonly kind: 'away' }
  | { readonly kind: 'failed' };

export interface SignInEntry {
  readonly status: SignInStatus;
  readonly username: string;
  readonly password: string;
  readonly setUsername: (name: string) => void;
  readonly setPassword: (password: string) => void;
  readonly fill: (name: string, password: string) => void;
  readonly submit: () => Promise<void>;
}

/** Counts a refused wait down to nothing. */
const useCountdown = (status: SignInStatus, set: (status: SignInStatus) => void): void => {
  useEffect(() => {
    if (status.kind !== 'limited') return;
    const timer = setTimeout(() => {
      set(status.seconds > 1 ? { kind: 'limited', seconds: status.seconds - 1 } : { kind: 'idle' });
    }, 1000);
    return () => clearTimeout(timer);
  }, [status, set]);
};

/** What stands in the form and what became of it. */
export function useSignIn(onEnter: (session: Session) => void): SignInEntry {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [status, setStatus] = useState<SignInStatus>({ kind: 'idle' });
  useCountdown(status, setStatus);

  const fill = useCallback((name: string, secret: string) => {
    setUsername(name);
    setPassword(secret);
    setStatus((now) => (now.kind === 'limited' ? now : { kind: 'idle' }));
  }, []);

  const submit = useCallback(async () => {
    if (!username.trim() || !password) return setStatus({ kind: 'missing' });
    setStatus({ kind: 'working' });
    const outcome = await signIn({ username: username.trim(), password });
    if (outcome.kind === 'in') return onEnter(outcome.session);
    if (outcome.kind === 'refused') setPassword('');
    setStatus(outcome);
  }, [username, password, onEnter]);

  return { status, username, password, setUsername, setPassword, fill, submit };
}
