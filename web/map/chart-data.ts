import coastUrl from '../../server/domain/geo/data/japan-coast.json?url';
import bay from '../../server/domain/geo/data/tokyo-bay.json';

interface BayProperties {
  readonly kind: string;
  readonly name_en: string;
  readonly name_ja?: string;
}
const BAY = bay as unknown as GeoJSON.FeatureCollection<GeoJSON.Feature['geometry'], BayProperties>;

/** The coast as a file of its own: a megabyte that only the map's worker reads. */
export const coastHref = (): string => new URL(coastUrl, location.href).href;

/** Lines and areas of the chart; points are drawn by the label layer. */
export const areas: GeoJSON.FeatureCollection = {
  type: 'FeatureCollection',
  features: BAY.features.filter(({ geometry }) => geometry.type !== 'Point'),
};

export type PlaceKind = 'port' | 'aton' | 'pilot' | 'customs_berth' | 'customs_HQ';
const PLACE_KINDS: ReadonlySet<string> = new Set(['port', 'aton', 'pilot', 'customs_berth', 'customs_HQ']);

export interface Place {
  readonly kind: PlaceKind;
  readonly lon: number;
  readonly lat: number;
  readonly nameJa: string;
  readonly nameEn: string;
}

/** Points of the chart: ports, buoys and lights, pilot stations, customs berths. */
export const places: readonly Place[] = BAY.features.flatMap(({ geometry, properties }) => {
  if (geometry.type !== 'Point' || !PLACE_KINDS.has(properties.kind)) return [];
  const [lon = 0, lat = 0] = (geometry as GeoJSON.Point).coordinates;
  const nameEn = properties.name_en.replace(/ ferry terminal$/, '');
  return [{ kind: properties.kind as PlaceKind, lon, lat, nameJa: properties.name_ja ?? nameEn, nameEn }];
});
