import { useEffect, useState } from 'react';

/** Story time, epoch ms; null: not told by the server yet. */
export type Now = () => number | null;

/** Story time, drawn again as often as asked (real time). */
export function useNow(now: Now, periodMs = 1000): number | null {
  const [at, setAt] = useState(now);
  useEffect(() => {
    setAt(now());
    const timer = setInterval(() => setAt(now()), periodMs);
    return () => clearInterval(timer);
  }, [now, periodMs]);
  return at;
}
