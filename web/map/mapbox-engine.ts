import type { StyleSpecification } from 'mapbox-gl';
import workerUrl from 'mapbox-gl/dist/mapbox-gl-csp-worker.js?url';
import { type ChartMap, COMMON_OPTIONS, type EngineOptions } from './engine.ts';

/** The build for strict policies: its worker is a file. It calls its maker's servers, which the policy must then allow. */
export async function openMapbox(options: EngineOptions, accessToken: string): Promise<ChartMap> {
  const { default: mapbox } = await import('mapbox-gl/dist/mapbox-gl-csp.js');
  mapbox.workerUrl = workerUrl;
  const map = new mapbox.Map({
    ...COMMON_OPTIONS,
    accessToken,
    container: options.container,
    style: options.style as unknown as StyleSpecification,
    center: [options.center[0], options.center[1]],
    zoom: options.zoom,
    interactive: options.interactive,
    projection: 'mercator',
  });
  map.touchZoomRotate.disableRotation();
  return map as unknown as ChartMap;
}
