import { useCallback, useState } from 'react';

const PREFIX = 'mihari.';

/** What this station remembers; storage may be forbidden, then the choice lasts as long as the page. */
const recall = (key: string): string | null => {
  try {
    return globalThis.localStorage?.getItem(PREFIX + key) ?? null;
  } catch {
    return null;
  }
};

const remember = (key: string, value: string): void => {
  try {
    globalThis.localStorage?.setItem(PREFIX + key, value);
  } catch {
    // private mode or full: nothing to mend, the page goes on with the choice in memory
  }
};

/** One of a few words, kept per station. A word that is not allowed (any more) counts as none. */
export function useRemembered<T extends string>(
  key: string,
  allowed: readonly T[],
  initial: T,
): [value: T, set: (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const stored = recall(key);
    return allowed.find((word) => word === stored) ?? initial;
  });
  const set = useCallback(
    (next: T) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, set];
}

const SWITCH = ['open', 'shut'] as const;

/** Open or shut, kept per station. */
export function useRememberedOpen(key: string, initiallyOpen: boolean): [open: boolean, set: (open: boolean) => void] {
  const [word, setWord] = useRemembered(key, SWITCH, initiallyOpen ? 'open' : 'shut');
  const set = useCallback((open: boolean) => setWord(open ? 'open' : 'shut'), [setWord]);
  return [word === 'open', set];
}
