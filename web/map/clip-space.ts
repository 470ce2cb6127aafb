import type { ChartMap } from './engine.ts';

export interface Matrix {
  /** Column-major, from mercator relative to the origin to clip space. */
  readonly m: Float64Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What a custom layer is given at a frame: maplibre passes an object, mapbox the bare matrix. */
export type GivenMatrix =
  | ArrayLike<number>
  | { readonly defaultProjectionData: { readonly mainMatrix: ArrayLike<number> } };

/** From mercator relative to an origin to the screen, of the last frame. */
export class ClipSpace {
  readonly matrix = { m: new Float64Array(16), widthPx: 0, heightPx: 0 } satisfies Matrix;
  readonly matrix32 = new Float32Array(16);
  private canvasW = 0;
  private canvasH = 0;

  constructor(private readonly origin: { readonly x: number; readonly y: number }) {}

  /** matrix * translate(origin), in double precision: a 32-bit mercator position would be metres off. */
  take(given: GivenMatrix): void {
    const from = 'defaultProjectionData' in given ? given.defaultProjectionData.mainMatrix : given;
    const { m } = this.matrix;
    const { x, y } = this.origin;
    const at = (i: number): number => from[i] ?? 0;
    for (let i = 0; i < 12; i++) m[i] = at(i);
    for (let row = 0; row < 4; row++) m[12 + row] = at(row) * x + at(4 + row) * y + at(12 + row);
    this.matrix32.set(m);
  }

  /** Takes the size of the canvas over; returns device pixels of one CSS pixel. */
  measure(map: ChartMap): number {
    const canvas = map.getCanvas();
    // asking for the layout at every frame would make the browser compute it
    if (canvas.width !== this.canvasW || canvas.height !== this.canvasH) {
      this.canvasW = canvas.width;
      this.canvasH = canvas.height;
      this.matrix.widthPx = canvas.clientWidth || 1;
      this.matrix.heightPx = canvas.clientHeight || 1;
    }
    return canvas.width / this.matrix.widthPx;
  }
}

/** Where a place (mercator from the origin) lies on the screen, CSS pixels, into `out`. */
export function toScreen(x: number, y: number, { m, widthPx, heightPx }: Matrix, out: { x: number; y: number }): void {
  const w = (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[15] ?? 1);
  out.x = ((((m[0] ?? 0) * x + (m[4] ?? 0) * y + (m[12] ?? 0)) / w) * 0.5 + 0.5) * widthPx;
  out.y = (0.5 - (((m[1] ?? 0) * x + (m[5] ?? 0) * y + (m[13] ?? 0)) / w) * 0.5) * heightPx;
}

/** A colour `#rrggbb` as three numbers 0-1, into `out` at a slot. */
export function putColour(colour: string, out: Float32Array, slot: number): void {
  for (let c = 0; c < 3; c++) out[slot * 3 + c] = Number.parseInt(colour.slice(1 + c * 2, 3 + c * 2), 16) / 255;
}
