import type { Canvas } from './canvas.ts';

/** Letters of five by seven dots: a row a number, the left dot the highest bit. */
const LETTERS: Readonly<Record<string, readonly number[]>> = {
  '0': [14, 17, 19, 21, 25, 17, 14], '1': [4, 12, 4, 4, 4, 4, 14], '2': [14, 17, 1, 2, 4, 8, 31], '3': [31, 2, 4, 2, 1, 17, 14],
  '4': [2, 6, 10, 18, 31, 2, 2], '5': [31, 16, 30, 1, 1, 17, 14], '6': [6, 8, 16, 30, 17, 17, 14], '7': [31, 1, 2, 4, 8, 8, 8],
  '8': [14, 17, 17, 14, 17, 17, 14], '9': [14, 17, 17, 15, 1, 2, 12], A: [14, 17, 17, 31, 17, 17, 17], B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14], D: [28, 18, 17, 17, 17, 18, 28], E: [31, 16, 16, 30, 16, 16, 31], F: [31, 16, 16, 30, 16, 16, 16],
  G: [14, 17, 16, 23, 17, 17, 15], H: [17, 17, 17, 31, 17, 17, 17], I: [14, 4, 4, 4, 4, 4, 14], J: [7, 2, 2, 2, 2, 18, 12],
  K: [17, 18, 20, 24, 20, 18, 17], L: [16, 16, 16, 16, 16, 16, 31], M: [17, 27, 21, 21, 17, 17, 17], N: [17, 17, 25, 21, 19, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14], P: [30, 17, 17, 30, 16, 16, 16], Q: [14, 17, 17, 17, 21, 18, 13], R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30], T: [31, 4, 4, 4, 4, 4, 4], U: [17, 17, 17, 17, 17, 17, 14], V: [17, 17, 17, 17, 17, 10, 4],
  W: [17, 17, 17, 21, 21, 21, 10], X: [17, 17, 10, 4, 10, 17, 17], Y: [17, 17, 17, 10, 4, 4, 4], Z: [31, 1, 2, 4, 8, 16, 31],
  '-': [0, 0, 0, 31, 0, 0, 0], ':': [0, 12, 12, 0, 12, 12, 0], '.': [0, 0, 0, 0, 0, 12, 12], '+': [0, 4, 4, 31, 4, 4, 0],
}; // biome-ignore format: a table

/** Writes on the picture, dark behind the letters; `scale`: pixels a dot. */
export function write(canvas: Canvas, text: string, x: number, y: number, scale: number): void {
  const { width, height, luma } = canvas;
  const [wide, tall] = [text.length * 6 * scale, 7 * scale];
  for (let row = Math.max(0, y - scale); row < Math.min(height, y + tall + scale); row++)
    for (let column = Math.max(0, x - scale); column < Math.min(width, x + wide); column++)
      luma[row * width + column] = (luma[row * width + column] as number) >> 2;
  [...text].forEach((letter, i) => {
    (LETTERS[letter] ?? []).forEach((bits, dotY) => {
      for (let dotX = 0; dotX < 5; dotX++)
        if ((bits >> (4 - dotX)) & 1) square(canvas, x + (i * 6 + dotX) * scale, y + dotY * scale, scale, 200);
    });
  });
}

function square({ width, height, luma }: Canvas, x: number, y: number, size: number, level: number): void {
  for (let row = Math.max(0, y); row < Math.min(height, y + size); row++)
    luma.fill(level, row * width + Math.max(0, x), row * width + Math.min(width, x + size));
}

/** Squares of the time that a program can read: how many, and pixels of a side. */
const CLOCK_BITS = 20;
const CLOCK_PX = 16;

/** The time for programs, along the lower edge: square k is white where bit k of the milliseconds is set. */
export function writeClock(canvas: Canvas, atMs: number): void {
  const y = canvas.height - CLOCK_PX;
  for (let bit = 0; bit < CLOCK_BITS; bit++)
    square(canvas, bit * CLOCK_PX, y, CLOCK_PX, Math.floor(atMs / 2 ** bit) % 2 === 1 ? 235 : 16);
}
