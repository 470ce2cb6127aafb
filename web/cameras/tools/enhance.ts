/** How a picture is shown; the stream stays as it is. */
export interface Enhancement {
  /** Brightness, 1: as it came. */
  readonly gain: number;
  readonly contrast: number;
  readonly tone: Tone;
  /** Digital zoom, 1: the whole picture. */
  readonly zoom: number;
  /** Middle of what is shown, parts of the picture from its left and upper edge. */
  readonly x: number;
  readonly y: number;
  /** When it was frozen, ms of a clock that only goes forward; null: it is not. */
  readonly frozenMs: number | null;
}

export const TONES = ['normal', 'white-hot', 'black-hot', 'green'] as const;
export type Tone = (typeof TONES)[number];

export const PLAIN: Enhancement = { gain: 1, contrast: 1, tone: 'normal', zoom: 1, x: 0.5, y: 0.5, frozenMs: null };
export const GAINS = [1, 1.5, 2, 3, 4] as const;
export const CONTRASTS = [1, 1.4, 1.8, 2.5] as const;
const MOST_ZOOM = 8;
/** A frozen picture would be taken for now: it ends by itself, ms. */
const FROZEN_MS = 60_000;

/** Zooms by a factor round a place of the tile (0 to 1 from its left and upper edge), which stays where it is. */
export function zoomed(now: Enhancement, by: number, at: { readonly x: number; readonly y: number }): Enhancement {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, now.zoom * by));
  const middle = (old: number, place: number): number => old + (place - 0.5) * (1 / now.zoom - 1 / zoom);
  return inside({ ...now, zoom, x: middle(now.x, at.x), y: middle(now.y, at.y) });
}

/** Moves what is shown by parts of the tile. */
export const moved = (now: Enhancement, x: number, y: number): Enhancement =>
  inside({ ...now, x: now.x - x / now.zoom, y: now.y - y / now.zoom });

function inside(next: Enhancement): Enhancement {
  const half = 0.5 / next.zoom;
  const held = (place: number): number => Math.min(1 - half, Math.max(half, place));
  return { ...next, x: held(next.x), y: held(next.y) };
}

/** A frozen picture goes on when its time is over. */
export const thawed = (now: Enhancement, nowMs: number): Enhancement =>
  now.frozenMs !== null && nowMs - now.frozenMs >= FROZEN_MS ? { ...now, frozenMs: null } : now;

/** What a tile must say of its picture; empty: it is as it came. */
export function marksOf({ gain, contrast, tone, zoom, frozenMs }: Enhancement): ('enhanced' | 'zoomed' | 'frozen')[] {
  const isEnhanced = gain !== 1 || contrast !== 1 || tone !== 'normal';
  return [
    ...(isEnhanced ? (['enhanced'] as const) : []),
    ...(zoom > 1 ? (['zoomed'] as const) : []),
    ...(frozenMs !== null ? (['frozen'] as const) : []),
  ];
}

const TONE_FILTERS: Readonly<Record<Tone, string>> = {
  normal: '',
  'white-hot': 'grayscale(1)',
  'black-hot': 'grayscale(1) invert(1)',
  green: 'grayscale(1) sepia(1) hue-rotate(60deg) saturate(3)',
};

/** CSS `filter` and `transform` of the picture: the compositor does it, no pixel is touched. */
export function styleOf({ gain, contrast, tone, zoom, x, y }: Enhancement): { filter: string; transform: string } {
  const bright = gain === 1 ? '' : `brightness(${gain})`;
  const hard = contrast === 1 ? '' : `contrast(${contrast})`;
  const filter = [bright, hard, TONE_FILTERS[tone]].filter(Boolean).join(' ') || 'none';
  const percent = (place: number): string => `${((0.5 - place) * 100).toFixed(2)}%`;
  return { filter, transform: zoom === 1 ? 'none' : `scale(${zoom}) translate(${percent(x)}, ${percent(y)})` };
}
