import type { LonLat } from '../geo/geodesy.ts';
import type { PtzMount } from './ptz.ts';

/** A camera of the simulated bay: the sites and angles are invented, the piers are real (docs/scenario.md). */
export interface DemoCamera extends LonLat {
  /** Stable, a-z, digits and hyphens. */
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly office: 'yokohama' | 'tokyo';
  /** Lens above the water, metres. */
  readonly heightM: number;
  /** Where it looks, degrees true, and how far up (negative: down). */
  readonly panDeg: number;
  readonly tiltDeg: number;
  /** Horizontal field of view, degrees. */
  readonly fovDeg: number;
  /** A craft is told from water as far as this by day and at night, metres. */
  readonly dayRangeM: number;
  readonly nightRangeM: number;
  readonly isThermal: boolean;
  /** A film stands in for its picture: it does not show its place. */
  readonly isFilm: boolean;
  /** How it turns; null: it is fixed. */
  readonly ptz: PtzMount | null;
}

/** As whom the simulated cameras are asked. */
export const CAMERA_USER = 'mihari';

type Row = readonly [
  id: string,
  ja: string,
  en: string,
  office: DemoCamera['office'],
  lat: number,
  lon: number,
  heightM: number,
  panDeg: number,
  fovDeg: number,
  nightRangeM: number,
];

const ROWS: readonly Row[] = [
  ['kannonzaki', '観音埼サーマル', 'Kannonzaki thermal', 'yokohama', 35.2561, 139.7453, 52, 140, 24, 12_000],
  ['honmoku-a', '本牧ふ頭 A', 'Honmoku A', 'yokohama', 35.4458, 139.6694, 22, 60, 48, 2_500],
  ['honmoku-bc', '本牧ふ頭 BC', 'Honmoku BC', 'yokohama', 35.4394, 139.675, 22, 80, 48, 2_500],
  ['honmoku-d', '本牧ふ頭 D', 'Honmoku D', 'yokohama', 35.4339, 139.6733, 26, 100, 40, 3_000],
  ['daikoku', '大黒ふ頭', 'Daikoku', 'yokohama', 35.456, 139.693, 28, 110, 44, 3_000],
  ['minami-honmoku', '南本牧ふ頭', 'Minami-Honmoku', 'yokohama', 35.408, 139.663, 26, 110, 48, 2_500],
  ['osanbashi', '大さん橋', 'Osanbashi', 'yokohama', 35.4517, 139.648, 16, 50, 56, 1_500],
  ['yamashita', '山下ふ頭', 'Yamashita', 'yokohama', 35.4475, 139.66, 16, 20, 56, 1_500],
  ['shinko', '新港', 'Shinko', 'yokohama', 35.456, 139.643, 16, 60, 56, 1_500],
  ['higashi-ogishima', '川崎 東扇島', 'Kawasaki Higashi-Ogishima', 'yokohama', 35.487, 139.752, 26, 160, 44, 3_000],
  ['oi', '大井コンテナふ頭', 'Oi container terminal', 'tokyo', 35.605, 139.762, 26, 90, 48, 2_500],
  ['aomi', '青海コンテナふ頭', 'Aomi container terminal', 'tokyo', 35.608, 139.78, 26, 230, 48, 2_500],
  ['chiba', '千葉中央ふ頭', 'Chiba central pier', 'yokohama', 35.599, 140.098, 22, 250, 48, 2_500],
  ['kisarazu', '木更津', 'Kisarazu', 'yokohama', 35.369, 139.873, 20, 280, 48, 2_500],
  ['kurihama', '久里浜', 'Kurihama', 'yokohama', 35.222, 139.723, 20, 90, 48, 2_500],
  ['umihotaru', '海ほたるサーマル', 'Umi-hotaru thermal', 'yokohama', 35.464, 139.875, 34, 260, 24, 12_000],
]; // biome-ignore format: a table

/** Drawn from the simulated bay; those that turn, with their narrowest field, degrees. */
const RENDERED: Readonly<Record<string, number | null>> = {
  kannonzaki: 1.2,
  'honmoku-d': 2,
  daikoku: 2,
  'higashi-ogishima': 2,
  osanbashi: null,
  umihotaru: null,
};
const TURNS = { panFromDeg: -170, panToDeg: 170, tiltFromDeg: -60, tiltToDeg: 20 } as const;

/** The sixteen cameras of the simulated bay. */
export const DEMO_CAMERAS: readonly DemoCamera[] = ROWS.map(
  ([id, ja, en, office, lat, lon, heightM, panDeg, fovDeg, nightRangeM]) => ({
    ...{ id, name: { ja, en }, office, lon, lat, heightM, panDeg, fovDeg, nightRangeM },
    // heat is seen by day and night alike
    dayRangeM: nightRangeM > 10_000 ? nightRangeM : nightRangeM * 2,
    tiltDeg: -2,
    isThermal: nightRangeM > 10_000,
    isFilm: !(id in RENDERED),
    ptz: ptzOf(RENDERED[id] ?? null, panDeg, fovDeg),
  }),
);
/** Those of them whose pictures are drawn from the bay. */
export const RENDERED_CAMERAS = DEMO_CAMERAS.filter(({ isFilm }) => !isFilm);

function ptzOf(fovTeleDeg: number | null, northDeg: number, fovWideDeg: number): PtzMount | null {
  return fovTeleDeg === null ? null : { ...TURNS, northDeg, fovWideDeg, fovTeleDeg };
}
