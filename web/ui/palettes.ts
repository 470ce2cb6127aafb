/** The four palettes in the order of the menu. `default` is the control room's: black-back, for hours of looking. */
export const PALETTE_NAMES = ['default', 'day', 'dusk', 'night'] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];

/**
 * One colour per meaning, `#rrggbb`; the CSS custom property of `inkSoft` is `--ink-soft` (see `cssVariable`). The map takes the
 * same table. Started from the S-52 colour tokens; marks are kept above 3:1 on water and on land, text above 7:1 on panels.
 */
export interface Palette {
  /** Tells browsers which kind of form controls and scroll bars to draw. */
  readonly scheme: 'dark' | 'light';
  readonly water: string;
  readonly shallow: string;
  readonly land: string;
  readonly coast: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  /** Text that matters: above 7:1 on panels. */
  readonly ink: string;
  /** Secondary text: above 4.5:1 on panels. */
  readonly inkSoft: string;
  /** Hints and disabled text: above 3:1 on panels. */
  readonly inkFaint: string;
  /** Text on a surface filled with one of the accents. */
  readonly onAccent: string;
  readonly focus: string;
  readonly target: string;
  readonly ok: string;
  readonly own: string;
  readonly danger: string;
  readonly warning: string;
  readonly caution: string;
  readonly lane: string;
  readonly anchorage: string;
  readonly aid: string;
  /** Names of places on the chart. */
  readonly place: string;
  /** Under text and symbols, so that they stand off what they cross. */
  readonly halo: string;
  readonly cargo: string;
  readonly tanker: string;
  readonly passenger: string;
  readonly fishing: string;
  readonly service: string;
  readonly pleasure: string;
  readonly unknown: string;
  /** Trails by speed: 0, 5, 10, 15, 20 knots and more. Violet to white is no other meaning's colour; lightness alone orders it. */
  readonly trail0: string;
  readonly trail5: string;
  readonly trail10: string;
  readonly trail15: string;
  readonly trail20: string;
}
export type PaletteToken = Exclude<keyof Palette, 'scheme'>;

export const PALETTES: Readonly<Record<PaletteName, Palette>> = {
  default: {
    scheme: 'dark',
    water: '#090e12',
    shallow: '#0d151b',
    land: '#1b1e1a',
    coast: '#58645f',
    panel: '#10161a',
    raised: '#172025',
    line: '#263239',
    ink: '#dbe3e0',
    inkSoft: '#9aa8a4',
    inkFaint: '#74827d',
    onAccent: '#061019',
    focus: '#ffffff',
    target: '#50d08c',
    ok: '#50d08c',
    own: '#62b6ff',
    danger: '#f15469',
    warning: '#f0a93b',
    caution: '#d9cf62',
    lane: '#a878c9',
    anchorage: '#6c8b9c',
    aid: '#b7a25b',
    place: '#8a9692',
    halo: '#060a0c',
    cargo: '#50d08c',
    tanker: '#e08d58',
    passenger: '#9aa6ff',
    fishing: '#c9c36a',
    service: '#4fc0b8',
    pleasure: '#cd90e0',
    unknown: '#95a29e',
    trail0: '#8a6fc4',
    trail5: '#9a8ee6',
    trail10: '#aab4f4',
    trail15: '#c6d8f6',
    trail20: '#eef6fa',
  },
  day: {
    scheme: 'light',
    water: '#d4eaee',
    shallow: '#b4d8ec',
    land: '#c9b97a',
    coast: '#525a5c',
    panel: '#f3f6f5',
    raised: '#ffffff',
    line: '#b9c5c4',
    ink: '#101a1c',
    inkSoft: '#3c4a4c',
    inkFaint: '#65737a',
    onAccent: '#ffffff',
    focus: '#0b1416',
    target: '#0b5c35',
    ok: '#0b6a3c',
    own: '#0a4a8f',
    danger: '#ab0d2c',
    warning: '#7e4300',
    caution: '#5c5200',
    lane: '#7d2a93',
    anchorage: '#2f5b73',
    aid: '#5a4a0c',
    place: '#2d3a3c',
    halo: '#f4fafb',
    cargo: '#0b5c35',
    tanker: '#8a3a08',
    passenger: '#2f37a8',
    fishing: '#565000',
    service: '#06545a',
    pleasure: '#7a1f8c',
    unknown: '#3f4a4c',
    trail0: '#74469f',
    trail5: '#59389a',
    trail10: '#3f2b86',
    trail15: '#291d68',
    trail20: '#120c40',
  },
  dusk: {
    scheme: 'dark',
    water: '#070707',
    shallow: '#0e141a',
    land: '#1f1d14',
    coast: '#5c6668',
    panel: '#0d0f0f',
    raised: '#151818',
    line: '#24292a',
    ink: '#b4bbb8',
    inkSoft: '#87918e',
    inkFaint: '#676f6d',
    onAccent: '#050808',
    focus: '#d8dedb',
    target: '#379a66',
    ok: '#379a66',
    own: '#4788c2',
    danger: '#d0465a',
    warning: '#b98030',
    caution: '#a39a46',
    lane: '#8a63a6',
    anchorage: '#56707e',
    aid: '#8d7c45',
    place: '#727d79',
    halo: '#040505',
    cargo: '#379a66',
    tanker: '#b8713f',
    passenger: '#757fce',
    fishing: '#989248',
    service: '#3a918a',
    pleasure: '#a06bb1',
    unknown: '#747f7b',
    trail0: '#7663a6',
    trail5: '#7d74ba',
    trail10: '#8a93c6',
    trail15: '#a0afc8',
    trail20: '#c0c9cc',
  },
  night: {
    scheme: 'dark',
    water: '#050505',
    shallow: '#07080c',
    land: '#0f0d0a',
    coast: '#5a5d5a',
    panel: '#080707',
    raised: '#0f0d0c',
    line: '#1c1917',
    ink: '#a89f92',
    inkSoft: '#857d72',
    inkFaint: '#655f57',
    onAccent: '#050404',
    focus: '#b9b0a3',
    target: '#2e8055',
    ok: '#2e8055',
    own: '#3d7aac',
    danger: '#c94242',
    warning: '#9c6a26',
    caution: '#7b7332',
    lane: '#7c5a92',
    anchorage: '#4f6470',
    aid: '#73663a',
    place: '#6a655d',
    halo: '#030303',
    cargo: '#2e8055',
    tanker: '#935830',
    passenger: '#5f66a6',
    fishing: '#767136',
    service: '#2e746e',
    pleasure: '#83578f',
    unknown: '#6a6e69',
    trail0: '#6a5590',
    trail5: '#7167a0',
    trail10: '#7d82a6',
    trail15: '#8f96a4',
    trail20: '#aaa69e',
  },
};

/** Name of the CSS custom property of a token: `inkSoft` is `--ink-soft`. */
export const cssVariable = (token: PaletteToken): string =>
  `--${token.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

/** The palette as a block of CSS declarations, for a style sheet made by script (`CSSStyleSheet` passes a strict policy). */
export function paletteCss(palette: Palette): string {
  const { scheme, ...colours } = palette;
  const lines = Object.entries(colours).map(([token, colour]) => `${cssVariable(token as PaletteToken)}: ${colour};`);
  return [`color-scheme: ${scheme};`, ...lines].join('\n');
}
