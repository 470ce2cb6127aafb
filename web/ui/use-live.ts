import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type LiveClient, startLive } from '../net/live-client.ts';
import type { Signal } from '../net/signal.ts';
import type { LiveState } from './live.ts';
import type { Now } from './now.ts';

const useSignal = <T>(signal: Signal<T>): T => useSyncExternalStore(signal.subscribe, signal.read);

/** The one live link of this page: it begins with the session and ends with the page, which is loaded anew after a session. */
let client: LiveClient | null = null;
const theLink = (): LiveClient => {
  client ??= startLive();
  return client;
};

/** Opens the link; `onLost` is told once when the server says that the session is over. */
export function useLive(onLost: () => void): { readonly link: LiveClient; readonly state: LiveState } {
  const [link] = useState(theLink);
  const state = useSignal(link.link);
  const freshness = useSignal(link.freshness);
  const welcome = useSignal(link.welcome);
  const health = useSignal(link.health);
  const feeds = useSignal(link.feeds);
  const rate = useSignal(link.rate);
  const leaptToMs = useSignal(link.leap);
  const firstBuild = useRef<string | null>(null);
  useEffect(() => {
    if (welcome) firstBuild.current ??= welcome.build;
  }, [welcome]);
  useEffect(() => {
    if (state === 'unauthenticated') onLost();
  }, [state, onLost]);
  const updated = welcome !== null && firstBuild.current !== null && welcome.build !== firstBuild.current;
  const drawnMs = freshness.ageMs === null ? null : link.picture.tickMs;
  const simulation = welcome?.simulation ?? false;
  return { link, state: { link: state, freshness, drawnMs, updated, rate, leaptToMs, simulation, health, feeds } };
}

/** Story time as ages tick by it; another function after a leap, so that they are told anew at once. */
export function useStoryNow(link: LiveClient, { leaptToMs }: Pick<LiveState, 'leaptToMs'>): Now {
  return useMemo(() => nowSince(link, leaptToMs), [link, leaptToMs]);
}

const nowSince =
  (link: LiveClient, _leaptToMs: number | null): Now =>
  () =>
    link.serverMs();
