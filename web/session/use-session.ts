import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { currentStanding, type Standing, signOut } from './session-api.ts';

const RETRY_MS = 3000;

type SessionState = Standing | { readonly kind: 'checking' };

export interface SessionControl {
  readonly state: SessionState;
  /** The server last said that it is a demo. */
  readonly simulation: boolean;
  /** This page was signed in and is no longer. */
  readonly ended: boolean;
  readonly enter: (session: Session) => void;
  readonly leave: () => Promise<void>;
  /** The server says that the session is over. */
  readonly lose: () => void;
}

/** The session of this page; asks again by itself while the server is away. */
export function useSession(): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: 'checking' });
  const [ended, setEnded] = useState(false);
  const [simulation, setSimulation] = useState(false);
  const check = useCallback(async () => {
    const standing = await currentStanding();
    if (standing.kind === 'out') setSimulation(standing.simulation);
    setState(standing);
  }, []);

  useEffect(() => {
    void check();
  }, [check]);

  useEffect(() => {
    if (state.kind !== 'away') return;
    const timer = setTimeout(() => void check(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [state, check]);

  const enter = useCallback((session: Session) => {
    setEnded(false);
    setState({ kind: 'in', session });
  }, []);
  const leave = useCallback(async () => {
    await signOut();
    await check();
  }, [check]);
  const lose = useCallback(() => {
    setEnded(true);
    void check();
  }, [check]);
  return { state, simulation, ended, enter, leave, lose };
}
