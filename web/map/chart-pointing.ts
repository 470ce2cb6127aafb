import type { ChartTrails } from './chart-trails.ts';
import type { ChartMap } from './engine.ts';
import type { MapHud } from './map-hud.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Pointed {
  readonly hud: MapHud;
  readonly trails: ChartTrails | null;
  /** Track at a point of the screen; null: none. */
  pick(point: Point): string | null;
  hover(trackId: string | null): void;
  /** A place was clicked; true: it is taken, and no track is meant. */
  takePlace(place: { lon: number; lat: number }): boolean;
  /** Camera whose foot is at a point of the screen; null: none. */
  cameraAt(point: Point): string | null;
  camera(cameraId: string): void;
  /** Own boat at a point of the screen; null: none. */
  boatAt(point: Point): string | null;
  boat(boatId: string): void;
  select(trackId: string | null): void;
}

/** What lies under the cursor: a vessel, else a dot of a trail, which stands for its vessel: that may be far away. */
export function wirePointing(
  map: ChartMap,
  { hud, trails, pick, hover, takePlace, cameraAt, camera, boatAt, boat, select }: Pointed,
): void {
  const trackAt = (point: Point): string | null => {
    const vessel = pick(point);
    const dot = trails?.point(vessel === null ? point : null);
    return vessel ?? dot?.row.trackId ?? null;
  };
  map.on('click', ({ point, lngLat }) => {
    if (takePlace({ lon: lngLat.lng, lat: lngLat.lat })) return;
    const trackId = trackAt(point);
    const boatId = trackId === null ? boatAt(point) : null;
    if (boatId !== null) {
      boat(boatId);
      return;
    }
    const cameraId = trackId === null ? cameraAt(point) : null;
    if (cameraId === null) select(trackId);
    else camera(cameraId);
  });
  let cursor: Point | null = null;
  map.on('mousemove', ({ point, lngLat }) => {
    cursor = point;
    hud.point({ lon: lngLat.lng, lat: lngLat.lat });
    hover(trackAt(point));
  });
  // the chart has moved under a cursor that has not
  map.on('moveend', () => {
    if (cursor === null) return;
    const { lng, lat } = map.unproject([cursor.x, cursor.y]);
    hud.point({ lon: lng, lat });
  });
  map.on('mouseout', () => {
    cursor = null;
    hud.point(null);
    hover(null);
    trails?.point(null);
  });
}
