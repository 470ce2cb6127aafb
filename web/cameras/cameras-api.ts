import { useEffect, useState } from 'react';
import type { Camera, CameraTicket } from '../../server/contract/camera.ts';

const EVERY_MS = 1_500;
/** ... while one turns, ms. */
const LIVELY_MS = 300;
const TIMEOUT_MS = 4_000;

/** All cameras, asked for again and again while `may`; null: not told yet. `isOld`: the last question had no answer. */
export function useCameras(may: boolean): { readonly cameras: readonly Camera[] | null; readonly isOld: boolean } {
  const [state, setState] = useState<{ cameras: readonly Camera[] | null; isOld: boolean }>({
    cameras: null,
    isOld: false,
  });
  useEffect(() => {
    if (!may) return;
    let isOver = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const cameras = await fetch('/api/v1/cameras', { signal: AbortSignal.timeout(TIMEOUT_MS) })
        .then((answer) => (answer.ok ? (answer.json() as Promise<Camera[]>) : null))
        .catch(() => null);
      if (isOver) return;
      setState((before) => (cameras === null ? { ...before, isOld: true } : { cameras, isOld: false }));
      const isLively = cameras?.some(({ head }) => head !== null && (head.isMoving || head.following !== null));
      timer = window.setTimeout(() => void ask(), isLively ? LIVELY_MS : EVERY_MS);
    }
    void ask();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [may]);
  return state;
}

/** Where to open the WebSocket of a camera; null: not now. Never throws. */
export async function askTicket(cameraId: string, fetcher: typeof fetch = fetch): Promise<string | null> {
  try {
    const answer = await fetcher(`/api/v1/cameras/${cameraId}/ticket`, {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? ((await answer.json()) as CameraTicket).path : null;
  } catch {
    return null;
  }
}
