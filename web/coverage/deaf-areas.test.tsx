import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { CoverageGeoJson } from '../../server/contract/picture.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { deafAreas } from './deaf-areas.ts';
import { DeafBanner } from './deaf-banner.tsx';

const cell = (receivers: string[], noReceptionSinceMs: number | null): CoverageGeoJson['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [] },
  properties: { receivers, noReceptionSinceMs },
});
const coverage = (...features: CoverageGeoJson['features'][number][]): CoverageGeoJson => ({
  type: 'FeatureCollection',
  features,
});
const since = Date.UTC(2026, 10, 1, 16, 6);

describe('areas without reception', () => {
  it('are none while every cell is heard', () => {
    expect(deafAreas(coverage(cell(['bay/north'], null)))).toBeNull();
  });

  it('are the silent cells, with the receivers and the first time', () => {
    const areas = deafAreas(
      coverage(cell(['bay/north'], null), cell(['bay/south'], since + 5), cell(['bay/south', 'bay/east'], since)),
    );
    expect(areas?.cells.features).toHaveLength(2);
    expect(areas).toMatchObject({ sinceMs: since, receivers: ['bay/east', 'bay/south'] });
  });

  it('are told in a banner, the first three receivers by name', () => {
    const areas = deafAreas(coverage(cell(['a', 'b', 'c', 'd', 'e'], since)));
    const html = renderToStaticMarkup(
      <LanguageProvider>
        <DeafBanner areas={areas} />
      </LanguageProvider>,
    );
    expect(html).toContain('01:06');
    expect(html).toContain('a, b, c +2');
  });
});
