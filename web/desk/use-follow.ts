import { type RefObject, useEffect } from 'react';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import type { PictureStore } from '../net/picture-store.ts';
import type { BoxDrawer } from '../trails/use-box-tool.ts';

export interface Chart {
  flyTo(center: { lon: number; lat: number }, zoom?: number): void;
  /** null: no box can be drawn yet. */
  readonly box: BoxDrawer | null;
}

/** Keeps the followed track in the middle, whatever is selected: moves the chart with each new position, not with each frame. */
export function useFollow(chart: RefObject<Chart | null>, picture: PictureStore, followedId: string | null): void {
  useEffect(() => {
    if (followedId === null) return;
    let [lastLon, lastLat] = [NO_POSITION, NO_POSITION];
    const look = (): void => {
      const row = picture.rowOfTrack(followedId);
      const [lon, lat] = [picture.lon[row] ?? NO_POSITION, picture.lat[row] ?? NO_POSITION];
      if (lon === NO_POSITION || (lon === lastLon && lat === lastLat)) return;
      [lastLon, lastLat] = [lon, lat];
      chart.current?.flyTo({ lon: lon / UNITS_PER_DEGREE, lat: lat / UNITS_PER_DEGREE });
    };
    look();
    return picture.onChange(look);
  }, [chart, picture, followedId]);
}
