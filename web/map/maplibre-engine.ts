import { Map as LibreMap, setWorkerUrl } from 'maplibre-gl';
// a file of our own: the default is a blob, which worker-src 'self' refuses
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type ChartMap, COMMON_OPTIONS, type EngineOptions } from './engine.ts';

setWorkerUrl(workerUrl);

export function openMaplibre({ container, style, center, zoom, interactive }: EngineOptions): ChartMap {
  const map = new LibreMap({
    ...COMMON_OPTIONS,
    container,
    style,
    center: [center[0], center[1]],
    zoom,
    interactive,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}
