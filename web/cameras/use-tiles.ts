import { useCallback, useState } from 'react';

const KEY = 'mihari.tiles';
const MOST = 16;

/** Ids of the cameras in tiles, in order, kept per station. */
export interface Tiles {
  readonly ids: readonly string[];
  readonly large: string | null;
  readonly add: (cameraId: string) => void;
  readonly remove: (cameraId: string) => void;
  /** One alone, or back to all. */
  readonly enlarge: (cameraId: string) => void;
}

function recall(initial: readonly string[]): readonly string[] {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, MOST) : initial;
  } catch {
    return initial;
  }
}

export function useTiles(initial: readonly string[]): Tiles {
  const [ids, setIds] = useState(() => recall(initial));
  const [large, setLarge] = useState<string | null>(null);
  const keep = useCallback((next: readonly string[]) => {
    setIds(next);
    try {
      globalThis.localStorage?.setItem(KEY, JSON.stringify(next));
    } catch {
      // private mode or full: the choice lasts as long as the page
    }
  }, []);
  return {
    ids,
    large: large !== null && ids.includes(large) ? large : null,
    add: (id) => keep(ids.includes(id) ? ids : [...ids, id].slice(-MOST)),
    remove: (id) => keep(ids.filter((one) => one !== id)),
    enlarge: (id) => setLarge(large === id ? null : id),
  };
}
