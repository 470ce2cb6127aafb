/** A point in the picture, pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A picture in I420: brightness, and two planes of colour at half the size; nothing is made anew for each picture. */
export class Canvas {
  readonly frame: Uint8Array;
  readonly luma: Uint8ClampedArray;
  private readonly blue: Uint8Array;
  private readonly red: Uint8Array;
  private readonly crossings = new Float64Array(64);

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    const [whole, quarter] = [width * height, (width * height) / 4];
    this.frame = new Uint8Array(whole + 2 * quarter);
    this.luma = new Uint8ClampedArray(this.frame.buffer, 0, whole);
    this.blue = new Uint8Array(this.frame.buffer, whole, quarter);
    this.red = new Uint8Array(this.frame.buffer, whole + quarter, quarter);
    this.clearColour();
  }

  clearColour(): void {
    this.blue.fill(128);
    this.red.fill(128);
  }

  /** Fills a closed shape (at most 64 corners) with a brightness, 0 to 255, mixed in by `part`, 0 to 1. */
  fill(corners: readonly Spot[], level: number, part = 1): void {
    let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { y } of corners) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    const first = Math.max(0, Math.ceil(top - 0.5));
    const last = Math.min(this.height - 1, Math.floor(bottom - 0.5));
    for (let row = first; row <= last; row++) {
      const count = this.cross(corners, row + 0.5);
      for (let i = 0; i + 1 < count; i += 2)
        this.span(row, this.crossings[i] as number, this.crossings[i + 1] as number, level, part);
    }
  }

  /** A dot with a soft edge that adds light; `u`, `v`: its colour, -128 to 127. */
  glow({ x, y }: Spot, radiusPx: number, level: number, [u, v]: readonly [number, number] = [0, 0]): void {
    const reach = Math.ceil(radiusPx * 2.5);
    const [left, right] = [Math.max(0, Math.floor(x) - reach), Math.min(this.width - 1, Math.floor(x) + reach)];
    const [top, bottom] = [Math.max(0, Math.floor(y) - reach), Math.min(this.height - 1, Math.floor(y) + reach)];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const d2 = ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2) / radiusPx ** 2;
        const at = row * this.width + column;
        this.luma[at] = (this.luma[at] as number) + level * Math.exp(-d2);
      }
    }
    if (u !== 0 || v !== 0) this.tint(x, y, radiusPx, u, v);
  }

  private tint(x: number, y: number, radiusPx: number, u: number, v: number): void {
    const half = this.width / 2;
    const reach = Math.max(1, Math.round(radiusPx));
    for (let row = Math.floor(y / 2) - reach; row <= y / 2 + reach; row++) {
      for (let column = Math.floor(x / 2) - reach; column <= x / 2 + reach; column++) {
        if (row < 0 || column < 0 || column >= half || row >= this.height / 2) continue;
        const at = row * half + column;
        this.blue[at] = 128 + u;
        this.red[at] = 128 + v;
      }
    }
  }

  private cross(corners: readonly Spot[], y: number): number {
    let count = 0;
    let before = corners.at(-1);
    for (const corner of corners) {
      if (before !== undefined && before.y > y !== corner.y > y && count < 64)
        this.crossings[count++] = before.x + ((y - before.y) / (corner.y - before.y)) * (corner.x - before.x);
      before = corner;
    }
    this.crossings.subarray(0, count).sort();
    return count;
  }

  /** From `from` to `to` on a row; the pixels at both ends by the part that is covered. */
  private span(row: number, from: number, to: number, level: number, part: number): void {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(this.width - 1, Math.floor(to));
    for (let column = first; column <= last; column++) {
      const covered = Math.min(column + 1, to) - Math.max(column, from);
      const at = row * this.width + column;
      const before = this.luma[at] as number;
      this.luma[at] = before + (level - before) * part * Math.min(1, Math.max(0, covered));
    }
  }
}
