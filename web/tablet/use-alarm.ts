import { useEffect } from 'react';
import { chime } from '../boats/chime.ts';

const AGAIN_MS = 4_000;
const SHAKE_MS = [400, 200, 400];

/** Sounds and shakes: for an order again and again until it was looked at, for a word of the desk once. `mute`: never. */
export function useAlarm(what: 'none' | 'word' | 'order' | 'mute', count: number): void {
  useEffect(() => {
    if (what !== 'order' && what !== 'word') return;
    const sound = (): void => {
      void chime();
      navigator.vibrate?.(SHAKE_MS);
    };
    if (count >= 0) sound();
    if (what === 'word') return;
    const timer = setInterval(sound, AGAIN_MS);
    return () => clearInterval(timer);
  }, [what, count]);
}
