import { type RefObject, useEffect } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';

export interface Chart {
  flyTo(center: { lon: number; lat: number }, zoom?: number): void;
}

/** Keeps the followed track in the middle: moves the chart with each new position, not with each frame. */
export function useFollow(chart: RefObject<Chart | null>, track: TrackDetail | undefined, following: boolean): void {
  const lon = track?.lon ?? null;
  const lat = track?.lat ?? null;
  useEffect(() => {
    if (following && lon !== null && lat !== null) chart.current?.flyTo({ lon, lat });
  }, [chart, following, lon, lat]);
}
