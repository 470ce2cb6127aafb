const WIDE = 64;
const HIGH = 36;
/** Brighter than this is something, of 255; a covered lens shows noise below it. */
const SOMETHING = 24;
/** Hot pixels of a sensor are no picture: so much of it must show something. */
const LEAST_PART = 0.004;

/** Whether a picture (RGBA) shows nothing at all: the lens is covered, or its lamp and its gain are off. */
export function isBlack(data: Uint8ClampedArray): boolean {
  let bright = 0;
  for (let at = 0; at < data.length; at += 4) {
    // Rec. 709 luma
    const luma = 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
    if (luma > SOMETHING) bright++;
  }
  return bright < (data.length / 4) * LEAST_PART;
}

/** Looks at what a canvas shows, small; the same helper for all tiles. */
export function showsNothing(picture: HTMLCanvasElement): boolean {
  small ??= new OffscreenCanvas(WIDE, HIGH).getContext('2d', { willReadFrequently: true });
  if (small === null || picture.width === 0) return false;
  small.imageSmoothingQuality = 'high';
  small.drawImage(picture, 0, 0, WIDE, HIGH);
  return isBlack(small.getImageData(0, 0, WIDE, HIGH).data);
}
let small: OffscreenCanvasRenderingContext2D | null | undefined;
