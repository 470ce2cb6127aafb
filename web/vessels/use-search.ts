import { useEffect, useState } from 'react';
import { findVessels, type SearchOutcome } from './vessels-api.ts';

/** Long enough not to ask at every key, short enough to feel at once. */
const PAUSE_MS = 150;

/** Hits of a query; null: nothing is asked or the first answer is awaited. Older answers never replace newer ones. */
export function useSearch(query: string, attempt: number, onUnauthenticated: () => void): SearchOutcome | null {
  const [outcome, setOutcome] = useState<SearchOutcome | null>(null);
  const asked = query.trim();
  useEffect(() => {
    if (!asked) return setOutcome(null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      findVessels(asked, stop.signal).then(
        (answer) => (answer.kind === 'unauthenticated' ? onUnauthenticated() : setOutcome(answer)),
        () => {}, // given up: a newer query is on its way
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked, attempt, onUnauthenticated]);
  return outcome;
}
