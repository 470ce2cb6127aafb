import type { Box, CoverageGeoJson, PictureGeoJson } from '../contract/picture.ts';
import { cornerOf } from '../domain/track/coverage.ts';
import type { PictureService } from './picture.service.ts';

type Point = PictureGeoJson['features'][number];
type Cell = CoverageGeoJson['features'][number];

const isInside = (lon: number, lat: number, { west, south, east, north }: Box): boolean =>
  lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);

/** Tracks with a position; `box` null: on the whole earth. */
export function pictureGeoJson({ table, view }: PictureService, box: Box | null): Omit<PictureGeoJson, 'simulation'> {
  const features: Point[] = [];
  for (let row = 0; row < table.size; row++) {
    if (table.key[row] === 0) continue;
    const position = view.position(row);
    if (position === null || (box !== null && !isInside(position.lon, position.lat, box))) continue;
    const properties = view.properties(row);
    const geometry = { type: 'Point', coordinates: [position.lon, position.lat] } as const;
    features.push({ type: 'Feature', id: properties.trackId, geometry, properties });
  }
  return { type: 'FeatureCollection', features };
}

/** The cells learned, a square each. */
export function coverageGeoJson({ fusion }: PictureService): CoverageGeoJson {
  const features: Cell[] = [];
  for (const { cell, sources, noReceptionSinceMs } of fusion.coverage.list()) {
    const receivers = sources.map((index) => {
      const source = fusion.sources.list[index];
      return source?.station ? `${source.feed}/${source.station}` : (source?.feed ?? '');
    });
    const geometry = { type: 'Polygon', coordinates: [ringOf(cell)] } as const;
    features.push({ type: 'Feature', geometry, properties: { receivers, noReceptionSinceMs } });
  }
  return { type: 'FeatureCollection', features };
}

function ringOf(cell: number): [number, number][] {
  const { lon, lat } = cornerOf(cell);
  const east = Math.round(lon * 10 + 1) / 10;
  const north = Math.round(lat * 10 + 1) / 10;
  return [
    [lon, lat],
    [east, lat],
    [east, north],
    [lon, north],
    [lon, lat],
  ];
}
