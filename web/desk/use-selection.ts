import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { LiveClient } from '../net/live-client.ts';
import { type SelectedTrack, useSelected } from '../vessels/use-selected.ts';
import { type Chart, useFollow } from './use-follow.ts';

interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Selection extends SelectedTrack {
  readonly selectedId: string | null;
  readonly following: boolean;
  /** `at`: bring this place to the middle, for what was chosen off the chart. */
  readonly select: (trackId: string | null, at?: { lon: number | null; lat: number | null }) => void;
  readonly follow: (following: boolean) => void;
  readonly center: () => void;
  /** What the chart shows now. */
  readonly look: (bounds: Bounds) => void;
}

/** The one selected track and the view of the chart: both are told to the server together. */
export function useSelection(link: LiveClient, chart: RefObject<Chart | null>): Selection {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [following, setFollowing] = useState(false);
  const bounds = useRef<Bounds | null>(null);
  const selected = useSelected(link.track, selectedId);
  useFollow(chart, selected.gone ? undefined : selected.track, following);

  const look = useCallback(
    (next: Bounds) => {
      bounds.current = next;
      link.view({ ...next, trackId: selectedId });
    },
    [link, selectedId],
  );
  useEffect(() => {
    if (bounds.current) link.view({ ...bounds.current, trackId: selectedId });
  }, [link, selectedId]);

  const select = useCallback<Selection['select']>(
    (trackId, at) => {
      setSelectedId(trackId);
      setFollowing(false);
      if (at && at.lon !== null && at.lat !== null) chart.current?.flyTo({ lon: at.lon, lat: at.lat });
    },
    [chart],
  );
  const { track } = selected;
  const center = useCallback(() => {
    if (track && track.lon !== null && track.lat !== null) chart.current?.flyTo({ lon: track.lon, lat: track.lat });
  }, [chart, track]);
  return { ...selected, selectedId, following, select, follow: setFollowing, center, look };
}
