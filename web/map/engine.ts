import type { Map as LibreMap, StyleSpecification } from 'maplibre-gl';

/** What the map needs of an engine; maplibre-gl 6 and mapbox-gl 3 both have it. */
export type ChartMap = Pick<
  LibreMap,
  | 'addImage'
  | 'addLayer'
  | 'addSource'
  | 'areTilesLoaded'
  | 'easeTo'
  | 'fitBounds'
  | 'getBounds'
  | 'getCanvas'
  | 'getCenter'
  | 'getLayer'
  | 'getSource'
  | 'getZoom'
  | 'hasImage'
  | 'isSourceLoaded'
  | 'jumpTo'
  | 'off'
  | 'on'
  | 'project'
  | 'queryRenderedFeatures'
  | 'remove'
  | 'removeImage'
  | 'resize'
  | 'setPaintProperty'
  | 'triggerRepaint'
  | 'unproject'
  | 'updateImage'
  | 'zoomIn'
  | 'zoomOut'
>;

export interface EngineOptions {
  readonly container: HTMLElement;
  readonly style: StyleSpecification;
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
  readonly interactive: boolean;
}

/** Zooms an operator may reach: all of Japan to a berth, beyond which the coast is a guess. */
const MIN_ZOOM = 4;
const MAX_ZOOM = 17;

/** North up, flat, never repeated: the same for both engines. */
export const COMMON_OPTIONS = {
  attributionControl: false,
  minZoom: MIN_ZOOM,
  maxZoom: MAX_ZOOM,
  // Shift and a drag choose vessels, see box-tool.ts
  boxZoom: false,
  dragRotate: false,
  pitchWithRotate: false,
  touchPitch: false,
  maxPitch: 0,
  renderWorldCopies: false,
  fadeDuration: 0,
} as const;
