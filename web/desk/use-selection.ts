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
  /** The selected one is followed. */
  readonly following: boolean;
  /** Kept in the middle of the chart; stays so while another one is looked at. */
  readonly followedId: string | null;
  /** `at`: bring this place to the middle, for what was chosen off the chart. */
  readonly select: (trackId: string | null, at?: { lon: number | null; lat: number | null }) => void;
  readonly follow: (following: boolean) => void;
  readonly endFollow: () => void;
  readonly center: () => void;
  /** What the chart shows now. */
  readonly look: (bounds: Bounds) => void;
}

/** The one selected track and the view of the chart: both are told to the server together. */
export function useSelection(link: LiveClient, chart: RefObject<Chart | null>): Selection {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [followedId, setFollowedId] = useState<string | null>(null);
  const bounds = useRef<Bounds | null>(null);
  const selected = useSelected(link.track, selectedId);
  useFollow(chart, link.picture, followedId);

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
      // what is closed is no longer followed; what is brought to the middle drives out what was there
      const moves = at !== undefined && at.lon !== null && at.lat !== null;
      const isClosed = trackId === null;
      setFollowedId((followed) =>
        (moves && followed !== trackId) || (isClosed && followed === selectedId) ? null : followed,
      );
      if (moves) chart.current?.flyTo({ lon: at.lon ?? 0, lat: at.lat ?? 0 });
    },
    [chart, selectedId],
  );
  const follow = useCallback((following: boolean) => setFollowedId(following ? selectedId : null), [selectedId]);
  const endFollow = useCallback(() => setFollowedId(null), []);
  const { track } = selected;
  const center = useCallback(() => {
    if (track && track.lon !== null && track.lat !== null) chart.current?.flyTo({ lon: track.lon, lat: track.lat });
  }, [chart, track]);
  const following = followedId !== null && followedId === selectedId;
  return { ...selected, selectedId, following, followedId, select, follow, endFollow, center, look };
}
