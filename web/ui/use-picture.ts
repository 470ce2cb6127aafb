import { useEffect, useState } from 'react';
import type { PictureStore } from '../net/picture-store.ts';

/** At most this often does the picture become framework state. */
const EVERY_MS = 1000;

/** Something worked out of the picture after a frame, at most once a second; null: no frame yet. */
export function usePicture<T>(store: PictureStore, read: (store: PictureStore) => T): T | null {
  const [seen, setSeen] = useState<T | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      if (store.tickMs > 0) setSeen(read(store));
    };
    look();
    const stop = store.onChange(() => {
      timer ??= setTimeout(look, EVERY_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, read]);
  return seen;
}
