import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { currentStanding, type Standing, signOut } from './session-api.ts';

const RETRY_MS = 3000;
/** Set while the sign-in page must say that a session has ended. */
const ENDED = 'mihari.ended';

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
  readonly lose: () => Promise<void>;
}

/** The session of this page; asks again by itself while the server is away. */
export function useSession(): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: 'checking' });
  const [ended, setEnded] = useState(() => sessionStorage.getItem(ENDED) === 'yes');
  const [simulation, setSimulation] = useState(false);
  const check = useCallback(async () => {
    const standing = await currentStanding();
    if (standing.kind === 'out') setSimulation(standing.simulation);
    if (standing.kind === 'in') sessionStorage.removeItem(ENDED);
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
    sessionStorage.removeItem(ENDED);
    setState({ kind: 'in', session });
  }, []);
  // a fresh page keeps nothing of the session in memory: no tracks, no link
  const leave = useCallback(async () => {
    if (await signOut()) location.reload();
    else await check();
  }, [check]);
  const lose = useCallback(async () => {
    const standing = await currentStanding();
    if (standing.kind !== 'out') return; // the link says so itself; a page that loads itself again and again helps nobody
    sessionStorage.setItem(ENDED, 'yes');
    location.reload();
  }, []);
  return { state, simulation, ended, enter, leave, lose };
}
