import type { ExpressionSpecification, GeoJSONSource, LayerSpecification } from 'maplibre-gl';
import { type BoatsOnChart, isSameNames } from '../boats/boats-on-chart.ts';
import type { Palette } from '../ui/palettes.ts';
import { putBoatIcons } from './boat-icons.ts';
import type { ChartMap } from './engine.ts';

const FINGER_PX = 14;
const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
/** No boats at all. */
const NO_BOATS: BoatsOnChart = { features: NOTHING, names: new Map() };

const kind = (name: string): ['==', ['get', string], string] => ['==', ['get', 'kind'], name];
const FREE = { 'icon-allow-overlap': true, 'icon-ignore-placement': true } as const;

/** Names of boats that lie together stand under each other. Pixels. */
const ROW_PX = 18;
const MOST_ROWS = 6;
const nameOffset = (scale: number): ExpressionSpecification => {
  const at = (row: number): ExpressionSpecification => ['literal', [17 * scale, ROW_PX * row * scale]];
  const rows = Array.from({ length: MOST_ROWS - 1 }, (_, i) => [i + 1, at(i + 1)] as const).flat();
  return ['match', ['get', 'row'], ...rows, at(0)] as unknown as ExpressionSpecification;
};

const LAYERS = (palette: Palette, scale: number): LayerSpecification[] => [
  { id: 'boat-area', type: 'fill', source: 'boats', filter: kind('area'), paint: { 'fill-color': ['case', ['get', 'isDoubt'], palette.warning, palette.own], 'fill-opacity': 0.08 } }, // biome-ignore format: a layer a line
  { id: 'boat-area-edge', type: 'line', source: 'boats', filter: kind('area'), paint: { 'line-color': ['case', ['get', 'isDoubt'], palette.warning, palette.own], 'line-width': 1.5 * scale, 'line-dasharray': [4, 3] } }, // biome-ignore format: a layer a line
  { id: 'boat-trail', type: 'line', source: 'boats', filter: kind('trail'), layout: { 'line-cap': 'round' }, paint: { 'line-color': palette.own, 'line-opacity': 0.7, 'line-width': 3 * scale } }, // biome-ignore format: a layer a line
  { id: 'boat-trail-late', type: 'line', source: 'boats', filter: kind('trail-late'), layout: { 'line-cap': 'round' }, paint: { 'line-color': palette.warning, 'line-opacity': 0.7, 'line-width': 3 * scale } }, // biome-ignore format: a layer a line
  { id: 'boat-trail-pause', type: 'line', source: 'boats', filter: kind('trail-pause'), paint: { 'line-color': palette.own, 'line-opacity': 0.5, 'line-width': 1.5 * scale, 'line-dasharray': [2, 4] } }, // biome-ignore format: a layer a line
  { id: 'boat-plan', type: 'line', source: 'boats', filter: kind('plan'), layout: { 'line-join': 'round' }, paint: { 'line-color': palette.own, 'line-opacity': 0.55, 'line-width': 2 * scale, 'line-dasharray': [1, 2] } }, // biome-ignore format: a layer a line
  { id: 'boat-way', type: 'line', source: 'boats', filter: kind('way'), layout: { 'line-join': 'round' }, paint: { 'line-color': palette.own, 'line-width': 2 * scale, 'line-dasharray': [4, 2] } }, // biome-ignore format: a layer a line
  { id: 'boat-meeting', type: 'symbol', source: 'boats', filter: kind('meeting'), layout: { 'icon-image': 'boat-meeting', ...FREE } }, // biome-ignore format: a layer a line
  { id: 'boat-mark', type: 'symbol', source: 'boats', filter: kind('mark'), layout: { 'icon-image': 'boat-mark', ...FREE } }, // biome-ignore format: a layer a line
  { id: 'boat-foot', type: 'symbol', source: 'boats', filter: kind('boat'), layout: { 'icon-image': ['concat', 'boat-', ['get', 'look']], 'icon-rotate': ['get', 'turnDeg'], 'icon-rotation-alignment': 'map', ...FREE } }, // biome-ignore format: a layer a line
  { id: 'boat-name', type: 'symbol', source: 'boats', filter: kind('boat'), layout: { 'icon-image': ['concat', 'boat-name-', ['get', 'boatId'], '-', ['get', 'look']], 'icon-anchor': 'left', 'icon-offset': nameOffset(scale), ...FREE } }, // biome-ignore format: a layer a line
];

/** A boat and her name: this far to the right of her, and below. */
export interface BoatPlace {
  readonly lon: number;
  readonly lat: number;
  readonly rightPx: number;
  readonly belowPx: number;
}

/** Own forces over everything else on the chart. */
export class ChartBoats {
  private boats: BoatsOnChart = NO_BOATS;
  private map: ChartMap | null = null;

  /** `scale`: 1 on a desk. */
  constructor(
    private palette: Palette,
    private readonly scale: () => number,
  ) {}

  /** The style is there, also once more after a lost context. */
  attach(map: ChartMap): void {
    this.map = map;
    this.draw(true);
  }

  detach(): void {
    this.map = null;
  }

  set(boats: BoatsOnChart): void {
    const isRestyled = !isSameNames(boats.names, this.boats.names);
    this.boats = boats;
    this.draw(isRestyled);
  }

  restyle(palette: Palette): void {
    this.palette = palette;
    this.draw(true);
  }

  /** Where boats and their names stand: other names keep off. Degrees, pixels of the screen. */
  *places(): Generator<BoatPlace> {
    for (const { geometry, properties } of this.boats.features.features) {
      if (geometry.type !== 'Point' || properties?.['kind'] !== 'boat') continue;
      const [lon = 0, lat = 0] = geometry.coordinates;
      const name = this.boats.names.get(String(properties['boatId'])) ?? '';
      const belowPx = ROW_PX * Number(properties['row']) * this.scale();
      yield { lon, lat, rightPx: (20 + nameWidth(name)) * this.scale(), belowPx };
    }
  }

  private draw(isRestyled: boolean): void {
    const { map, palette, boats } = this;
    if (map === null) return;
    if (map.getSource('boats') === undefined) map.addSource('boats', { type: 'geojson', data: boats.features });
    else map.getSource<GeoJSONSource>('boats')?.setData(boats.features);
    const isNew = map.getLayer('boat-foot') === undefined;
    if (isNew || isRestyled) putBoatIcons(map, palette, boats, this.scale());
    for (const layer of LAYERS(palette, this.scale())) {
      if (isNew) map.addLayer(layer);
      else if (isRestyled && layer.paint)
        for (const [name, value] of Object.entries(layer.paint))
          map.setPaintProperty(layer.id, name as 'line-width', value as number);
    }
  }
}

/** A guess, in pixels: full-width letters are as wide as they are high. */
const nameWidth = (name: string): number =>
  [...name].reduce((width, letter) => width + (letter > '\u2e80' ? 13 : 8), 0);

/** The boat whose symbol or name is at a point of the screen; null: none. */
export function boatAt(map: ChartMap, { x, y }: { readonly x: number; readonly y: number }): string | null {
  if (map.getLayer('boat-foot') === undefined) return null;
  const box: [[number, number], [number, number]] = [
    [x - FINGER_PX, y - FINGER_PX],
    [x + FINGER_PX, y + FINGER_PX],
  ];
  const [found] = map.queryRenderedFeatures(box, { layers: ['boat-foot'] });
  const boatId: unknown = found?.properties?.['boatId'];
  return typeof boatId === 'string' ? boatId : null;
}
