import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';
import type { Signal } from '../net/signal.ts';

/** The server tells of a selected track at its next tick; who waits longer waits in vain. */
const PATIENCE_MS = 4000;

export interface SelectedTrack {
  /** undefined: not told yet. After it is gone: what was last known. */
  readonly track: TrackDetail | undefined;
  readonly gone: boolean;
}

/** The selected track as the server tells it; keeps what was last known of it when it goes. */
export function useSelected(signal: Signal<TrackDetail | null>, selectedId: string | null): SelectedTrack {
  const told = useSyncExternalStore(signal.subscribe, signal.read);
  const [last, setLast] = useState<TrackDetail | undefined>(undefined);
  const [waitedFor, setWaitedFor] = useState<string | null>(null);
  const known = told?.trackId === selectedId ? told : undefined;
  useEffect(() => {
    if (known) setLast(known);
  }, [known]);
  useEffect(() => {
    if (selectedId === null || known) return;
    const timer = setTimeout(() => setWaitedFor(selectedId), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [selectedId, known]);
  if (known) return { track: known, gone: false };
  const before = last?.trackId === selectedId ? last : undefined;
  return { track: before, gone: before !== undefined || waitedFor === selectedId };
}
