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
  /** Puts one in the place of another, or one place to the left (-1) or right (1). */
  readonly arrange: (cameraId: string, to: string | -1 | 1) => void;
}

function recall(initial: readonly string[]): readonly string[] {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, MOST) : initial;
  } catch {
    return initial;
  }
}

/** The list with `id` in its new place; as it was where that is none. */
export function arranged(ids: readonly string[], id: string, to: string | -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const at = typeof to === 'string' ? ids.indexOf(to) : from + to;
  if (from < 0 || at < 0 || at >= ids.length) return ids;
  return ids.filter((one) => one !== id).toSpliced(at, 0, id);
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
    arrange: (id, to) => keep(arranged(ids, id, to)),
    enlarge: (id) => setLarge(large === id ? null : id),
  };
}
