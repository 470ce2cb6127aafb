import type { Camera } from '../../server/contract/camera.ts';

const SEES = new Set<Camera['state']>(['live', 'idle', 'suspect']);

/** The wedges and feet of cameras for the chart. */
export function viewsOf(cameras: readonly Camera[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: cameras.flatMap(({ cameraId, lon, lat, wedge, state }): GeoJSON.Feature[] => {
      const properties = { cameraId, dim: !SEES.has(state) };
      const ring = wedge.map(([x, y]) => [x, y]);
      return [
        { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } },
        { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } },
      ];
    }),
  };
}
