import type { GeoJSONSource, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from '../ui/palettes.ts';
import { putCameraIcons } from './camera-icons.ts';
import type { ChartMap } from './engine.ts';

type Paint = Readonly<Record<string, unknown>>;

/** Paint of each layer by the palette: the style is made from it and a change of palette writes it anew. */
function paints(p: Palette): Readonly<Record<string, Paint>> {
  const day = p.scheme === 'light';
  return {
    sea: { 'background-color': p.water },
    anchorage: { 'fill-color': p.anchorage, 'fill-opacity': day ? 0.1 : 0.06 },
    'anchorage-edge': { 'line-color': p.anchorage, 'line-opacity': 0.55, 'line-width': 1, 'line-dasharray': [2, 4] },
    lane: { 'fill-color': p.lane, 'fill-opacity': day ? 0.12 : 0.1 },
    'lane-edge': { 'line-color': p.lane, 'line-opacity': 0.6, 'line-width': 1, 'line-dasharray': [6, 4] },
    deaf: { 'fill-color': p.warning, 'fill-opacity': day ? 0.14 : 0.09 },
    'deaf-edge': { 'line-color': p.warning, 'line-opacity': 0.75, 'line-width': 1.5, 'line-dasharray': [3, 3] },
    view: { 'fill-color': p.inkSoft, 'fill-opacity': ['case', ['get', 'dim'], 0.02, 0.07] },
    'view-edge': { 'line-color': p.inkSoft, 'line-opacity': ['case', ['get', 'dim'], 0.25, 0.5], 'line-width': 1 },
    ferry: { 'line-color': p.anchorage, 'line-opacity': 0.5, 'line-width': 1, 'line-dasharray': [1, 5] },
    land: { 'fill-color': p.land, 'fill-antialias': false },
    coast: { 'line-color': p.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.6, 9, 1, 13, 1.5] },
  };
}

/** A camera that shows nothing has a symbol of its own (camera-icons.ts). */
const FOOT = {
  'icon-image': ['case', ['get', 'dim'], 'camera-off', 'camera'],
  'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.55, 12, 1],
  'icon-allow-overlap': true,
  'icon-ignore-placement': true,
};
const is = (kind: string): ['==', ['get', string], string] => ['==', ['get', 'kind'], kind];

const FINGER_PX = 10;

/** No area at all. */
export const NOWHERE: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Everything from our own server: no tiles, no glyphs, no request to anyone else. */
export function chartStyle(palette: Palette, coastHref: string, areas: GeoJSON.FeatureCollection): StyleSpecification {
  const paint = paints(palette);
  const layers = [
    { id: 'sea', type: 'background' },
    { id: 'anchorage', type: 'fill', source: 'areas', filter: is('anchorage') },
    { id: 'ferry', type: 'line', source: 'areas', filter: is('ferry') },
    { id: 'lane', type: 'fill', source: 'areas', filter: is('lane') },
    { id: 'land', type: 'fill', source: 'coast' },
    { id: 'coast', type: 'line', source: 'coast', layout: { 'line-join': 'round' } },
    { id: 'anchorage-edge', type: 'line', source: 'areas', filter: is('anchorage') },
    { id: 'lane-edge', type: 'line', source: 'areas', filter: is('lane') },
    { id: 'deaf', type: 'fill', source: 'deaf' },
    { id: 'deaf-edge', type: 'line', source: 'deaf' },
    { id: 'view', type: 'fill', source: 'views', filter: ['==', ['geometry-type'], 'Polygon'] },
    { id: 'view-edge', type: 'line', source: 'views', filter: ['==', ['geometry-type'], 'Polygon'] },
    { id: 'view-foot', type: 'symbol', source: 'views', filter: ['==', ['geometry-type'], 'Point'], layout: FOOT },
  ].map((layer) => ({ ...layer, paint: paint[layer.id] ?? {} }));
  return {
    version: 8,
    sources: {
      coast: { type: 'geojson', data: coastHref, maxzoom: 12, tolerance: 0.25, buffer: 32 },
      areas: { type: 'geojson', data: areas, maxzoom: 14, tolerance: 0.1 },
      deaf: { type: 'geojson', data: NOWHERE, maxzoom: 12 },
      views: { type: 'geojson', data: NOWHERE, maxzoom: 14 },
    },
    layers: layers as LayerSpecification[],
  };
}

export function repaintChart(map: ChartMap, palette: Palette): void {
  putCameraIcons(map, palette);
  for (const [layer, paint] of Object.entries(paints(palette))) {
    for (const [property, value] of Object.entries(paint)) {
      map.setPaintProperty(layer, property as 'line-width', value as number);
    }
  }
}

/** Draws the areas from which nothing is received. */
export function showDeaf(map: ChartMap, deaf: GeoJSON.FeatureCollection): void {
  map.getSource<GeoJSONSource>('deaf')?.setData(deaf);
}

/** Draws what cameras see: a wedge and a foot each; `dim`: it is not live. */
export function showViews(map: ChartMap, views: GeoJSON.FeatureCollection): void {
  map.getSource<GeoJSONSource>('views')?.setData(views);
}

/** Features that are drawn whenever there is a chart to draw them on. */
export class Overlay {
  private features = NOWHERE;
  private map: ChartMap | null = null;

  constructor(private readonly show: (map: ChartMap, features: GeoJSON.FeatureCollection) => void) {}

  set(features: GeoJSON.FeatureCollection): void {
    this.features = features;
    if (this.map) this.show(this.map, features);
  }

  /** The style is there, also once more after a lost context. */
  attach(map: ChartMap): void {
    this.map = map;
    this.show(map, this.features);
  }

  detach(): void {
    this.map = null;
  }
}

/** The camera whose foot is within a finger of a point of the screen; null: none. */
export function cameraAt(map: ChartMap, { x, y }: { readonly x: number; readonly y: number }): string | null {
  const box: [[number, number], [number, number]] = [
    [x - FINGER_PX, y - FINGER_PX],
    [x + FINGER_PX, y + FINGER_PX],
  ];
  const [found] = map.queryRenderedFeatures(box, { layers: ['view-foot'] });
  const cameraId: unknown = found?.properties?.['cameraId'];
  return typeof cameraId === 'string' ? cameraId : null;
}
