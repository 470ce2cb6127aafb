import { useEffect, useState } from 'react';
import type { BoatTrailPoint } from '../../server/contract/boat.ts';
import { askJson } from '../net/ask.ts';

const AGAIN_MS = 10_000;
const NONE: readonly BoatTrailPoint[] = [];

/** Where the chosen boat has been in the last half hour, as it was heard or told late. Empty: none is chosen, or nothing is known. */
export function useBoatTrail(boatId: string | null): readonly BoatTrailPoint[] {
  const [trail, setTrail] = useState(NONE);
  useEffect(() => {
    setTrail(NONE);
    if (boatId === null) return;
    let isOver = false;
    const read = async (): Promise<void> => {
      const told = await askJson<readonly BoatTrailPoint[]>(`/api/v1/boats/${boatId}/trail`);
      if (told !== null && !isOver) setTrail(told);
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [boatId]);
  return trail;
}
