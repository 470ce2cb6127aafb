import { useEffect, useRef } from 'react';
import { chime } from '../boats/chime.ts';

const AGAIN_MS = 4_000;
const SHAKE_MS = [400, 200, 400];

function sound(): void {
  void chime();
  navigator.vibrate?.(SHAKE_MS);
}

/** Sounds and shakes for an order, again and again until it was looked at, and for each word of the desk, once. `isMute`: for nothing. */
export function useAlarm({ isOrder, unread, isMute }: { isOrder: boolean; unread: number; isMute: boolean }): void {
  const before = useRef(0);
  useEffect(() => {
    if (unread > before.current && !isMute) sound();
    before.current = unread;
  }, [unread, isMute]);
  useEffect(() => {
    if (!isOrder || isMute) return;
    sound();
    const timer = setInterval(sound, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOrder, isMute]);
}
