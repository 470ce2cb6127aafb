import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Signal } from '../net/signal.ts';

export const useSignal = <T>(signal: Signal<T>): T => useSyncExternalStore(signal.subscribe, signal.read);

/** Drawn again every so often, for what grows old. */
export function useTick(periodMs = 1000): void {
  const [, set] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => set((n) => n + 1), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
}
