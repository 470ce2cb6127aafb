import { TRANSLATORS } from '../i18n/translate.ts';
import type { PlaceKind } from './chart-data.ts';

export type MapLang = 'ja' | 'en';

const wordsOf = (lang: MapLang) => ({
  notForNavigation: TRANSLATORS[lang]('map.notForNavigation'),
  overscale: TRANSLATORS[lang]('map.overscale'),
  miles: TRANSLATORS[lang]('map.miles'),
  failed: TRANSLATORS[lang]('map.failed'),
});

/** The few words drawn on the chart itself. */
export const MAP_TEXT = { ja: wordsOf('ja'), en: wordsOf('en') } as const;

/** Owed to the makers of the coast (ODbL 1.0). */
export const ATTRIBUTION = '© OpenStreetMap contributors';

/** Zoom from which a kind of place is marked, and from which it is named. */
export const PLACE_ZOOM: Readonly<Record<PlaceKind, { readonly mark: number; readonly name: number }>> = {
  port: { mark: 8.2, name: 8.2 },
  aton: { mark: 9.5, name: 13 },
  pilot: { mark: 10.5, name: 13 },
  customs_berth: { mark: 11, name: 13.2 },
  customs_HQ: { mark: 11, name: 12.2 },
};
