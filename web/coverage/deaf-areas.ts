import { useEffect, useState } from 'react';
import type { CoverageGeoJson } from '../../server/contract/picture.ts';

const ASK_EVERY_MS = 10_000;
const TIMEOUT_MS = 8_000;

/** Where no receiver is heard that ever heard a ship there. */
export interface DeafAreas {
  readonly cells: GeoJSON.FeatureCollection;
  /** Since when the first of them is silent, epoch ms. */
  readonly sinceMs: number;
  readonly receivers: readonly string[];
}

/** The cells without reception; null: every cell is heard. */
export function deafAreas(coverage: CoverageGeoJson): DeafAreas | null {
  const silent = coverage.features.filter(({ properties }) => properties.noReceptionSinceMs !== null);
  if (silent.length === 0) return null;
  return {
    cells: { type: 'FeatureCollection', features: silent as unknown as GeoJSON.Feature[] },
    sinceMs: Math.min(...silent.map(({ properties }) => properties.noReceptionSinceMs ?? Number.POSITIVE_INFINITY)),
    receivers: [...new Set(silent.flatMap(({ properties }) => properties.receivers))].sort(),
  };
}

/** Asked of the server every ten seconds while `known`; otherwise what was said last may be wrong, and null is given. */
export function useDeafAreas(known: boolean): DeafAreas | null {
  const [areas, setAreas] = useState<DeafAreas | null>(null);
  useEffect(() => {
    if (!known) {
      setAreas(null);
      return;
    }
    let isOver = false;
    const ask = async (): Promise<void> => {
      const answer = await fetch('/api/v1/coverage', { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
      if (!answer?.ok || isOver) return; // the link says itself when the server is away
      const next = deafAreas((await answer.json()) as CoverageGeoJson);
      if (!isOver) setAreas((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [known]);
  return areas;
}
