import { useEffect, useState } from 'react';
import type { TrackInView } from '../../../server/contract/camera-aim.ts';
import { askInView } from '../aim/aim-api.ts';

const EVERY_MS = 1_000;
const NONE: readonly TrackInView[] = [];

/** Tracks that a camera may see now, asked for once a second; none while the server does not answer. */
export function useInView(cameraId: string): readonly TrackInView[] {
  const [tracks, setTracks] = useState(NONE);
  useEffect(() => {
    let isOver = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const told = (await askInView(cameraId)) ?? NONE;
      if (isOver) return;
      setTracks(told);
      timer = window.setTimeout(() => void ask(), EVERY_MS);
    }
    void ask();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [cameraId]);
  return tracks;
}
