import type { PlaceKind } from './chart-data.ts';

export type MapLang = 'ja' | 'en';

/** The few words drawn on the chart itself. */
export const MAP_TEXT = {
  ja: {
    notForNavigation: '航海用ではない',
    overscale: '過大縮尺 OVERSCALE',
    miles: '海里',
    failed: '地図を描画できません（WebGL2 が使えません）',
  },
  en: {
    notForNavigation: 'NOT FOR NAVIGATION',
    overscale: 'OVERSCALE',
    miles: 'nm',
    failed: 'The map cannot be drawn: WebGL2 is not available',
  },
} as const satisfies Record<MapLang, Record<string, string>>;

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
