import type { ChartMap, EngineOptions } from './engine.ts';

/** maplibre-gl by default; mapbox-gl where the installation has an access token. Loaded only then. */
export async function openEngine(options: EngineOptions, mapboxToken: string | null): Promise<ChartMap> {
  if (mapboxToken === null) return (await import('./maplibre-engine.ts')).openMaplibre(options);
  return (await import('./mapbox-engine.ts')).openMapbox(options, mapboxToken);
}
