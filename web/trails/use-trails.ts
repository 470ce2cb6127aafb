import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { LiveClient } from '../net/live-client.ts';
import { useRemembered } from '../ui/remembered.ts';
import { type BoxChoice, type GeoBox, tracksInBox } from './tracks-in-box.ts';
import type { TrailsState } from './trail-entry.ts';
import { nextSpan, SPAN_MS, TRAIL_SPANS, type TrailSpan } from './trail-span.ts';
import { TrailStore } from './trail-store.ts';
import { fetchTrails } from './trails-api.ts';

const LOOK_MS = 1000;
const USUAL_SPAN = '3h';

export interface Trails {
  readonly store: TrailStore;
  readonly state: TrailsState;
  readonly span: TrailSpan;
  readonly setSpan: (span: TrailSpan) => void;
  readonly cycleSpan: () => void;
  /** null: no box is chosen. */
  readonly box: BoxChoice | null;
  readonly chooseBox: (box: GeoBox) => void;
  readonly dropBox: () => void;
  /** Time between two dots on the chart, ms; 0: nothing is drawn yet. */
  readonly stepMs: number;
  readonly setStepMs: (stepMs: number) => void;
}

export interface TrailsOptions {
  readonly link: LiveClient;
  /** The selected track and the followed one; null: none. */
  readonly focus: readonly (string | null)[];
  readonly mayRead: boolean;
  readonly onLost: () => void;
}

const theStore = (link: LiveClient, onUnauthenticated: () => void): TrailStore =>
  new TrailStore({
    picture: link.picture,
    storyMs: () => link.serverMs(),
    rate: link.rate.read,
    nowMs: () => performance.now(),
    ask: async (query) => {
      const outcome = await fetchTrails(query);
      // the server tells of its database by its health, not by the answer
      const isDown = link.health.read()?.database.state === 'down';
      return outcome.kind === 'failed' && isDown ? { kind: 'away' } : outcome;
    },
    onUnauthenticated,
    repeat: (look) => {
      const timer = setInterval(look, LOOK_MS);
      return () => clearInterval(timer);
    },
  });

/** The trails of this desk: of the selected, of the followed and of those in a box. Their positions never pass through React. */
export function useTrails({ link, focus, mayRead, onLost }: TrailsOptions): Trails {
  const lost = useRef(onLost);
  lost.current = onLost;
  const [store] = useState(() => theStore(link, () => lost.current()));
  const [span, setSpan] = useRemembered<TrailSpan>('trail-span', TRAIL_SPANS, USUAL_SPAN);
  const [box, setBox] = useState<BoxChoice | null>(null);
  const [stepMs, setStepMs] = useState(0);
  const state = useSyncExternalStore(store.state.subscribe, store.state.read);
  const key = focus.filter((trackId) => trackId !== null).join(',');
  useEffect(() => {
    const spanMs = mayRead ? SPAN_MS[span] : 0;
    store.want({ focus: key === '' ? [] : [...new Set(key.split(','))], group: box?.trackIds ?? [], spanMs });
  }, [store, key, box, span, mayRead]);
  useEffect(() => store.open(), [store]);
  // after every handshake: what was sent meanwhile is in the records only
  useEffect(() => link.welcome.subscribe(() => store.refresh()), [link, store]);

  const cycleSpan = useCallback(() => setSpan(nextSpan(span)), [span, setSpan]);
  const dropBox = useCallback(() => setBox(null), []);
  const chooseBox = useCallback(
    (chosen: GeoBox) => {
      setBox(tracksInBox(link.picture, chosen));
      if (span === 'off') setSpan(USUAL_SPAN); // trails were asked for
    },
    [link, span, setSpan],
  );
  return useMemo(
    () => ({ store, state, span, setSpan, cycleSpan, box, chooseBox, dropBox, stepMs, setStepMs }),
    [store, state, span, setSpan, cycleSpan, box, chooseBox, dropBox, stepMs],
  );
}
